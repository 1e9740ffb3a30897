import {
  ClaimPushCertificate,
  CreatePushCertificate,
  DeletePushCertificate,
  DescribePushCertificates,
  ListPushCertificates,
  ModifyPushCertificate,
  ModifySettings,
  PushPlatform,
  ReleasePushCertificate,
  type RequestOf,
} from "../../../backend/api";
import { macOf, pfx } from "../../certificates/der";
import { apple, bundleId, describeWithOpenssl, Openssl, password } from "../../certificates/openssl";
import { p8 } from "../../provider/push-certificate/forms";
import { Backend } from "./backend";

let backend: Backend;
let SdkAppId: number;
beforeEach(async () => {
  backend = await Backend.open();
  ({ SdkAppId } = await backend.create());
});
afterEach(() => backend.close());

const Platform = PushPlatform.parse({
  Vendor: "huawei",
  PackageName: "com.example.shop",
  AppId: "104512345",
});
const Secrets = { AppSecret: "3f9a0c57d1e84b62" };
const create = (changes: Partial<RequestOf<typeof CreatePushCertificate>> = {}) =>
  backend.call(CreatePushCertificate, { SdkAppId, Platform, Secrets, ...changes });
const record = async (CertificateId: number) => {
  const { Entries } = await backend.call(DescribePushCertificates, {
    PushCertificates: [{ SdkAppId, CertificateId }],
  });
  const [entry] = Entries;
  if (entry?.Outcome !== "Found") throw new Error("no certificate");
  return entry.PushCertificate;
};

describe("creating", () => {
  test("gives an id, a claim and when it takes effect", async () => {
    const { CertificateId, Replayed } = await create({ Owner: "me" });
    expect(Replayed).toBe(false);
    expect(await record(CertificateId)).toEqual({
      SdkAppId,
      CertificateId,
      Platform: { ...Platform, ClickAction: { Opens: "application" } },
      Fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      App: "104512345",
      Subject: null,
      Topics: [],
      NotBefore: null,
      NotAfter: null,
      DaysLeft: null,
      Expired: false,
      LeavingSince: null,
      CreatedTime: "2026-03-01T00:00:00.000Z",
      SavedTime: "2026-03-01T00:00:00.000Z",
      EffectiveTime: "2026-03-01T00:10:00.000Z",
      Owner: "me",
      ClaimDigest: expect.any(String),
    });
  });

  test("a repetition of the token answers the first result inside its window", async () => {
    const first = await create({ ClientToken: "t" });
    backend.pass({ hours: 23 });
    const again = await create({ ClientToken: "t", Secrets: { AppSecret: "another" } });
    expect(again).toMatchObject({ CertificateId: first.CertificateId, Replayed: true });
    expect(again.Claim).not.toBe(first.Claim);
    backend.pass({ hours: 2 });
    const late = await backend.refusal(CreatePushCertificate, {
      SdkAppId,
      Platform,
      Secrets,
      ClientToken: "t",
    });
    expect(late.code).toBe("ResourceInUse.ClientToken");
    expect(late.message).toContain(`adopt ${first.CertificateId}`);
  });

  test("a token that made another one is refused, and free once that is gone", async () => {
    const { CertificateId } = await create({ ClientToken: "t" });
    const other = PushPlatform.parse({ Vendor: "meizu", PackageName: "com.example.shop", AppId: "1" });
    const refused = await backend.refusal(CreatePushCertificate, {
      SdkAppId,
      Platform: other,
      Secrets,
      ClientToken: "t",
    });
    expect(refused.code).toBe("InvalidParameter.ClientTokenMismatch");
    await backend.call(DeletePushCertificate, { SdkAppId, CertificateId });
    expect((await create({ ClientToken: "t", Platform: other })).CertificateId).toBeGreaterThan(
      CertificateId,
    );
  });

  test("is refused beyond the limit", async () => {
    await backend.admin(ModifySettings, { PushCertificatesPerApplication: 2 });
    await create();
    await create();
    expect((await backend.refusal(CreatePushCertificate, { SdkAppId, Platform, Secrets })).code).toBe(
      "LimitExceeded.PushCertificates",
    );
  });

  test.each<[string, Record<string, string>, string, string]>([
    ["a secret missing", {}, "InvalidParameterValue.Secrets", "Secrets.AppSecret"],
    ["a secret too many", { ...Secrets, Password: "x" }, "UnknownParameter", "Secrets.Password"],
    ["an empty secret", { AppSecret: "" }, "InvalidParameterValue.Secrets", "Secrets.AppSecret"],
  ])("is refused with %s", async (_, wrong, code, parameter) => {
    const refused = await backend.refusal(CreatePushCertificate, { SdkAppId, Platform, Secrets: wrong });
    expect(refused).toMatchObject({ code, parameter });
  });

  test("is refused where the form breaks a rule", async () => {
    const wrong = { ...Platform, PackageName: "shop" };
    const refused = await backend.refusal(CreatePushCertificate, { SdkAppId, Platform: wrong, Secrets });
    expect(refused).toMatchObject({
      code: "InvalidParameterValue.Platform",
      parameter: "Platform.PackageName",
    });
  });

  test("is refused with a file that isn't what it should be", async () => {
    const Platform = {
      Vendor: "apns-p8",
      Environment: "production",
      KeyId: "ABC123DEFG",
      TeamId: "DEF123GHIJ",
      BundleId: bundleId,
    } as const;
    const File = Buffer.from("no key").toString("base64");
    const refused = await backend.refusal(CreatePushCertificate, { SdkAppId, Platform, Secrets: { File } });
    expect(refused.code).toBe("FailedOperation.CertificateInvalid");
  });
});

