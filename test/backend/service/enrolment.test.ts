import { generateKeyPairSync } from "node:crypto";
import {
  AttestApplication,
  DescribeActivities,
  ListEnrolledApplications,
  type RequestOf,
} from "../../../backend/api";
import { addRealAccount } from "../../../backend/service";
import { refusalOf } from "./backend";
import { factsIn, RealBackend, sdkAppId, secretKey, sound } from "./real-backend";

let real: RealBackend;
beforeEach(async () => {
  real = await RealBackend.open();
});
afterEach(async () => {
  expect(real.tencent.mutations).toEqual([]);
  await real.close();
});

const wrongKey = "fedcba9876543210".repeat(4);
const attest = (changes: Omit<RequestOf<typeof AttestApplication>, "SdkAppId">) =>
  real.call(AttestApplication, { SdkAppId: sdkAppId, ...changes });
const everything = () =>
  real.backend.store.read(async (db) => ({
    // When it was looked at last is no fact of the application.
    applications: (await db.selectFrom("enrolled_applications").selectAll().execute()).map(
      ({ looked_at: _, look_left: __, ...row }) => row,
    ),
    evidence: await db.selectFrom("evidence").selectAll().execute(),
  }));

describe("EnrolApplication", () => {
  test("proves, keeps the key sealed, and finds it again", async () => {
    const { Application, Existed, Next } = await real.withCredentials().enrol();
    expect(factsIn(Application.Facts)).toEqual({
      "Admin administrator": "true proven",
      "Admin ops": "true proven",
      Key: "true proven",
      Owned: "true inferred",
      Region: "tokyo proven",
      Status: "serves proven",
    });
    const requestOf = (fact: string) => Application.Facts.find(({ Fact }) => Fact === fact)?.RequestId;
    expect([requestOf("Owned"), requestOf("Key")]).toEqual(["played-request", null]);
    expect({ Existed, Next, asked: real.asked }).toEqual({ Existed: false, Next: [], asked: 2 });
    expect((await real.enrol()).Existed).toBe(true);
    expect(JSON.stringify(await everything())).not.toContain(secretKey);
    const { Activities } = await real.call(DescribeActivities, { SdkAppId: sdkAppId });
    expect(Activities).toMatchObject([{ Action: "EnrolApplication", Summary: "enrolled with its key" }]);
  });

  test.each([
    [
      "a wrong key",
      { SecretKey: wrongKey },
      {},
      "FailedOperation.KeyRefused",
      "account_check at tokyo: 70003",
    ],
    [
      "another region than the given one",
      { Region: "seoul" },
      {},
      "InvalidParameterValue.Region",
      "is in tokyo",
    ],
    ["one that is nowhere", { SdkAppId: 20_000_999 }, {}, "FailedOperation.NotProven", "70020"],
    ["one whose trial is used up", {}, { instead: 60028 }, "FailedOperation.NotProven", "24 hours"],
    ["a clock that is off", {}, { instead: 70001 }, "FailedOperation.NotProven", "clock"],
    ["one that is locked", {}, { wrong: 3 }, "FailedOperation.NotProven", "locked"],
  ] as const)("refuses %s, and keeps nothing", async (_, changes, played, code, words) => {
    real.tencent.applications.set(sdkAppId, { ...sound, ...played });
    const refused = await refusalOf(real.enrol(changes));
    expect([refused.code, refused.message]).toEqual([code, expect.stringContaining(words)]);
    expect(await everything()).toEqual({ applications: [], evidence: [] });
  });

  test("refuses where Tencent can't be asked, and keeps nothing", async () => {
    real.tencent.interfere = () => ({ status: 200, body: "<html>" });
    expect(await refusalOf(real.enrol())).toMatchObject({
      code: "FailedOperation.NotProven",
      message: expect.stringContaining("isn't in Tencent's form"),
    });
    expect(await everything()).toEqual({ applications: [], evidence: [] });
  });

  test.each([
    ["disabled", 60016],
    ["suspended", 60020],
  ])("takes one that is %s, whose key nobody can prove", async (status, instead) => {
    real.tencent.applications.set(sdkAppId, { ...sound, instead });
    expect(factsIn((await real.enrol()).Application.Facts)).toMatchObject({
      Status: `${status} proven`,
      Key: "true assumed",
      Region: "tokyo assumed",
    });
  });

  test("takes the private key of a pair, in whatever form, and proves it as any other", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    real.tencent.applications.set(sdkAppId, { ...sound, publicKey: pem });
    const written = (type: "pkcs8" | "sec1") => privateKey.export({ type, format: "pem" }).toString();
    const { Application } = await real.enrol({ SecretKey: written("sec1") });
    expect(factsIn(Application.Facts)).toMatchObject({
      Key: "true proven",
      SignatureAlgorithm: "ECDSA-SHA256 assumed",
      Status: "serves proven",
    });
    expect((await real.enrol({ SecretKey: written("pkcs8") })).Existed).toBe(true);
    expect(await real.verify()).toMatchObject({ Verdict: "sound" });
    expect(JSON.stringify(await everything())).not.toMatch(/PRIVATE KEY/);
    real.backend.pass({ seconds: 1 });
    real.tencent.applications.set(sdkAppId, { ...sound });
    expect((await real.verify()).Unknown).toContainEqual(
      expect.objectContaining({
        Fact: "Key",
        Why: expect.stringContaining("70016, no public key was found"),
      }),
    );
  });

  test("without a key asks nobody, and all is assumed", async () => {
    const { Application } = await real.enrol({ SecretKey: undefined, Name: "support" });
    expect(factsIn(Application.Facts)).toEqual({
      "Admin ops": "true assumed",
      Name: "support assumed",
      Region: "tokyo assumed",
    });
    expect(real.tencent.heard).toEqual([]);
    expect(await real.verify()).toMatchObject({ Verdict: "found", Application: { HasSecretKey: false } });
    expect(factsIn((await real.enrol()).Application.Facts)).toMatchObject({ Key: "true proven" });
  });

  test("takes no other key for one that is there, nor an application of another account", async () => {
    await real.enrol();
    expect((await refusalOf(real.enrol({ SecretKey: wrongKey }))).code).toBe("ResourceInUse.SecretKey");
    const other = { name: "other", site: "china", uin: "100012345678", now: 0 } as const;
    await addRealAccount(real.backend.store, other);
    await real.backend.store.write((db) =>
      db.updateTable("enrolled_applications").set({ uin: other.uin }).execute(),
    );
    expect((await refusalOf(real.enrol())).code).toBe("UnauthorizedOperation");
  });
});

