import { CreateAdminAccount, DeleteAdminAccount, DescribeAdminAccounts } from "../../../backend/api";
import { Backend } from "./backend";

let backend: Backend;
let SdkAppId: number;
beforeEach(async () => {
  backend = await Backend.open();
  ({ SdkAppId } = await backend.create());
});
afterEach(() => backend.close());

const names = async () => (await backend.describe(SdkAppId))?.AdminAccounts.map((account) => account.UserId);

describe("creating", () => {
  test("adds an account, named in the application's record", async () => {
    backend.pass({ hours: 1 });
    expect(await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" })).toEqual({
      CreatedTime: "2026-03-01T01:00:00.000Z",
      Existed: false,
    });
    expect(await names()).toEqual(["administrator", "ops"]);
  });

  test.each([
    ["administrator", undefined, undefined],
    ["ops", "t", "t"],
  ])("%s answers what is there already (tokens %p, %p)", async (UserId, made, repeated) => {
    if (made) await backend.call(CreateAdminAccount, { SdkAppId, UserId, ClientToken: made });
    backend.pass({ days: 1 });
    expect(await backend.call(CreateAdminAccount, { SdkAppId, UserId, ClientToken: repeated })).toEqual({
      CreatedTime: "2026-03-01T00:00:00.000Z",
      Existed: true,
    });
  });

  test.each([
    ["t", "u"],
    ["t", undefined],
    [undefined, "t"],
    [undefined, undefined],
  ])("is refused where the name is in use (tokens %p, %p), with the way to take it", async (made, other) => {
    await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops", ClientToken: made });
    const refusal = await backend.refusal(CreateAdminAccount, {
      SdkAppId,
      UserId: "ops",
      ClientToken: other,
    });
    expect(refusal.code).toBe("ResourceInUse.AdminAccount");
    expect(refusal.message).toContain('"ops": take over the existing one');
    expect(refusal.message).not.toMatch(/[<>]|import/);
  });

  test("is refused beyond ten, the default one counted, but still answers a repetition", async () => {
    for (let index = 1; index < 10; index += 1) {
      await backend.call(CreateAdminAccount, { SdkAppId, UserId: `ops${index}`, ClientToken: `t${index}` });
    }
    const refusal = await backend.refusal(CreateAdminAccount, { SdkAppId, UserId: "ops10" });
    expect(refusal.code).toBe("LimitExceeded.AdminAccounts");
    const repeated = { SdkAppId, UserId: "ops9", ClientToken: "t9" };
    expect(await backend.call(CreateAdminAccount, repeated)).toMatchObject({ Existed: true });
  });

  test.each(["", "with space", "@RBT#1", "a".repeat(33), "名"])("refuses the name %p", async (UserId) => {
    const refusal = await backend.refusal(CreateAdminAccount, { SdkAppId, UserId });
    expect(refusal).toMatchObject({ code: "InvalidParameterValue.UserId", parameter: "UserId" });
  });
});

describe("deleting", () => {
  test("takes the account away, once", async () => {
    await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
    await backend.call(DeleteAdminAccount, { SdkAppId, UserId: "ops" });
    expect(await names()).toEqual(["administrator"]);
    expect((await backend.refusal(DeleteAdminAccount, { SdkAppId, UserId: "ops" })).code).toBe(
      "ResourceNotFound.AdminAccount",
    );
  });

  test("is refused for the default one", async () => {
    const refusal = await backend.refusal(DeleteAdminAccount, { SdkAppId, UserId: "administrator" });
    expect(refusal.code).toBe("OperationDenied.DefaultAdminAccount");
  });
});

test("describing answers one entry per account asked for, in order", async () => {
  await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
  await backend.addAccount("200000000002");
  const AdminAccounts = [
    { SdkAppId, UserId: "nobody" },
    { SdkAppId: 1400000000, UserId: "ops" },
    { SdkAppId, UserId: "ops" },
    { SdkAppId, UserId: "ops" },
  ];
  const { Entries } = await backend.call(DescribeAdminAccounts, { AdminAccounts });
  expect(Entries).toMatchObject([
    { ...AdminAccounts[0], Outcome: "Refused", Code: "ResourceNotFound.AdminAccount" },
    { ...AdminAccounts[1], Outcome: "Refused", Code: "ResourceNotFound.Application" },
    { ...AdminAccounts[2], Outcome: "Found" },
    { ...AdminAccounts[3], Outcome: "Found" },
  ]);
  const foreign = await backend.as("200000000002", DescribeAdminAccounts, { AdminAccounts });
  expect(foreign.Entries[2]).toMatchObject({ Outcome: "Refused", Code: "UnauthorizedOperation" });
});

test("accounts go with their application", async () => {
  await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
  await backend.destroy(SdkAppId);
  const { Entries } = await backend.call(DescribeAdminAccounts, {
    AdminAccounts: [{ SdkAppId, UserId: "ops" }],
  });
  expect(Entries[0]).toMatchObject({ Code: "ResourceNotFound.Application" });
  expect((await backend.refusal(CreateAdminAccount, { SdkAppId, UserId: "ops" })).code).toBe(
    "ResourceNotFound.Application",
  );
});
