import { execFileSync, spawn } from "node:child_process";
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
interface Request {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}
interface Answer extends Run {
  /** Whether the process has ended with this run. */
  readonly isLast: boolean;
}

const forNode = (env: Readonly<NodeJS.ProcessEnv>): string =>
  JSON.stringify(Object.entries(env).filter(([name]) => name.startsWith("NODE_") || name === "TZ"));

/** The other end of run-again.cjs. `run` waits as `spawnSync` does. */
export class WarmProcess {
  readonly #forNode: string;
  readonly #requests: number;
  readonly #answers: number;
  #isOver = false;

  constructor(command: string, env: Readonly<NodeJS.ProcessEnv>) {
    this.#forNode = forNode(env);
    const folder = mkdtempSync(join(tmpdir(), "tencentrtc-warm-"));
    const [requests, answers] = [join(folder, "requests"), join(folder, "answers")];
    execFileSync("mkfifo", [requests, answers]);
    // Both ends are here before the child is: no open waits, and only the child's writing end is left.
    const held = [openSync(requests, constants.O_RDWR), openSync(answers, constants.O_RDWR)];
    const asked = openSync(requests, constants.O_RDONLY);
    this.#requests = openSync(requests, constants.O_WRONLY);
    this.#answers = openSync(answers, constants.O_RDONLY);
    const answered = openSync(answers, constants.O_WRONLY);
    const child = spawn(process.execPath, [join(__dirname, "run-again.cjs"), command], {
      env: { ...env },
      stdio: ["ignore", "ignore", "inherit", asked, answered],
    });
    child.unref();
    for (const end of [...held, asked, answered]) closeSync(end);
    rmSync(folder, { recursive: true });
  }

  /**
   * Whether it is there, and was started with the variables of these that Node reads as it starts. A file that one of
   * them names may have changed since.
   */
  canRun(env: Readonly<NodeJS.ProcessEnv>): boolean {
    return !this.#isOver && env.NODE_EXTRA_CA_CERTS === undefined && forNode(env) === this.#forNode;
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    closeSync(this.#requests);
    closeSync(this.#answers);
  }

  run(request: Request): Run {
    writeSync(this.#requests, `${JSON.stringify(request)}\n`);
    const parts: Buffer[] = [];
    for (const buffer = Buffer.alloc(65_536); ; ) {
      const length = readSync(this.#answers, buffer);
      if (length === 0) break;
      parts.push(Buffer.from(buffer.subarray(0, length)));
      if (buffer[length - 1] !== 10) continue;
      const { isLast, ...run }: Answer = JSON.parse(Buffer.concat(parts).toString("utf8"));
      if (isLast) this.end();
      return run;
    }
    this.end();
    const args = request.args.join(" ");
    throw new Error(`the process of \`tencentrtc ${args}\` ended without an answer`);
  }
}