describe("a key that was refused", () => {
  test("is used again by nobody, in no process", async () => {
    for (const _ of [1, 2, 3]) {
      expect((await refusalOf(real.enrol({ SecretKey: wrongKey }))).code).toBe("FailedOperation.KeyRefused");
    }
    expect(real.asked).toBe(1);
    expect((await real.enrol()).Existed).toBe(false);
  });

  test("is tried by one of two at once", async () => {
    const codes = await Promise.all(
      [1, 2].map(async () => (await refusalOf(real.enrol({ SecretKey: wrongKey }))).code),
    );
    expect(real.asked).toBe(1);
    expect(codes).toContain("FailedOperation.KeyRefused");
  });

  test("leaves a trace before its call, and is tried once more a minute after a process has died", async () => {
    real.tencent.interfere = () => ({ status: 404, body: "" });
    await refusalOf(real.enrol());
    real.tencent.interfere = () => undefined;
    expect((await refusalOf(real.enrol())).message).toContain("wait a minute");
    real.backend.pass({ seconds: 61 });
    expect((await real.enrol()).Existed).toBe(false);
  });

  test("is known of a key that was right before, and a new one counts once somebody says it", async () => {
    await real.enrol();
    real.tencent.applications.set(sdkAppId, { ...sound, secretKey: wrongKey });
    expect(await real.verify()).toMatchObject({ Verdict: "found" });
    expect(await real.facts()).toMatchObject({ Key: "false proven", Status: "serves proven" });
    const asked = real.asked;
    expect((await real.verify()).Unknown).toContainEqual({
      Fact: "Key",
      UserId: null,
      Why: expect.stringContaining("isn't used again"),
    });
    expect(real.asked).toBe(asked);
    expect((await refusalOf(attest({ SecretKey: secretKey }))).code).toBe("FailedOperation.KeyRefused");
    real.backend.pass({ seconds: 1 });
    await attest({ SecretKey: wrongKey, By: "anna" });
    expect(await real.facts()).toMatchObject({ Key: "true attested" });
    real.backend.pass({ seconds: 1 });
    expect(await real.verify()).toMatchObject({ Verdict: "sound" });
    expect(await real.facts()).toMatchObject({ Key: "true proven" });
  });

  test("is tried once more where somebody says that it is right all the same", async () => {
    await real.enrol();
    real.tencent.applications.set(sdkAppId, { ...sound, secretKey: wrongKey });
    await real.verify();
    real.tencent.applications.set(sdkAppId, { ...sound });
    real.backend.pass({ seconds: 1 });
    await attest({ SecretKey: secretKey, AlthoughRefused: true });
    real.backend.pass({ seconds: 1 });
    expect(await real.verify()).toMatchObject({ Verdict: "sound" });
  });
});

