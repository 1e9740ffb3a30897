import {
  ClaimApplication,
  DeleteApplication,
  DisableApplication,
  EnableApplication,
  ModifyApplication,
  ReleaseApplication,
} from "../../../backend/api";
import { Backend, refusalOf } from "./backend";

let backend: Backend;
let SdkAppId: number;
let old: string;
let current: string;

/** A targeted replacement: the same token made the application again and so has the newer claim. */
beforeEach(async () => {
  backend = await Backend.open();
  const declared = { ClientToken: "t0ken", Owner: "acme/prod/chat" };
  ({ SdkAppId, Claim: old } = await backend.create(declared));
  ({ Claim: current } = await backend.create(declared));
});
afterEach(() => backend.close());

const writes = [
  ["modify", (Claim?: string) => backend.call(ModifyApplication, { SdkAppId, Claim, Name: "renamed" })],
  ["disable", (Claim?: string) => backend.call(DisableApplication, { SdkAppId, Claim })],
  ["enable", (Claim?: string) => backend.call(EnableApplication, { SdkAppId, Claim })],
] as const;

describe.each(writes)("%s", (_name, write) => {
  test("passes with the current claim", async () => {
    await write(current);
  });

  test("passes without a claim, as a console's do", async () => {
    await write();
  });

  test("is refused with an outdated claim, and says who manages the application", async () => {
    const before = await backend.describe(SdkAppId);
    const refusal = await refusalOf(write(old));
    expect(refusal).toMatchObject({
      code: "OperationDenied.ManagedElsewhere",
      message: expect.stringContaining("acme/prod/chat"),
    });
    expect(await backend.describe(SdkAppId)).toEqual(before);
  });

  test("is refused with the last claim on what was given up", async () => {
    await backend.call(ReleaseApplication, { SdkAppId, Claim: current });
    const refusal = await refusalOf(write(current));
    expect(refusal.message).toContain("nobody manages it now");
  });
});

describe("delete", () => {
  test("with an outdated claim succeeds and does nothing, whatever the status", async () => {
    expect(await backend.call(DeleteApplication, { SdkAppId, Claim: old })).toEqual({
      Status: "Normal",
      StatusUntil: null,
      Outdated: true,
    });
    await backend.disable(SdkAppId);
    expect(await backend.call(DeleteApplication, { SdkAppId, Claim: old })).toMatchObject({
      Status: "Disabled",
      Outdated: true,
    });
    expect(await backend.describe(SdkAppId)).toMatchObject({ Status: "Disabled" });
  });

  test.each([
    ["the current claim", () => current],
    ["no claim", () => undefined],
  ])("with %s deletes", async (_which, claim) => {
    await backend.disable(SdkAppId);
    expect(await backend.call(DeleteApplication, { SdkAppId, Claim: claim() })).toMatchObject({
      Outdated: false,
    });
  });
});

describe("release", () => {
  test("leaves the application as it is, managed by nobody", async () => {
    await backend.call(ReleaseApplication, { SdkAppId, Claim: current });
    expect(await backend.describe(SdkAppId)).toMatchObject({ Owner: null, Status: "Normal" });
  });

  test("with an outdated claim succeeds and does nothing", async () => {
    await backend.call(ReleaseApplication, { SdkAppId, Claim: old });
    expect(await backend.describe(SdkAppId)).toMatchObject({ Owner: "acme/prod/chat" });
    await backend.call(ModifyApplication, { SdkAppId, Claim: current, Name: "renamed" });
  });

  test("twice is once", async () => {
    await backend.call(ReleaseApplication, { SdkAppId, Claim: current });
    await backend.call(ReleaseApplication, { SdkAppId, Claim: current });
  });

  test("is possible while the application is being deleted", async () => {
    await backend.disable(SdkAppId);
    await backend.call(DeleteApplication, { SdkAppId });
    await backend.call(ReleaseApplication, { SdkAppId, Claim: current });
  });
});

describe("claiming", () => {
  test.each([
    ["its own", { Owner: "acme/prod/chat" }],
    ["another's, taking it over", { Owner: "new", TakeOver: true }],
  ])("%s outdates the claim before", async (_whose, wanted) => {
    const { Claim, PreviousOwner } = await backend.call(ClaimApplication, { SdkAppId, ...wanted });
    expect(PreviousOwner).toBe("acme/prod/chat");
    expect((await backend.refusal(ModifyApplication, { SdkAppId, Claim: current, Name: "x" })).code).toBe(
      "OperationDenied.ManagedElsewhere",
    );
    await backend.call(ModifyApplication, { SdkAppId, Claim, Name: "renamed" });
    expect(await backend.describe(SdkAppId)).toMatchObject({ Owner: wanted.Owner, Name: "renamed" });
  });

  test("renames the declaration with the claim in hand", async () => {
    await backend.call(ClaimApplication, { SdkAppId, Owner: "acme/prod/renamed", Claim: current });
    expect(await backend.describe(SdkAppId)).toMatchObject({ Owner: "acme/prod/renamed" });
  });

  test.each([
    ["nothing in hand", () => undefined],
    ["an outdated claim", () => old],
  ])("another's is refused with %s", async (_what, claim) => {
    const refusal = await backend.refusal(ClaimApplication, { SdkAppId, Owner: "new", Claim: claim() });
    expect(refusal).toMatchObject({
      code: "OperationDenied.ManagedElsewhere",
      parameter: "Owner",
      message: expect.stringContaining("acme/prod/chat"),
    });
  });

  test("takes what nobody manages", async () => {
    await backend.call(ReleaseApplication, { SdkAppId });
    const { PreviousOwner } = await backend.call(ClaimApplication, { SdkAppId, Owner: "new" });
    expect(PreviousOwner).toBeNull();
  });

  test("is refused while the application is being deleted", async () => {
    await backend.disable(SdkAppId);
    await backend.call(DeleteApplication, { SdkAppId });
    const refusal = await backend.refusal(ClaimApplication, { SdkAppId, Owner: "acme/prod/chat" });
    expect(refusal.code).toBe("OperationDenied.ApplicationDeleting");
  });
});

test("the database holds no claim that could be used", async () => {
  const rows = await backend.store.read((db) => db.selectFrom("applications").select("claim_hash").execute());
  expect(rows).toEqual([{ claim_hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
});
