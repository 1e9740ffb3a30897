import { execFile } from "node:child_process";
import type { PlayedApplication, PlayedTencent } from "../backend/cloud/played-tencent";
import { command } from "../cli/tencentrtc";
import { AppsProject } from "./apps-project";

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
