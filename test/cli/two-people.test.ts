import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, made } from "./account";
import { ServerProcess } from "./server-process";
import { tencentrtc } from "./tencentrtc";

const uin = "100012345678";
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-two-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const database = () => ["--database", `file:${join(folder, "backend.db")}`];
const addAccount = () =>
  made("account", "add", "prod", "--site", "china", "--uin", uin, "--two-people", ...database());
const enrol = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  writeFileSync(join(folder, "apps.csv"), "id,region,key\n1400000001,tokyo,\n");
  const list = ["enrol", "--csv", join(folder, "apps.csv"), "--without-keys"];
  expect(tencentrtc([...list, ...args], { env })).toMatchObject({ code: 0 });
};
const saysDeleted = ["attest", "1400000001", "status=deleted"];

test("the users of two key pairs of a server say that an application was deleted, and the first word is shown", async () => {
  addAccount();
  const keyOf = (user: string) =>
    made("account", "key", "prod", "--user", user, "--rights", "write", ...database());
  const [anna, ben] = [keyOf("anna"), keyOf("ben")];
  const server = await ServerProcess.start(...database());
  const by = ({ secretId, secretKey }: Account) => ({
    env: {
      TENCENTRTC_ENDPOINT: server.url,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
    },
  });
  try {
    enrol([], by(anna).env);
    const first = tencentrtc(saysDeleted, by(anna));
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining("not known; anna says deleted") });
    const told =
      /1400000001: what anna says counts once another person says it .*: tencentrtc attest 1400000001 status=deleted/;
    expect(first.stdout).toMatch(told);
    for (const look of ["applications", "verify"]) {
      expect(tencentrtc([look], by(ben)).stdout).toMatch(told);
    }
    expect(JSON.parse(tencentrtc(["applications", "--json"], by(ben)).stdout).applications).toMatchObject([
      { pending: [{ fact: "Status", value: "deleted", by: "anna" }] },
    ]);
    const second = tencentrtc(saysDeleted, by(ben));
    expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining("deleted (attested)") });
    expect(tencentrtc(["activity"], by(ben)).stdout).toContain("as anna has");
  } finally {
    await server.end();
  }
});

test("on the database itself nobody's word counts for a second person's", () => {
  addAccount();
  const here = [...database(), "--uin", uin];
  enrol(here);
  expect(tencentrtc([...saysDeleted, "--by", "anna", ...here])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("nothing here proves who you are: say it to a server"),
  });
  expect(tencentrtc(["account", "settings", "set", "PeopleToAttest=1", ...here])).toMatchObject({ code: 0 });
  expect(tencentrtc([...saysDeleted, "--by", "anna", ...here])).toMatchObject({ code: 0 });
});

test("is for real accounts", () => {
  expect(tencentrtc(["account", "add", "sim", "--two-people", ...database()])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("--two-people is for a real account"),
  });
});