describe("VerifyApplications", () => {
  const later = async (changes: object) => {
    real.tencent.applications.set(sdkAppId, { ...sound, ...changes });
    real.backend.pass({ seconds: 60 });
    return real.verify();
  };

  test.each([
    ["nothing has changed", {}, "sound", { Status: "serves proven" }],
    ["an admin was removed", { admins: ["administrator"] }, "found", { "Admin ops": "false inferred" }],
    ["it was disabled", { instead: 60016 }, "found", { Status: "disabled proven", Key: "true proven" }],
    ["it is in arrears", { instead: -10108 }, "found", { Status: "suspended proven" }],
    ["it is in another region", { region: "seoul" }, "found", { Region: "seoul proven" }],
    ["its trial is used up", { instead: 60028 }, "found", { Status: "serves proven" }],
  ] as const)("%s", async (_, changes, verdict, facts) => {
    await real.enrol();
    const entry = await later(changes);
    expect(factsIn(entry.Application.Facts)).toMatchObject(facts);
    expect([entry.Verdict, await real.facts()]).toEqual([verdict, factsIn(entry.Application.Facts)]);
  });

  test("an admin who was removed is missed at every look, until added again or said to be none", async () => {
    await real.enrol();
    for (const _ of [1, 2])
      expect(await later({ admins: ["administrator"] })).toMatchObject({ Verdict: "found" });
    expect(await later({})).toMatchObject({ Verdict: "sound" });
    expect(await real.facts()).toMatchObject({ "Admin ops": "true proven" });
    await later({ admins: ["administrator"] });
    real.backend.pass({ seconds: 1 });
    await attest({ Admins: [{ UserId: "ops", IsAdmin: false }] });
    expect(await later({ admins: ["administrator"] })).toMatchObject({ Verdict: "sound" });
    expect(await real.facts()).toMatchObject({ "Admin ops": "false attested" });
  });

  test("one that is gone is not known to be, and its last facts stay with their dates", async () => {
    await real.enrol();
    real.tencent.applications.delete(sdkAppId);
    const before = await everything();
    real.backend.pass({ days: 1 });
    const entry = await real.verify();
    expect(entry.Verdict).toBe("found");
    expect(entry.Unknown.map(({ Fact }) => Fact)).toEqual([
      "Key",
      "Region",
      "Status",
      "Admin",
      "Admin",
      "Owned",
    ]);
    expect(await everything()).toEqual(before);
  });

  test("what can't be asked is no finding, and leaves what is known", async () => {
    await real.enrol();
    const before = await everything();
    real.tencent.interfere = () => ({ status: 404, body: "" });
    expect(await real.verify()).toMatchObject({ Verdict: "unasked" });
    expect(await everything()).toEqual(before);
  });

  test("another account's key pair tells nothing of whose they are, and spoils no other fact", async () => {
    await real.withCredentials().enrol();
    real.tencent.accounts = real.tencent.accounts.map((one) => ({ ...one, uin: "200000000009" }));
    const from = real.tencent.heard.length;
    expect(await real.verify()).toMatchObject({
      Verdict: "sound",
      AccountFault: expect.stringContaining("is of the account 200000000009"),
    });
    const services = real.tencent.heard.slice(from).filter(({ url }) => url.pathname === "/services");
    expect(services.map(({ headers }) => headers["x-tc-action"])).toEqual(["GetCallerIdentity"]);
  });

  test("a key pair that may only read verifies, and what was proven is kept", async () => {
    await real.enrol({ SecretKey: undefined, Region: undefined });
    await attest({ SecretKey: secretKey });
    real.backend.pass({ seconds: 1 });
    await real.verify();
    expect(await real.facts()).toMatchObject({ Key: "true proven", Region: "tokyo proven" });
  });
});

