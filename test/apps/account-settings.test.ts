import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Account } from "../../apps/format/project";
import { variablesOf } from "../../cli/accounts/variables";

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-account-"));
beforeAll(() => {
  process.env.THEIR_ID = "AKIDtheirs";
  process.env.THEIR_PASSWORD = "p@:/?#%";
  writeFileSync(join(folder, "key"), "their-key\n");
  writeFileSync(join(folder, "token"), "their-token\n");
  writeFileSync(join(folder, "empty"), "\n");
  writeFileSync(join(folder, "marked"), "\uFEFFtheir-key \r\n");
  writeFileSync(join(folder, "wide"), "\uFEFFtheir-key \r\n", "utf16le");
  writeFileSync(join(folder, "two"), "one\ntwo\n");
  writeFileSync(join(folder, "bytes"), Buffer.from([0xff, 0x00, 0x41]));
});
afterAll(() => {
  delete process.env.THEIR_ID;
  delete process.env.THEIR_PASSWORD;
  rmSync(folder, { recursive: true, force: true });
});

const role = "qcs::cam::uin/200012345678:roleName/verify";
/** What says who asks Tencent Cloud is the account's own, and never another's of the environment. */
const noCloud = {
  TENCENTRTC_CLOUD_SECRET_ID: undefined,
  TENCENTRTC_CLOUD_SECRET_KEY: undefined,
  TENCENTRTC_CLOUD_TOKEN: undefined,
  TENCENTRTC_CLOUD_ROLE_ARN: undefined,
  TENCENTRTC_CLOUD_OIDC_PROVIDER: undefined,
  TENCENTRTC_CLOUD_OIDC_TOKEN_FILE: undefined,
  TENCENTRTC_CLOUD_ROLE_SESSION_NAME: undefined,
};

test.each([
  { account: {}, gets: {} },
  { account: { uin: "100000000001" }, gets: { TENCENTRTC_UIN: "100000000001" } },
  {
    account: { endpoint: "https://rtc.example.com" },
    gets: {
      TENCENTRTC_ENDPOINT: "https://rtc.example.com",
      TENCENTRTC_UIN: undefined,
      TENCENTCLOUD_SECRET_ID: undefined,
      TENCENTCLOUD_SECRET_KEY: undefined,
      TENCENTCLOUD_TOKEN: undefined,
      TENCENTRTC_BACKEND_KEY: undefined,
    },
  },
  {
    account: { secretId: "env:THEIR_ID", secretKey: "file:key", sessionToken: "file:token" },
    gets: {
      TENCENTCLOUD_SECRET_ID: "AKIDtheirs",
      TENCENTCLOUD_SECRET_KEY: "their-key",
      TENCENTCLOUD_TOKEN: "their-token",
    },
  },
  { account: { backendKey: "file:key" }, gets: { TENCENTRTC_BACKEND_KEY: "their-key" } },
  {
    account: { cloud: { secretId: "env:THEIR_ID", secretKey: "file:key", sessionToken: "file:token" } },
    gets: {
      ...noCloud,
      TENCENTRTC_CLOUD_SECRET_ID: "AKIDtheirs",
      TENCENTRTC_CLOUD_SECRET_KEY: "their-key",
      TENCENTRTC_CLOUD_TOKEN: "their-token",
    },
  },
  {
    account: {
      cloud: { roleArn: role, oidcProvider: "github", tokenFile: "file:token", roleSessionName: "ci" },
    },
    gets: {
      ...noCloud,
      TENCENTRTC_CLOUD_ROLE_ARN: role,
      TENCENTRTC_CLOUD_OIDC_PROVIDER: "github",
      TENCENTRTC_CLOUD_OIDC_TOKEN_FILE: join(folder, "token"),
      TENCENTRTC_CLOUD_ROLE_SESSION_NAME: "ci",
    },
  },
  {
    account: {
      endpoint: "postgres://rtc@db.example.com/rtc?sslmode=verify-full",
      password: "env:THEIR_PASSWORD",
      backendKey: "file:key",
    },
    gets: {
      TENCENTRTC_ENDPOINT: `postgres://rtc@db.example.com/rtc?sslmode=verify-full&password=${encodeURIComponent("p@:/?#%")}`,
      TENCENTRTC_UIN: undefined,
      TENCENTCLOUD_SECRET_ID: undefined,
      TENCENTCLOUD_SECRET_KEY: undefined,
      TENCENTCLOUD_TOKEN: undefined,
      TENCENTRTC_BACKEND_KEY: "their-key",
    },
  },
  {
    account: { secretId: "env:THEIR_ID", secretKey: "file:key" },
    gets: {
      TENCENTCLOUD_SECRET_ID: "AKIDtheirs",
      TENCENTCLOUD_SECRET_KEY: "their-key",
      TENCENTCLOUD_TOKEN: undefined,
    },
  },
])("an account that names $account gets no credentials but its own", ({ account, gets }) => {
  expect(variablesOf("main", Account.parse(account), folder)).toStrictEqual(gets);
});

test.each([
  ["env:NOT_SET_AT_ALL", "NOT_SET_AT_ALL, which isn't set"],
  ["file:nope", "nope, which isn't there"],
  ["file:empty", "empty, which is empty"],
  ["file:two", "two, which holds several lines"],
  ["file:bytes", "bytes, which is no text"],
])("credentials in %s can't be had", (secretKey, message) => {
  const account = Account.parse({ secretId: "env:THEIR_ID", secretKey });
  expect(() => variablesOf("main", account, folder)).toThrow(message);
});

test.each(["marked", "wide"])(
  "of a file that is %s the secret is the line, with the blank at its end",
  (file) => {
    const account = Account.parse({ backendKey: `file:${file}` });
    expect(variablesOf("main", account, folder)).toEqual({ TENCENTRTC_BACKEND_KEY: "their-key " });
  },
);
