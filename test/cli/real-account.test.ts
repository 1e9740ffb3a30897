import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tencentrtc } from "./tencentrtc";

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-real-account-"));
const database = ["--database", `file:${join(folder, "backend.db")}`];
const run = (...args: string[]) => tencentrtc([...args, ...database], { cwd: folder });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("account add --site makes a real account, whose key pairs read no secret keys unless told", () => {
  const added = run("account", "add", "prod", "--site", "china", "--uin", "100012345678");
  expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^rights +write, no secrets$/m) });
  const key = run("account", "key", "prod", "--rights", "read", "--secrets", "--json");
  expect(JSON.parse(key.stdout)).toMatchObject({ uin: "100012345678", rights: "read", secrets: true });
  const { stdout } = run("account", "list");
  expect(stdout).toMatch(/^prod +100012345678 +Tencent Cloud, china +AKID\w+ +- +write, no secrets$/m);
  expect(stdout).toMatch(/^prod +100012345678 +Tencent Cloud, china +AKID\w+ +- +read$/m);
});

test.each([
  ["a site without a number", ["--site", "china"], "--site and --uin go together"],
  ["a number without a site", ["--uin", "100012345678"], "--site and --uin go together"],
  ["a site that isn't", ["--site", "mars", "--uin", "1"], "Allowed choices are china, international"],
  ["a window", ["--site", "china", "--uin", "100012345679", "--window-seconds", "1"], "cannot be used with"],
])("account add refuses %s", (_, args, words) => {
  const { code, stderr } = run("account", "add", "other", ...args);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(words) });
});
