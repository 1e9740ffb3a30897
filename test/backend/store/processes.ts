import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildSync } from "esbuild";
import type { Arguments } from "./child";

/** Another process that answers in JSON lines. */
export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** The next answer. */
  answer(): Promise<unknown>;
  /** Lets a waiting process begin. */
  go(): void;
  /** Resolves with the exit code, or with the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Bundles `child.ts` under node_modules, where its packages are found, and starts it as often as asked. */
export function childProcesses(): (command: string, given: Arguments, user?: number) => Child {
  const folder = join(__dirname, "../../../node_modules/.cache");
  const bundle = join(folder, `store-child-${process.pid}.cjs`);
  const running = new Set<ChildProcessWithoutNullStreams>();

  beforeAll(() => {
    mkdirSync(folder, { recursive: true });
    buildSync({
      entryPoints: [join(__dirname, "child.ts")],
      bundle: true,
      platform: "node",
      packages: "external",
      outfile: bundle,
    });
  });

  afterAll(() => {
    for (const child of running) child.kill("SIGKILL");
    rmSync(bundle, { force: true });
  });

  return (command, given, user) => {
    const child = spawn(process.execPath, [bundle, command, JSON.stringify(given)], { uid: user });
    running.add(child);
    child.stderr.pipe(process.stderr);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      process: child,
      async answer() {
        const line = await lines.next();
        if (line.done) throw new Error(`the process "${command}" ended without an answer`);
        return JSON.parse(line.value);
      },
      go: () => child.stdin.write("go\n"),
      ended: new Promise((resolve) =>
        child.once("close", (code, signal) => {
          running.delete(child);
          resolve(code ?? signal);
        }),
      ),
    };
  };
}
