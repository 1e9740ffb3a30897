import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlayedTencent } from "../backend/cloud/played-tencent";
import { made } from "./account";
import { command, type Run } from "./tencentrtc";

const secretKey = "0123456789abcdef".repeat(4);
const wrongKey = "fedcba9876543210".repeat(4);
const sdkAppId = 1_400_000_001;
const sound = { region: "tokyo", secretKey, admins: ["administrator", "ops"] } as const;

let tencent: PlayedTencent;
let folder: string;
beforeEach(async () => {
  tencent = await new PlayedTencent().open();
  tencent.applications.set(sdkAppId, { ...sound });
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-verify-"));
});
afterEach(async () => {
  await tencent.close();
  rmSync(folder, { recursive: true });
});

const list = (key: string): string => {
  writeFileSync(join(folder, "apps.csv"), `id,region,key,admins\n${sdkAppId},tokyo,file:key.txt,ops\n`);
  writeFileSync(join(folder, "key.txt"), `${key}\n`);
  return join(folder, "apps.csv");
};

/** The packed command in a process of its own. */
function run(...args: string[]): Promise<Run> {
  const { CI: _, ...own } = process.env;
  const env = { ...own, ...tencent.environment() };
  return new Promise((resolve) => {
    execFile(process.execPath, [command, ...args], { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

/** What the packed command loads late is there; all else of it is tested in process, by verify.test.ts. */
test("tencentrtc verify runs as a command of its own", async () => {
  const { stdout } = await run("verify", "--csv", list(secretKey));
  expect(stdout).toMatch(/^1400000001 +not known +right +tokyo +serves +administrator, ops$/m);
});

describe("processes that work on one database at once", () => {
  const uin = "100012345678";
  const database = () => ["--database", `file:${join(folder, "backend.db")}`];
  const inAccount = () => [...database(), "--uin", uin];
  const asked = () => tencent.heard.length;
  beforeEach(() => made("account", "add", "prod", "--site", "china", "--uin", uin, ...database()));

  test("try a key that Tencent refuses once between them, and no process tries it again", async () => {
    const file = list(wrongKey);
    const enrol = () => run("enrol", "--csv", file, ...inAccount());
    const both = await Promise.all([enrol(), enrol()]);
    expect(both.map(({ code }) => code)).toEqual([1, 1]);
    expect(asked()).toBe(1);
    expect((await enrol()).stderr).toContain("70003");
    expect(asked()).toBe(1);
  });

  test("use a key that has become wrong once each at most, and never after they know", async () => {
    expect((await run("enrol", "--csv", list(secretKey), ...inAccount())).code).toBe(0);
    tencent.applications.set(sdkAppId, { ...sound, secretKey: wrongKey });
    const before = asked();
    const verify = () => run("verify", ...inAccount());
    expect((await Promise.all([verify(), verify()])).map(({ code }) => code)).toEqual([2, 2]);
    const known = asked();
    expect(known - before).toBeLessThanOrEqual(2);
    expect((await verify()).stdout).toContain("isn't used again");
    expect(asked()).toBe(known);
  });
});
