import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { childBundle } from "../child-bundle";
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

/** Starts `child.ts` as often as asked. */
export function childProcesses(): (command: string, given: Arguments, user?: number) => Child {
  const bundle = childBundle(join(__dirname, "child.ts"));
  const running = new Set<ChildProcessWithoutNullStreams>();

  afterAll(() => {
    for (const child of running) child.kill("SIGKILL");
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
