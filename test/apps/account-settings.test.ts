import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../apps/format/project";
import { variablesOf } from "../../cli/account-settings";

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-account-"));
beforeAll(() => {
  process.env.THEIR_ID = "AKIDtheirs";
  writeFileSync(join(folder, "key"), "their-key\n");
});
afterAll(() => {
  delete process.env.THEIR_ID;
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  { account: {}, gets: {} },
  { account: { uin: "100000000001" }, gets: {} },
  {
    account: { endpoint: "https://rtc.example.com" },
    gets: {
      TENCENTRTC_ENDPOINT: "https://rtc.example.com",
      TENCENTCLOUD_SECRET_ID: "",
      TENCENTCLOUD_SECRET_KEY: "",
      TENCENTCLOUD_TOKEN: "",
    },
  },
  {
    account: { secretId: "env:THEIR_ID", secretKey: "file:key" },
    gets: {
      TENCENTCLOUD_SECRET_ID: "AKIDtheirs",
      TENCENTCLOUD_SECRET_KEY: "their-key",
      TENCENTCLOUD_TOKEN: "",
    },
  },
])("an account that names $account gets no credentials but its own", ({ account, gets }) => {
  expect(variablesOf("main", account, folder)).toEqual(gets);
});

test.each([
  ["env:NOT_SET_AT_ALL", "NOT_SET_AT_ALL, which isn't set"],
  ["file:nope", "nope, which can't be read"],
  ["config:key", "come from env: or file:"],
])("credentials in %s can't be had", (secretKey, message) => {
  expect(() => variablesOf("main", { secretId: "env:THEIR_ID", secretKey }, folder)).toThrow(message);
});

test("half a key pair is none", () => {
  expect(Account.safeParse({ secretId: "env:ID" }).error?.issues).toMatchObject([
    { path: ["secretId"], message: expect.stringContaining("both or neither") },
  ]);
});
