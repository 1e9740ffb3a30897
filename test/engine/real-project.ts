import { execFile } from "node:child_process";
import { type PlayedApplication, PlayedTencent } from "../backend/cloud/played-tencent";
import { command } from "../cli/tencentrtc";
import { AppsProject } from "./apps-project";
import { Project, type Run } from "./project";

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project on a real account; Tencent Cloud is played by this process, which therefore waits for no command. */
export class RealProject extends AppsProject {
  constructor(
    tencent: PlayedTencent,
    readonly uin: string,
    env: Record<string, string> = {},
  ) {
    const allowed = { TENCENTRTC_ALLOW_ENV: Object.keys(env).join(",") };
    super({ stack: "main", env: { ...tencent.environment(), TENCENTRTC_UIN: uin, ...allowed, ...env } });
  }

  /** Runs the command to its end. */
  tencentrtc(...args: string[]): Promise<Ran> {
    return new Promise((done) => {
      execFile(
        process.execPath,
        [command, ...args],
        { cwd: this.folder, env: this.env, maxBuffer: 1 << 28 },
        (error, stdout, stderr) =>
          done({ code: error ? (typeof error.code === "number" ? error.code : 1) : 0, stdout, stderr }),
      );
    });
  }

  /** As `tencentrtc`, failing the test with everything that was printed unless it ends with this code. */
  async ends(code: number, ...args: string[]): Promise<Ran> {
    const run = await this.tencentrtc(...args);
    if (run.code !== code)
      throw new Error(`tencentrtc ${args.join(" ")} ended with ${run.code}:\n${run.stdout}${run.stderr}`);
    return run;
  }
}

/** Applications from years ago, each with a key of its own. */
export const applications = (
  count: number,
  firstId: number,
  region: PlayedApplication["region"],
): Map<number, PlayedApplication> =>
  new Map(
    Array.from({ length: count }, (_, index) => {
      const sdkAppId = firstId + index;
      const secretKey = sdkAppId.toString(16).padStart(64, "0f");
      return [sdkAppId, { region, secretKey, admins: ["administrator", "ops"] }];
    }),
  );

const pair = { TENCENTRTC_CLOUD_SECRET_ID: "AKIDPLAYED", TENCENTRTC_CLOUD_SECRET_KEY: "SKPLAYED" };

/** A project with a real account, and one application that is enrolled in it. */
export class EnrolledProject extends RealProject {
  private constructor(
    readonly tencent: PlayedTencent,
    readonly sdkAppId: number,
    env: Record<string, string>,
  ) {
    super(tencent, "200012345678", env);
  }

  static async open(env: Record<string, string> = {}, sdkAppId = 20_000_001): Promise<EnrolledProject> {
    const tencent = await new PlayedTencent().open();
    for (const [id, one] of applications(1, sdkAppId, "tokyo")) tencent.applications.set(id, one);
    const KEY = tencent.applications.get(sdkAppId)?.secretKey ?? "";
    const project = new EnrolledProject(tencent, sdkAppId, { KEY, ...pair, ...env });
    const { uin } = project;
    const { TENCENTRTC_CLOUD_SECRET_ID: secretId, TENCENTRTC_CLOUD_SECRET_KEY: secretKey } = pair;
    tencent.accounts = [{ uin, secretId, secretKey, sdkAppIds: [sdkAppId] }];
    project.write("apps.csv", `id,region,key,admins\n${sdkAppId},tokyo,env:KEY,ops`);
    const account = ["--site", "international", "--uin", uin, "--database", "file:.tencentrtc/backend.db"];
    await project.ends(0, "account", "add", "prod", ...account);
    await project.ends(0, "enrol", "--csv", "apps.csv");
    return project;
  }

  /** A stack of a program on the same backend, whose runs must end well. */
  async stackOfProgram(): Promise<EnrolledStack> {
    const stack = new EnrolledStack();
    const { TENCENTRTC_UIN } = this.env;
    const TENCENTRTC_ENDPOINT = `file:${this.backendFile}`;
    Object.assign(stack.env, pair, this.tencent.environment(), { TENCENTRTC_ENDPOINT, TENCENTRTC_UIN });
    await stack.init();
    return stack;
  }

  async close(): Promise<void> {
    await this.tencent.close();
    this.remove();
  }
}

/** A stack of a program on a real account. */
export class EnrolledStack extends Project {
  /** What a run printed. @throws Error unless it ended well */
  async ends(run: Promise<Run>): Promise<string> {
    const { code, output } = await run;
    if (code !== 0) throw new Error(`it ended with ${code}:\n${output}`);
    return output;
  }
}