describe("evidence", () => {
  test("never grows stronger by itself: time, lists and looks without an answer leave it", async () => {
    await real.enrol({ SecretKey: undefined });
    await attest({ Status: "disabled", By: "anna" });
    const before = await everything();
    real.backend.pass({ days: 400 });
    await real.verify();
    await real.call(ListEnrolledApplications, {});
    await real.enrol({ SecretKey: undefined, Name: "later", Region: "seoul" });
    const after = await everything();
    expect(after.evidence.filter(({ fact }) => fact !== "Name")).toEqual(before.evidence);
    expect(await real.facts()).toMatchObject({ Name: "later assumed", Region: "tokyo assumed" });
  });

  test("what somebody said counts until a later look, and not against one that began before", async () => {
    await real.enrol();
    real.backend.pass({ seconds: 1 });
    await attest({ Status: "deleted", Name: "support", By: "anna" });
    expect(await real.facts()).toMatchObject({ Status: "deleted attested", Name: "support attested" });
    real.backend.pass({ seconds: -10 });
    await real.verify();
    expect(await real.facts()).toMatchObject({ Status: "deleted attested" });
    real.backend.pass({ seconds: 20 });
    await real.verify();
    expect(await real.facts()).toMatchObject({ Status: "serves proven", Name: "support attested" });
  });

  test("who says something is the user of the key pair, whoever is named", async () => {
    await real.enrol();
    const request = { SdkAppId: sdkAppId, Name: "a", By: "somebody" };
    const actor = { kind: "cli", user: "eve", secretId: "AKIDEVE" } as const;
    const { Application } = await real.call(AttestApplication, request, actor);
    expect(Application.Facts).toContainEqual(expect.objectContaining({ Fact: "Name", By: "eve" }));
    const { Activities } = await real.call(DescribeActivities, { Field: "Attestation" });
    expect(Activities).toMatchObject([{ Summary: 'eve says; Name: "a"' }]);
  });
});

test("a list gives keys to whoever may read secrets, and writes that down", async () => {
  await real.enrol();
  const list = async (readsSecrets: boolean) => {
    const actor = { kind: "api", secretId: "AKIDEVE", readsSecrets } as const;
    const { Applications } = await real.call(ListEnrolledApplications, { WithSecrets: true }, actor);
    return Applications[0];
  };
  const withheld = await list(false);
  expect([withheld?.SecretKey, withheld?.SecretsWithheld]).toEqual([undefined, true]);
  expect((await list(true))?.SecretKey).toBe(secretKey);
  const { Activities } = await real.call(DescribeActivities, { Field: "Secrets" });
  expect(Activities).toMatchObject([{ SdkAppId: sdkAppId, Summary: "SecretKey read" }]);
});
