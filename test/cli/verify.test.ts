import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Chat, Exchange, endpointsIn } from "../../backend/cloud";
import { claimsIn } from "../../cli/claims/claims-file";
import { verified } from "../../cli/claims/verified";
import type { PlayedTencent } from "../backend/cloud/played-tencent";
import { account, pair, Rehearsal, secretKey, secrets, sound } from "./rehearsal";

let rehearsal: Rehearsal;
let tencent: PlayedTencent;
beforeEach(async () => {
  rehearsal = await Rehearsal.open();
  tencent = rehearsal.tencent;
});
afterEach(() => rehearsal.close());

const verify = (rows: readonly string[], args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  rehearsal.run(["verify", "--csv", rehearsal.file(rows), ...args], env);

describe("tencentrtc verify", () => {
  test("prints of each application what is proven, and one that can't be asked spoils no other's row", async () => {
    tencent.applications.set(1_400_000_001, { ...sound });
    tencent.applications.set(1_400_000_002, { ...sound });
    tencent.applications.set(1_400_000_003, { ...sound, instead: 60016 });
    const rows = [
      "1400000001,,env:KEY,ops",
      "1400000002,tokyo,env:OLD_KEY,ops",
      "1400000003,tokyo,env:KEY,",
      "1400000004,tokyo,env:NOWHERE,",
    ];
    const { code, stdout, stderr } = await verify(rows, ["--site", "china", "--uin", account.uin], pair);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
    const cells = stdout.split("\n").map((line) => line.split(/ {2,}/));
    expect(cells.slice(1, 6)).toEqual([
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
    expect(stdout).not.toMatch(secrets);
  });

  test("is clean where all is as claimed, also without a key pair", async () => {
    tencent.applications.set(1_400_000_001, { ...sound });
    const { code, stdout } = await verify(["1400000001,tokyo,env:KEY,"], ["--json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      account: null,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
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

  test("signs with the private key of a pair, from a file or in one line of a variable", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
    const [pem, own] = [
      publicKey.export({ type: "spki", format: "pem" }),
      privateKey.export({ type: "sec1", format: "pem" }),
    ];
    tencent.applications.set(1_400_000_001, { ...sound, publicKey: String(pem) });
    tencent.applications.set(1_400_000_002, { ...sound, publicKey: String(pem) });
    writeFileSync(join(rehearsal.folder, "key.pem"), own);
    const rows = ["1400000001,tokyo,file:key.pem,", "1400000002,tokyo,env:PEM,", "1400000003,tokyo,env:TWO,"];
    const env = { PEM: String(own).replaceAll("\n", "\\n"), TWO: "one\ntwo" };
    const { code, stdout } = await verify(rows, [], { ...env, TENCENTRTC_ALLOW_FOLDER: rehearsal.folder });
    expect(stdout).toMatch(/^1400000001 +not known +right +tokyo +serves/m);
    expect(stdout).toMatch(/^1400000002 +not known +right +tokyo +serves/m);
    expect(stdout).toContain("the key is in TWO, which holds several lines");
    expect([code, stdout]).toEqual([2, expect.not.stringContaining("PRIVATE")]);
  });

  test("on the international site ownership is inferred, and another account's application isn't called so", async () => {
    tencent.applications.set(1_400_000_001, { ...sound });
    tencent.applications.set(1_400_000_002, { ...sound });
    const rows = ["1400000001,tokyo,env:KEY,", "1400000002,tokyo,env:KEY,"];
    const { code, stdout } = await verify(rows, ["--site", "international", "--json"], pair);
    expect(code).toBe(0);
    const { applications } = JSON.parse(stdout);
    expect(applications).toMatchObject([
      { owned: { value: true, how: "inferred", by: "DescribeTrtcUsage", requestId: "played-request" } },
      { owned: { value: null, why: expect.stringContaining("may be another account's") } },
    ]);
  });

  test("exits 1 where an application couldn't be asked, and asks the others", async () => {
    tencent.applications.set(1_400_000_001, { ...sound });
    tencent.interfere = ({ pathname }) =>
      pathname.startsWith("/seoul") ? { status: 200, body: "<html>" } : undefined;
    const rows = ["1400000001,tokyo,env:KEY,", "1400000002,seoul,env:KEY,"];
    const { code, stdout } = await verify(rows);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^1400000001 +not known +right +tokyo +serves/m);
    expect(stdout).toMatch(/^1400000002 .*isn't in Tencent's form/m);
  });

  test.each([
    [
      "of another account",
      pair,
      ["--site", "china", "--uin", "100000000001"],
      "of the account 100012345678",
      1,
    ],
    [
      "of another account than the environment names",
      { ...pair, TENCENTRTC_UIN: "100000000001" },
      ["--site", "china"],
      "of the account 100012345678",
      1,
    ],
    ["without its site", pair, [], "say of which site", 0],
    [
      "in half",
      { TENCENTRTC_CLOUD_SECRET_ID: "AKIDEXAMPLE" },
      [],
      "TENCENTRTC_CLOUD_SECRET_KEY isn't set",
      0,
    ],
    ["that is missing", {}, ["--site", "china", "--uin", "1"], "--uin needs the account's key pair", 0],
  ])("asks no application with a key pair %s", async (_, env, args, message, calls) => {
    const refused = await verify(["1400000001,tokyo,env:KEY,"], args, env);
    expect(refused).toEqual({ code: 1, stdout: "", stderr: expect.stringContaining(message) });
    expect(tencent.heard).toHaveLength(calls);
  });

  test("goes on without ownership where the account's key pair is refused, and exits 1", async () => {
    tencent.applications.set(1_400_000_001, { ...sound });
    const wrong = { ...pair, TENCENTRTC_CLOUD_SECRET_KEY: "SKOTHER" };
    const { code, stdout, stderr } = await verify(["1400000001,tokyo,env:KEY,"], ["--site", "china"], wrong);
    expect(code).toBe(1);
    expect(stderr).toContain("AuthFailure.SignatureFailure");
    expect(stderr).toContain("RequestId played-request");
    expect(stdout).toMatch(/^1400000001 +not known +right +tokyo +serves/m);
  });

  describe("with a role that a token of OpenID Connect gives", () => {
    const role = (token: string) => {
      const tokenFile = join(rehearsal.folder, "token");
      writeFileSync(tokenFile, `${token}\n`);
      return {
        TENCENTRTC_CLOUD_ROLE_ARN: "qcs::cam::uin/100012345678:roleName/verify",
        TENCENTRTC_CLOUD_OIDC_PROVIDER: "github",
        TENCENTRTC_CLOUD_OIDC_TOKEN_FILE: tokenFile,
      };
    };
    const rows = ["1400000001,tokyo,env:KEY,"];
    const ask = (env: NodeJS.ProcessEnv) => {
      tencent.applications.set(1_400_000_001, { ...sound });
      return verify(rows, ["--site", "china", "--json"], env);
    };

    test("takes it first, unsigned, and asks with its pair and token", async () => {
      const { code, stdout } = await ask(role("played.web.token"));
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        account: account.uin,
        applications: [{ owned: { value: true } }],
      });
      expect(stdout).not.toMatch(/played.web.token|played-session/);
      const heard = tencent.heard.filter(({ url }) => url.pathname.startsWith("/services"));
      expect(heard.map(({ headers }) => [headers["x-tc-action"], headers["x-tc-token"]])).toEqual([
        ["AssumeRoleWithWebIdentity", undefined],
        ["GetCallerIdentity", "played-session"],
        ["DescribeSdkAppid", "played-session"],
      ]);
      expect(heard[0]?.headers.authorization).toBe("SKIP");
    });

    test.each([
      ["is refused", () => role("other"), "InvalidParameter.WebIdentityTokenError"],
      ["isn't there", () => ({ ...role("x"), TENCENTRTC_CLOUD_OIDC_TOKEN_FILE: "nowhere" }), "can't be read"],
      [
        "isn't named",
        () => ({ ...role("x"), TENCENTRTC_CLOUD_OIDC_TOKEN_FILE: "" }),
        "TOKEN_FILE must be set",
      ],
      ["stands beside a key pair", () => ({ ...role("x"), ...pair }), "both say who asks"],
    ])("asks nothing where the token %s", async (_, env, message) => {
      expect(await ask(env())).toMatchObject({ code: 1, stderr: expect.stringContaining(message) });
      expect(tencent.heard.filter(({ url }) => !url.pathname.startsWith("/services"))).toEqual([]);
    });
  });

  test("refuses a key in the file, with every other mistake, and doesn't repeat it", async () => {
    const { code, stdout, stderr } = await verify([`1400000001,mars,${secretKey},`, "x,tokyo,env:KEY,"]);
    expect(code).toBe(1);
    expect(stderr.match(/apps\.csv:\d+:1: \w+/g)).toHaveLength(3);
    expect(`${stdout}${stderr}`).not.toMatch(secrets);
    expect(tencent.heard).toEqual([]);
  });

  test("tells once what is the same of all", async () => {
    tencent.applications.set(1_400_000_001, { ...sound });
    tencent.applications.set(1_400_000_002, { ...sound });
    const { stdout } = await verify(["1400000001,tokyo,env:KEY,", "1400000002,tokyo,env:KEY,"]);
    expect(stdout.split("\n").slice(3)).toEqual([
      "",
      "whose they are isn't known: no key pair in TENCENTRTC_CLOUD_SECRET_ID, and no role",
      "",
    ]);
  });

  test("ends in good order at ^C", async () => {
    tencent.interfere = () => {
      process.emit("SIGINT");
      return "silence";
    };
    const { code, stdout, stderr } = await verify(["1400000001,tokyo,env:KEY,"]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error: cancelled before everything was asked; nothing is stored, run it again");
    expect(stderr).not.toContain(" at ");
  });

  test("in CI takes keys from variables that are allowed alone", async () => {
    const rows = ["1400000001,tokyo,env:KEY,"];
    const closed = await verify(rows, [], { CI: "true" });
    expect(closed).toMatchObject({ code: 2, stdout: expect.stringContaining("TENCENTRTC_ALLOW_ENV") });
    expect(tencent.heard).toEqual([]);
    tencent.applications.set(1_400_000_001, { ...sound });
    expect(await verify(rows, [], { CI: "true", TENCENTRTC_ALLOW_ENV: "KEY" })).toMatchObject({ code: 0 });
  });
});

test("an application whose host says nothing is given up in time, and spoils no other's row", async () => {
  tencent.applications.set(1_400_000_001, { ...sound });
  tencent.interfere = ({ pathname }) => (pathname.startsWith("/seoul") ? "silence" : undefined);
  const exchange = new Exchange({ environment: {} });
  const chat = new Chat({ endpoints: endpointsIn(tencent.environment()), exchange, now: Date.now });
  const means = { chat, account: undefined, keyOf: () => ({ text: secretKey }), within: 1_000 };
  const signal = new AbortController().signal;
  const claims = claimsIn("id,region,key\n1400000001,tokyo,\n1400000002,seoul,\n", "apps.csv");
  const rows = await Promise.all(claims.map((claim) => verified(claim, means, signal)));
  await exchange.close();
  expect(rows).toMatchObject([
    { verdict: "sound" },
    { verdict: "unasked", key: { value: null, why: "no answer within 1 seconds" } },
  ]);
});
