import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Account } from "./account";
import { command } from "./tencentrtc";

/** A server in a process of its own, on a free port. */
export class ServerProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** The whole ready line. */
    readonly ready: { readonly listening: string; readonly account?: Account },
    private readonly errors: () => string,
  ) {}

  static start(...args: string[]): Promise<ServerProcess> {
    return ServerProcess.startWith({}, ...args);
  }

  /** With variables beside those of this process. */
  static async startWith(
    environment: Readonly<Record<string, string>>,
    ...args: string[]
  ): Promise<ServerProcess> {
    const given = [command, "serve", "--listen", "127.0.0.1:0", ...args];
    const child = spawn(process.execPath, given, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environment },
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      errors += text;
    });
    const [line] = await Promise.race([
      once(createInterface({ input: child.stdout }), "line"),
      once(child, "exit").then(([code]) => {
        throw new Error(`the server ended with ${code}:\n${errors}`);
      }),
    ]);
    const ready = JSON.parse(line);
    return new ServerProcess(child, ready.listening, ready, () => errors);
  }

  /** Its log and complaints. */
  get log(): string {
    return this.errors();
  }

  /** Ends it and answers its exit code; null after SIGKILL. */
  async end(signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<number | null> {
    const { exitCode, signalCode } = this.child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = once(this.child, "exit");
    this.child.kill(signal);
    const [code] = await ended;
    return code;
  }
}