describe("modifying", () => {
  test("keeps the id and the secrets that aren't given, and takes effect anew", async () => {
    const { CertificateId } = await create();
    const before = await record(CertificateId);
    backend.pass({ hours: 1 });
    await backend.call(ModifyPushCertificate, {
      SdkAppId,
      CertificateId,
      Platform: { ...before.Platform, ...{ Category: "IM" } },
    });
    expect(await record(CertificateId)).toEqual({
      ...before,
      Platform: { ...before.Platform, Category: "IM" },
      SavedTime: "2026-03-01T01:00:00.000Z",
      EffectiveTime: "2026-03-01T01:10:00.000Z",
    });
    await backend.call(ModifyPushCertificate, {
      SdkAppId,
      CertificateId,
      Platform,
      Secrets: { AppSecret: "new" },
    });
    expect((await record(CertificateId)).Fingerprint).not.toBe(before.Fingerprint);
  });

  test("can't make another vendor's of it", async () => {
    const { CertificateId } = await create();
    const other = PushPlatform.parse({ Vendor: "meizu", PackageName: "com.example.shop", AppId: "1" });
    const refused = await backend.refusal(ModifyPushCertificate, {
      SdkAppId,
      CertificateId,
      Platform: other,
      Secrets,
    });
    expect(refused.code).toBe("InvalidParameterValue.Platform");
    expect(refused.message).toMatch(/is huawei for good/);
  });

  test("needs the claim that counts", async () => {
    const { CertificateId, Claim } = await create({ Owner: "me", ClientToken: "t" });
    await create({ Owner: "me", ClientToken: "t" });
    const request = { SdkAppId, CertificateId, Platform, Claim };
    expect((await backend.refusal(ModifyPushCertificate, request)).code).toBe(
      "OperationDenied.ManagedElsewhere",
    );
    expect(await backend.call(DeletePushCertificate, { SdkAppId, CertificateId, Claim })).toEqual({
      Outdated: true,
    });
    await backend.call(ReleasePushCertificate, { SdkAppId, CertificateId, Claim });
    expect((await record(CertificateId)).Owner).toBe("me");
  });
});

test("claiming takes a free one, and renames one's own", async () => {
  const { CertificateId } = await create();
  const taken = await backend.call(ClaimPushCertificate, { SdkAppId, CertificateId, Owner: "me" });
  expect(taken.PreviousOwner).toBeNull();
  expect(
    await backend.call(ClaimPushCertificate, {
      SdkAppId,
      CertificateId,
      Owner: "me too",
      Claim: taken.Claim,
    }),
  ).toEqual({ Claim: taken.Claim, PreviousOwner: "me" });
  const refused = await backend.refusal(ClaimPushCertificate, { SdkAppId, CertificateId, Owner: "other" });
  expect(refused).toMatchObject({ code: "OperationDenied.ManagedElsewhere" });
  expect(refused.message).toContain("push certificate");
});

test("describing answers one entry per certificate asked for, in order; only its own application's", async () => {
  const { CertificateId } = await create();
  const other = (await backend.create()).SdkAppId;
  await backend.addAccount("200000000002");
  const PushCertificates = [
    { SdkAppId, CertificateId: 1 },
    { SdkAppId: 1400000000, CertificateId },
    { SdkAppId, CertificateId },
    { SdkAppId: other, CertificateId },
  ];
  const { Entries } = await backend.call(DescribePushCertificates, { PushCertificates });
  expect(Entries).toMatchObject([
    { Outcome: "Refused", Code: "ResourceNotFound.PushCertificate" },
    { Outcome: "Refused", Code: "ResourceNotFound.Application" },
    { Outcome: "Found" },
    { Outcome: "Refused", Code: "ResourceNotFound.PushCertificate" },
  ]);
  const foreign = await backend.as("200000000002", DescribePushCertificates, { PushCertificates });
  expect(foreign.Entries[2]).toMatchObject({ Outcome: "Refused", Code: "UnauthorizedOperation" });
});

