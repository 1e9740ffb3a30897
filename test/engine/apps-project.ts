import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Run, tencentrtc } from "../cli/tencentrtc";
import { Project } from "./project";

/** A project of files alone: no program, and the command in the place of the CLI. */
export class AppsProject extends Project {
  constructor(options: ConstructorParameters<typeof Project>[0] = {}) {
    super(options);
    this.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
    rmSync(join(this.folder, "index.js"));
  }

  /** Runs the command to its end, as a script does. */
  command(...args: string[]): Run {
    return tencentrtc(args, { cwd: this.folder, env: this.variables });
  }

  /** As `command`, failing the test with everything that was printed. */
  done(...args: string[]): Run {
    const run = this.command(...args);
    if (run.code !== 0)
      throw new Error(`tencentrtc ${args.join(" ")} ended with ${run.code}:\n${run.stdout}${run.stderr}`);
    return run;
  }

  get variables(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  }

  move(from: string, to: string): void {
    renameSync(join(this.folder, from), join(this.folder, to));
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }
}
