import {
  ClaimApplication,
  CreateApplication,
  DeleteApplication,
  ListApplications,
  ReleaseApplication,
} from "../../../backend/api";
import { Backend } from "./backend";

let backend: Backend;
let first: Awaited<ReturnType<Backend["create"]>>;
const declared = { ClientToken: "t0ken", Owner: "acme/prod/chat" };

beforeEach(async () => {
  backend = await Backend.open();
  first = await backend.create(declared);
});
afterEach(() => backend.close());

const count = async () => (await backend.call(ListApplications, {})).TotalCount;

test.each([
  ["at once", {}, {}],
  ["inside the window", { hours: 23 }, {}],
  ["with another name", {}, { Name: "renamed" }],
  ["with other products", {}, { Products: ["call" as const] }],
])("a repetition %s answers the first application with a new claim", async (_when, time, changes) => {
  backend.pass(time);
  const again = await backend.create({ ...declared, ...changes });
  expect(again).toMatchObject({ SdkAppId: first.SdkAppId, Replayed: true, CreatedTime: first.CreatedTime });
  expect(again.Claim).not.toBe(first.Claim);
  expect(again.Siblings).toEqual([]);
  expect(await count()).toBe(1);
  expect(await backend.describe(first.SdkAppId)).toMatchObject({ Name: "support_chat", Products: ["chat"] });
});

test.each([
  ["after the window", { hours: 24 }, {}, "ResourceInUse.ClientToken"],
  ["for another Region", {}, { Region: "seoul" as const }, "InvalidParameter.ClientTokenMismatch"],
  [
    "for another Region, after the window",
    { hours: 24 },
    { Region: "seoul" as const },
    "InvalidParameter.ClientTokenMismatch",
  ],
])("a repetition %s is refused and names the application", async (_when, time, changes, code) => {
  backend.pass(time);
  const request = { ...backend.newApplication, ...declared, ...changes };
  const refusal = await backend.refusal(CreateApplication, request);
  expect(refusal).toMatchObject({ code, parameter: "ClientToken" });
  expect(refusal.message).toContain(String(first.SdkAppId));
  expect(await count()).toBe(1);
});

describe("a token is free again", () => {
  const expectNew = async (changes = {}) => {
    const next = await backend.create({ ...declared, ...changes });
    expect(next.Replayed).toBe(false);
    expect(next.SdkAppId).not.toBe(first.SdkAppId);
    const again = await backend.create({ ...declared, ...changes });
    expect(again).toMatchObject({ SdkAppId: next.SdkAppId, Replayed: true });
  };

  test("once its application is gone", async () => {
    await backend.destroy(first.SdkAppId);
    await expectNew();
  });

  test("once its application is being deleted, also for another Region", async () => {
    await backend.disable(first.SdkAppId);
    await backend.call(DeleteApplication, { SdkAppId: first.SdkAppId });
    await expectNew({ Region: "seoul" });
    backend.pass({ seconds: 300 });
    expect(await count()).toBe(1);
  });

  test("once its application is given up", async () => {
    await backend.call(ReleaseApplication, { SdkAppId: first.SdkAppId, Claim: first.Claim });
    await expectNew();
    expect(await count()).toBe(2);
  });

  test("once another declaration has taken its application", async () => {
    await backend.call(ClaimApplication, { SdkAppId: first.SdkAppId, Owner: "other", TakeOver: true });
    await expectNew();
    expect(await backend.describe(first.SdkAppId)).toMatchObject({ Owner: "other" });
  });

  test("but not when the same declaration claims it anew", async () => {
    await backend.call(ClaimApplication, { SdkAppId: first.SdkAppId, Owner: declared.Owner });
    expect(await backend.create(declared)).toMatchObject({ SdkAppId: first.SdkAppId, Replayed: true });
  });
});

test("tokens are case-sensitive, and every creation without one makes an application", async () => {
  await backend.create({ ...declared, ClientToken: "T0KEN" });
  await backend.create();
  await backend.create();
  expect(await count()).toBe(4);
});

test("a full account still answers a repetition", async () => {
  await backend.close();
  backend = await Backend.open({ ApplicationsPerAccount: 1 });
  first = await backend.create(declared);
  expect(await backend.create(declared)).toMatchObject({ SdkAppId: first.SdkAppId, Replayed: true });
});

describe("a token that two organisations have in common", () => {
  const ownerOf = (organization: string) => `${organization}::dev::shop::::app`;
  const request = (organization: string) => ({ ClientToken: "shared", Owner: ownerOf(organization) });

  test.each([
    ["another one", "acme", "globex", false],
    ["the same one", "acme", "acme", true],
    ["a provider that isn't told its own", "acme", "", true],
    ["whoever began without one", "", "acme", true],
  ])("is a repetition, unless of another one: %s", async (_, begins, repeats, isRepetition) => {
    const { SdkAppId } = await backend.create(request(begins));
    const asked = { ...backend.newApplication, ...request(repeats) };
    if (isRepetition) expect(await backend.call(CreateApplication, asked)).toMatchObject({ SdkAppId });
    else
      expect(await backend.refusal(CreateApplication, asked)).toMatchObject({
        code: "ResourceInUse.ClientToken",
        message: expect.stringContaining('the organisation "acme"'),
      });
    expect(await count()).toBe(2);
  });
});
