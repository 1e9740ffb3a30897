import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlayedTencent } from "../backend/cloud/played-tencent";
import { command } from "./tencentrtc";

const secretKey = "0123456789abcdef".repeat(4);
const account = {
  uin: "100012345678",
  secretId: "AKIDEXAMPLE",
  secretKey: "SKEXAMPLE",
  sdkAppIds: [1_400_000_001],
};
const pair = { TENCENTRTC_CLOUD_SECRET_ID: account.secretId, TENCENTRTC_CLOUD_SECRET_KEY: account.secretKey };
const sound = { region: "tokyo", secretKey, admins: ["administrator", "ops"] } as const;

let tencent: PlayedTencent;
let folder: string;
beforeEach(async () => {
  tencent = await new PlayedTencent().open();
  tencent.account = account;
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-verify-"));
});
afterEach(async () => {
  await tencent.close();
  rmSync(folder, { recursive: true });
});

/** Not as `tencentrtc` of the tests does, which waits: Tencent is played in this process. */
function verify(csv: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const file = join(folder, "apps.csv");
  writeFileSync(file, csv);
  const { CI: _, ...own } = process.env;
  const variables = {
    ...own,
    ...tencent.environment(),
    KEY: secretKey,
    OLD_KEY: "old-key-of-before",
    ...env,
  };
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const all = [command, "verify", "--csv", file, ...args];
    execFile(process.execPath, all, { env: variables, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

test("prints of each application what is proven, and one that can't be asked spoils no other's row", async () => {
  tencent.applications.set(1_400_000_001, { ...sound });
  tencent.applications.set(1_400_000_002, { ...sound });
  tencent.applications.set(1_400_000_003, { ...sound, instead: 60016 });
  const csv = [
    "id,region,key,admins",
    "1400000001,,env:KEY,ops",
    "1400000002,seoul,env:OLD_KEY,ops",
    "1400000003,tokyo,env:KEY,",
    "1400000004,tokyo,env:NOWHERE,",
  ].join("\r\n");
  const { code, stdout, stderr } = await verify(csv, ["--site", "china", "--uin", account.uin], pair);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  const rows = stdout.split("\n").map((line) => line.split(/ {2,}/));
  expect(rows.slice(1, 6)).toEqual([
    ["SDKAPPID", "OWNED", "KEY", "REGION", "STATUS", "ADMINS"],
    ["1400000001", "yes", "right", "tokyo", "serves", "administrator, ops"],
    [
      "1400000002",
      "not known",
      "wrong",
      "not known",
      "not known",
      "administrator (not known), ops (not known)",
    ],
    ["1400000003", "not known", "not known", "not known", "disabled", "administrator (not known)"],
    ["1400000004", "not known", "not known", "not known", "not known", "administrator (not known)"],
  ]);
  expect(stdout).toContain("the key is in NOWHERE, which isn't set");
  expect(stdout).not.toMatch(/0123456789abcdef|old-key|SKEXAMPLE|usersig=/);
});

test("is clean where all is as claimed, also without a key pair", async () => {
  tencent.applications.set(1_400_000_001, { ...sound });
  const { code, stdout } = await verify("id,region,key\n1400000001,tokyo,env:KEY\n", ["--json"]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    account: null,
    applications: [
      {
        sdkAppId: 1_400_000_001,
        owned: { value: null, why: expect.stringContaining("no key pair") },
        key: { value: true, how: "proven", by: "account_check at tokyo: 0" },
        verdict: "sound",
      },
    ],
  });
  expect(tencent.heard).toHaveLength(1);
});

test("asks nothing with the key pair of another account", async () => {
  const csv = "id,region,key\n1400000001,tokyo,env:KEY\n";
  const { code, stderr } = await verify(csv, ["--site", "china", "--uin", "100000000001"], pair);
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining("of the account 100012345678"),
  });
  expect(tencent.heard).toHaveLength(1);
});

test("a key in the file itself is refused and not repeated, with every other mistake", async () => {
  const csv = `id,region,key\n1400000001,mars,${secretKey}\nx,tokyo,env:KEY\n`;
  const { code, stdout, stderr } = await verify(csv);
  expect(code).toBe(1);
  expect(stderr).toMatch(/apps\.csv:2: region .*\n.*apps\.csv:2: key must say.*\n.*apps\.csv:3: id must/);
  expect(`${stdout}${stderr}`).not.toContain(secretKey);
  expect(tencent.heard).toEqual([]);
});
