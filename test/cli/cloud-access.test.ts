import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCloudFile } from "../../cli/accounts/cloud-file";
import { made } from "./account";
import { account, pair, Rehearsal, secrets, sound } from "./rehearsal";
import { ServerProcess } from "./server-process";

let rehearsal: Rehearsal;
beforeEach(async () => {
  rehearsal = await Rehearsal.open();
  rehearsal.tencent.applications.set(1_400_000_001, { ...sound });
});
afterEach(() => rehearsal.close());

const rows = ["1400000001,tokyo,env:KEY,ops"];
/** Another account's, which a process may have in its environment. */
const foreign = { TENCENTRTC_CLOUD_SECRET_ID: "AKIDOTHER", TENCENTRTC_CLOUD_SECRET_KEY: "SKOTHER" };
const own = { PROD_ID: account.secretId, PROD_KEY: account.secretKey };
const write = (name: string, text: string): string => {
  writeFileSync(join(rehearsal.folder, name), text);
  return join(rehearsal.folder, name);
};
const ownedIn = (stdout: string) =>
  JSON.parse(stdout).applications[0].facts.find(({ fact }: { fact: string }) => fact === "Owned");

test("an account in Pulumi.yaml is asked about with what it names, and not with what the environment has", async () => {
  const database = `file:${join(rehearsal.folder, "backend.db")}`;
  made("account", "add", "prod", "--site", "china", "--uin", account.uin, "--database", database);
  const text = (uin: string) =>
    [
      "name: fleet",
      "runtime: nodejs",
      "tencentrtc:",
      "  accounts:",
      "    prod:",
      `      endpoint: ${database}`,
      `      uin: "${uin}"`,
      "      cloud: { secretId: env:PROD_ID, secretKey: env:PROD_KEY }",
    ].join("\n");
  write("Pulumi.yaml", text(account.uin));
  mkdirSync(join(rehearsal.folder, "apps"));
  const here = jest.spyOn(process, "cwd").mockReturnValue(rehearsal.folder);
  try {
    const env = { ...foreign, ...own };
    const enrolled = await rehearsal.run(["enrol", "--csv", rehearsal.file(rows), "--account", "prod"], env);
    expect({ code: enrolled.code, stderr: enrolled.stderr }).toEqual({ code: 0, stderr: "" });
    const verified = await rehearsal.run(["verify", "--account", "prod", "--json"], env);
    expect([verified.code, ownedIn(verified.stdout)]).toMatchObject([0, { value: true, how: "proven" }]);
    const missing = await rehearsal.run(["verify", "--account", "prod"], foreign);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining("PROD_ID, which isn't set") });
    const listed = await rehearsal.run(["verify", "--csv", "apps.csv", "--account", "prod"], env);
    expect(listed).toMatchObject({ code: 1, stderr: expect.stringContaining("leave one of them out") });
    for (const { stdout, stderr } of [enrolled, verified, missing])
      expect(stdout + stderr).not.toMatch(secrets);
  } finally {
    here.mockRestore();
  }
});

test("a server asks about each account with what --cloud names", async () => {
  const database = ["--database", `file:${join(rehearsal.folder, "backend.db")}`];
  const key = made("account", "add", "prod", "--site", "china", "--uin", account.uin, ...database);
  const file = write("cloud.yaml", `"${account.uin}": { secretId: env:PROD_ID, secretKey: file:key }\n`);
  write("key", `${account.secretKey}\n`);
  const env = { ...rehearsal.tencent.environment(), ...foreign, ...own };
  const server = await ServerProcess.startWith(env, ...database, "--cloud", file);
  const client = {
    TENCENTRTC_ENDPOINT: server.url,
    TENCENTCLOUD_SECRET_ID: key.secretId,
    TENCENTCLOUD_SECRET_KEY: key.secretKey,
  };
  try {
    expect((await rehearsal.run(["enrol", "--csv", rehearsal.file(rows)], client)).code).toBe(0);
    const { code, stdout } = await rehearsal.run(["verify", "--json"], client);
    expect([code, ownedIn(stdout)]).toMatchObject([0, { value: true, how: "proven" }]);
  } finally {
    await server.end();
  }
  expect(server.log).not.toMatch(secrets);
});

describe("a file for --cloud", () => {
  test.each([
    [
      "what is no number",
      "prod: { secretId: env:A, secretKey: env:B }",
      "prod must be the number of a real account",
    ],
    ["a host", '"100012345678": { secretId: env:A, secretKey: env:B, endpoint: x }', "isn't known here"],
    [
      "a secret itself",
      '"100012345678": { secretId: AKIDhunter2, secretKey: hunter2 }',
      "must say where the secret is",
    ],
    ["nothing", '"100012345678": {}', "and secretKey, or a role, must be given"],
    [
      "a variable that isn't set",
      '"100012345678": { secretId: env:NOWHERE, secretKey: env:B }',
      "is in NOWHERE, which isn't set",
    ],
    ["a file that isn't there", undefined, "isn't there"],
  ])("is refused with %s, before anything is made", (_, text, words) => {
    const file = text === undefined ? join(rehearsal.folder, "none") : write("cloud.yaml", text);
    const read = () => readCloudFile(file);
    expect(read).toThrow(words);
    expect(read).not.toThrow(/hunter2/);
  });

  test("gives each account what it names, and takes away what the environment has", () => {
    process.env = { ...process.env, ...own, ...pair };
    const file = write(
      "cloud.yaml",
      [
        '"100012345678": { secretId: env:PROD_ID, secretKey: env:PROD_KEY }',
        '"200012345678": { roleArn: "qcs::cam::uin/200012345678:roleName/a", oidcProvider: p, tokenFile: file:token }',
      ].join("\n"),
    );
    expect(readCloudFile(file)).toMatchObject({
      "100012345678": { TENCENTRTC_CLOUD_SECRET_ID: account.secretId, TENCENTRTC_CLOUD_ROLE_ARN: undefined },
      "200012345678": {
        TENCENTRTC_CLOUD_SECRET_ID: undefined,
        TENCENTRTC_CLOUD_OIDC_TOKEN_FILE: join(rehearsal.folder, "token"),
      },
    });
  });
});