test("listing gives pages of what the application has", async () => {
  const ids = [await create(), await create(), await create()].map(({ CertificateId }) => CertificateId);
  const page = await backend.call(ListPushCertificates, { SdkAppId, Offset: 1, Limit: 1 });
  expect(page).toMatchObject({ TotalCount: 3, PushCertificates: [{ CertificateId: ids[1] }] });
});

test("they are listed for the whole account, without those of an application that has just gone", async () => {
  const other = (await backend.create()).SdkAppId;
  const ids = [await create(), await create({ SdkAppId: other })].map(({ CertificateId }) => CertificateId);
  const listed = async () =>
    (await backend.call(ListPushCertificates, {})).PushCertificates.map(({ CertificateId }) => CertificateId);
  expect(await listed()).toEqual(ids);
  expect(await backend.call(ListPushCertificates, { Offset: 1 })).toMatchObject({
    TotalCount: 2,
    PushCertificates: [{ SdkAppId: other, CertificateId: ids[1] }],
  });
  await backend.destroy(other);
  expect(await listed()).toEqual(ids.slice(0, 1));
});

test("they go with their application", async () => {
  const { CertificateId } = await create();
  await backend.destroy(SdkAppId);
  await backend.create();
  const left = await backend.store.read((db) => db.selectFrom("push_certificates").selectAll().execute());
  expect(left).toEqual([]);
  const { Entries } = await backend.call(DescribePushCertificates, {
    PushCertificates: [{ SdkAppId, CertificateId }],
  });
  expect(Entries[0]).toMatchObject({ Code: "ResourceNotFound.Application" });
});

test("no secret lies on the disk, in any spelling", async () => {
  const key = p8();
  const File = Buffer.from(key).toString("base64");
  await create({ Secrets: { AppSecret: "PLANTED-SECRET-7c31" } });
  await create({
    Platform: {
      Vendor: "apns-p8",
      Environment: "production",
      KeyId: "ABC123DEFG",
      TeamId: "DEF123GHIJ",
      BundleId: bundleId,
    },
    Secrets: { File },
  });
  const disk = await backend.database.contents();
  expect(disk.includes("ABC123DEFG")).toBe(true);
  const line = key.split("\n")[1] ?? "";
  expect(line.length).toBeGreaterThan(40);
  for (const secret of ["PLANTED-SECRET-7c31", File, File.slice(60, 100), line, Buffer.from(line, "base64")])
    expect(disk.includes(secret)).toBe(false);
});

describeWithOpenssl("a term", () => {
  const openssl = new Openssl();
  afterAll(() => openssl.close());
  const p12 = (days: number) =>
    openssl.p12(openssl.certificate({ days, extensions: apple.both }), ["-iter", "1"]).toString("base64");
  const Platform = { Vendor: "apns-p12", Environment: "production" } as const;

  test("is told as the clock has it, and an expired certificate is no longer taken", async () => {
    backend.now = Date.now() + 60_000;
    const File = p12(10);
    const { CertificateId } = await create({ Platform, Secrets: { File, Password: password } });
    expect(await record(CertificateId)).toMatchObject({ DaysLeft: 9, Expired: false, App: bundleId });
    backend.pass({ days: 11 });
    expect(await record(CertificateId)).toMatchObject({ DaysLeft: -2, Expired: true });
    const again = { SdkAppId, CertificateId, Platform, Secrets: { File, Password: password } };
    const refused = await backend.refusal(ModifyPushCertificate, again);
    expect(refused).toMatchObject({ code: "FailedOperation.CertificateInvalid" });
    expect(refused.message).toMatch(/expired on/);
    await backend.call(ModifyPushCertificate, { ...again, Secrets: { File: p12(30), Password: password } });
    expect(await record(CertificateId)).toMatchObject({ Expired: false });
  });
});

describe("a file that takes long to open", () => {
  const Platform = { Vendor: "apns-p12", Environment: "production" } as const;
  /** Costly enough for a thread, and quick enough for a test. */
  const file = (iterations: number) => pfx([], macOf(iterations)).toString("base64");
  const open = (Password: string, iterations = 5_000) =>
    create({ Platform, Secrets: { File: file(iterations), Password } });

  test("keeps nobody waiting, whoever reads or writes meanwhile", async () => {
    const done: string[] = [];
    const costly = open("wrong", 200_000).catch(({ code }) => done.push(code));
    await backend.create();
    await record(1).catch(() => {});
    done.push("others");
    await costly;
    expect(done).toEqual(["others", "FailedOperation.CertificateInvalid"]);
  });

  test("waits with at most 16 others of its account; more are to be tried again", async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => open(`wrong ${index}`)));
    const codes = all.map((one) => (one.status === "rejected" ? one.reason.code : "OK"));
    const refused = "FailedOperation.CertificateInvalid";
    expect(codes).toEqual([...Array(17).fill(refused), ...Array(3).fill("RequestLimitExceeded")]);
  });
});
