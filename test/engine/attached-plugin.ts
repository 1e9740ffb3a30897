import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Project } from "./project";

const executable = resolve(__dirname, "../../plugin/pulumi-resource-tencentrtc");

/** The plugin in a process that no engine has started, as a debugger runs it. A project's engine attaches to it. */
export class AttachedPlugin {
  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
    /** All that the process has printed. */
    readonly printed: () => string,
  ) {}

  /** @param environment beside that of the project */
  static async start(project: Project, environment: NodeJS.ProcessEnv = {}): Promise<AttachedPlugin> {
    const child = spawn(process.execPath, [executable, "--logtostderr", "-v=9"], {
      cwd: project.folder,
      env: { ...project.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        printed += text;
      });
    const [line] = await Promise.race([
      once(createInterface({ input: child.stdout }), "line"),
      once(child, "exit").then(([code]) => {
        throw new Error(`the plugin ended with ${code}:\n${printed}`);
      }),
    ]);
    project.env.PULUMI_DEBUG_PROVIDERS = `tencentrtc:${line}`;
    return new AttachedPlugin(child, Number(line), () => printed);
  }

  /** Sends ^C, and answers the exit code. */
  async interrupt(): Promise<number | null> {
    const { exitCode, signalCode } = this.child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = once(this.child, "exit");
    this.child.kill("SIGINT");
    const [code] = await ended;
    return code;
  }
}
