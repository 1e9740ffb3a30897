import {
  type Action,
  ClaimApplication,
  ClaimSubscription,
  ClaimTrial,
  CreateAdminAccount,
  CreateApplication,
  CreatePushCertificate,
  DeleteAdminAccount,
  DeletePushCertificate,
  DescribeAccount,
  ListApplications,
  ListPushCertificates,
  PushPlatform,
  ReleaseSubscription,
  type RequestOf,
  type ResponseOf,
} from "../../../backend/api";
import { Backend, refusalOf, requestId, uin } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

/** A request as a server passes it on: with the time of its signature, in seconds from now. */
const signed = <A extends Action>(
  seconds: number,
  action: A,
  request: RequestOf<A>,
): Promise<ResponseOf<A>> => {
  const signedAt = backend.now + seconds * 1_000;
  return backend.service.call(action, request, { uin, actor: { kind: "provider" }, requestId, signedAt });
};
const late = async <A extends Action>(action: A, request: RequestOf<A>) =>
  (await refusalOf(signed(-1, action, request))).code;

const Owner = "acme/prod/chat";
const ClientToken = "t0ken";
const application = {
  Name: "support",
  Region: "tokyo" as const,
  Products: ["chat" as const, "call" as const],
  ClientToken,
  Owner,
};
const certificate = {
  Platform: PushPlatform.parse({ Vendor: "huawei", PackageName: "com.example.shop", AppId: "104512345" }),
  Secrets: { AppSecret: "3f9a0c57d1e84b62" },
};
const lateCode = "OperationDenied.LateRequest";

describe("a repetition signed before the present claim changes nothing:", () => {
  test("of an application, and one signed later takes the claim", async () => {
    const { SdkAppId } = await signed(0, CreateApplication, application);
    const before = await backend.describe(SdkAppId);
    expect(await late(CreateApplication, application)).toBe(lateCode);
    expect(await late(ClaimApplication, { SdkAppId, Owner })).toBe(lateCode);
    expect(await backend.describe(SdkAppId)).toEqual(before);
    const again = await signed(1, CreateApplication, application);
    expect(again).toMatchObject({ SdkAppId, Replayed: true });
    expect(await refusalOf(signed(0, CreateApplication, application))).toMatchObject({ code: lateCode });
  });

  test("of a trial", async () => {
    const { SdkAppId } = await signed(-9, CreateApplication, application);
    const trial = { SdkAppId, Product: "call" as const, ClientToken, Owner };
    const { Claim } = await signed(0, ClaimTrial, trial);
    expect(await late(ClaimTrial, trial)).toBe(lateCode);
    expect(await late(ClaimSubscription, { SdkAppId, Product: "call", Owner })).toBe(lateCode);
    const released = { SdkAppId, Product: "call" as const, Claim: Claim ?? "" };
    expect(await signed(0, ReleaseSubscription, released)).toEqual({ Outdated: false });
    backend.pass({ days: 400 });
    const beforeRelease = -400 * 86_400 - 1;
    expect(await refusalOf(signed(beforeRelease, ClaimTrial, trial))).toMatchObject({ code: lateCode });
  });

  test("of a push certificate", async () => {
    const { SdkAppId } = await signed(-9, CreateApplication, application);
    const request = { SdkAppId, ...certificate, ClientToken, Owner };
    const { CertificateId } = await signed(0, CreatePushCertificate, request);
    expect(await late(CreatePushCertificate, request)).toBe(lateCode);
    expect(await signed(0, CreatePushCertificate, request)).toMatchObject({ CertificateId, Replayed: true });
  });
});

describe("what was deleted is not made again by a request signed before, and is by one signed later:", () => {
  test.each([0, 300, 600])("an application, %i s after its deletion", async (seconds) => {
    const { SdkAppId } = await signed(0, CreateApplication, application);
    await backend.destroy(SdkAppId);
    const deleted = backend.now - 300_000;
    backend.pass({ seconds });
    await backend.call(DescribeAccount, {});
    const since = (deleted - backend.now) / 1_000;
    expect(await refusalOf(signed(since - 1, CreateApplication, application))).toMatchObject({
      code: lateCode,
    });
    expect((await backend.call(ListApplications, {})).TotalCount).toBe(0);
    expect((await signed(0, CreateApplication, application)).SdkAppId).not.toBe(SdkAppId);
  });

  test("a push certificate", async () => {
    const { SdkAppId } = await signed(-9, CreateApplication, application);
    const request = { SdkAppId, ...certificate, ClientToken, Owner };
    const { CertificateId } = await signed(-9, CreatePushCertificate, request);
    await signed(0, DeletePushCertificate, { SdkAppId, CertificateId });
    expect(await late(CreatePushCertificate, request)).toBe(lateCode);
    expect((await backend.call(ListPushCertificates, { SdkAppId })).TotalCount).toBe(0);
    expect(await signed(1, CreatePushCertificate, request)).toMatchObject({ Replayed: false });
  });

  test("an admin account", async () => {
    const { SdkAppId } = await signed(-9, CreateApplication, application);
    const request = { SdkAppId, UserId: "ops", ClientToken };
    await signed(-9, CreateAdminAccount, request);
    await signed(0, DeleteAdminAccount, { SdkAppId, UserId: "ops" });
    expect(await late(CreateAdminAccount, request)).toBe(lateCode);
    expect(await signed(1, CreateAdminAccount, request)).toMatchObject({ Existed: false });
  });
});

test("a spent token is forgotten when no request signed before can be good any more", async () => {
  const make = async () => {
    const { SdkAppId } = await signed(0, CreateApplication, application);
    await backend.destroy(SdkAppId);
  };
  await make();
  backend.pass({ hours: 1 });
  await backend.create({ ClientToken: "other" }).then(({ SdkAppId }) => backend.destroy(SdkAppId));
  const held = await backend.store.read((db) =>
    db.selectFrom("spent_tokens").select("client_token").execute(),
  );
  expect(held).toEqual([{ client_token: "other" }]);
});
