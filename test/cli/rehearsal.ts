import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandLine } from "../../cli/command-line";
import { tellRefusal } from "../../cli/terminal/refusal";
import { PlayedTencent } from "../backend/cloud/played-tencent";
import type { Run } from "./tencentrtc";

/** The SDKSecretKey in the variable KEY. */
export const secretKey = "0123456789abcdef".repeat(4);
export const account = {
  uin: "100012345678",
  secretId: "AKIDEXAMPLE",
  secretKey: "SKEXAMPLE",
  sdkAppIds: [1_400_000_001],
};
/** The account's key pair. */
export const pair = {
  TENCENTRTC_CLOUD_SECRET_ID: account.secretId,
  TENCENTRTC_CLOUD_SECRET_KEY: account.secretKey,
};
/** An application with nothing wrong. */
export const sound = { region: "tokyo", secretKey, admins: ["administrator", "ops"] } as const;
/** What no output may hold. */
export const secrets = /0123456789abcdef|old-key|SKEXAMPLE|usersig=|eJ[A-Za-z0-9]{20}/;

const before = { ...process.env };

/** A folder, and the command in this process, where Tencent is played: `tencentrtc` of the tests waits and hears nobody. */
export class Rehearsal {
  private constructor(
    readonly tencent: PlayedTencent,
    readonly folder: string,
  ) {}

  static async open(): Promise<Rehearsal> {
    const tencent = await new PlayedTencent().open();
    tencent.accounts = [account];
    process.exitCode = undefined;
    return new Rehearsal(tencent, mkdtempSync(join(tmpdir(), "tencentrtc-rehearsal-")));
  }

  async close(): Promise<void> {
    process.env = { ...before };
    process.exitCode = undefined;
    await this.tencent.close();
    rmSync(this.folder, { recursive: true });
  }

  /** A list of applications with these rows. */
  file(rows: readonly string[]): string {
    const file = join(this.folder, "apps.csv");
    writeFileSync(file, ["id,region,key,admins", ...rows].join("\r\n"));
    return file;
  }

  async run(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
    const { CI: _, ...own } = before;
    const keys = { KEY: secretKey, OLD_KEY: "old-key-of-before" };
    process.env = { ...own, ...this.tencent.environment(), ...keys, ...env };
    const printed = { stdout: "", stderr: "" };
    const captures = [
      jest.spyOn(process.stdout, "write").mockImplementation((text) => {
        printed.stdout += String(text);
        return true;
      }),
      jest.spyOn(process.stderr, "write").mockImplementation((text) => {
        printed.stderr += String(text);
        return true;
      }),
    ];
    try {
      await commandLine("0.0.0").parseAsync(args, { from: "user" });
      return { ...printed, code: Number(process.exitCode ?? 0) };
    } catch (error) {
      return { code: tellRefusal(error, args), ...printed };
    } finally {
      for (const captured of captures) captured.mockRestore();
    }
  }
}
