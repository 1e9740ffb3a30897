import {
  ApiError,
  ClaimApplication,
  ClaimTrial,
  CreateAdminAccount,
  CreateApplication,
  CreateTag,
  DeleteAdminAccount,
  DeleteApplication,
  DeleteTag,
  DeleteWebhook,
  DescribeAccount,
  DescribeActivities,
  DescribeAdminAccounts,
  DescribeApplications,
  DescribeFaults,
  DescribeResourceTagsByResourceIds,
  DescribeSdkAppid,
  DescribeTags,
  DescribeWebhooks,
  DisableApplication,
  EnableApplication,
  ListApplications,
  ListOwners,
  ModifyApplication,
  ModifyFaults,
  ModifyResourceTags,
  ReleaseApplication,
  type RequestOf,
  type Settings,
  SetWebhook,
  SimulateBilling,
  SupportDeleteApplication,
  TagResources,
  UnTagResources,
} from "../../backend/api";
import type { Contract } from "./doors";

const newApplication: RequestOf<typeof CreateApplication> = {
  Name: "support",
  Region: "tokyo",
  Products: ["chat"],
};

/** The refusal of a call that must not succeed. */
async function refusal(answer: Promise<unknown>): Promise<ApiError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("the call succeeded");
}

/** What every backend does, whatever its door and its database: to be called inside a `describe`. */
export function contractSuite(open: (settings?: Partial<Settings>) => Promise<Contract>): void {
  let contract: Contract;
  const use = async (settings?: Partial<Settings>) => {
    contract = await open(settings);
    return contract;
  };
  afterEach(() => contract.close());

  const create = async ({ call }: Contract, changes: { ClientToken?: string; Owner?: string } = {}) =>
    call(CreateApplication, { ...newApplication, ...changes });

  const statusOf = async ({ call }: Contract, id: number) => {
    const { Entries } = await call(DescribeApplications, { SdkAppIds: [id] });
    const [entry] = Entries;
    return entry?.Outcome === "Found" ? entry.Application.Status : entry?.Code;
  };

  test("has an identity, an account and settings", async () => {
    const { call, uin } = await use();
    const account = await call(DescribeAccount, {});
    expect(account).toMatchObject({ Uin: uin, Simulated: true, Applications: 0 });
    expect(account.Identity).toMatch(/^[0-9a-f-]{36}$/);
    expect(account.Settings.WindowSecondsMin).toBe(180);
  });

  test("creates, describes with secrets, lists and modifies", async () => {
    const { call } = await use();
    const made = await create(contract, { Owner: "org::dev::shop::::support" });
    expect(made).toMatchObject({ Replayed: false, Application: { Name: "support", Status: "Normal" } });
    const { Entries } = await call(DescribeApplications, {
      SdkAppIds: [made.SdkAppId, 1],
      WithSecrets: true,
    });
    expect(Entries).toMatchObject([
      { Outcome: "Found", Application: { SecretKey: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      { Outcome: "Refused", Code: "ResourceNotFound.Application" },
    ]);
    await call(ModifyApplication, { SdkAppId: made.SdkAppId, Claim: made.Claim, Description: "first" });
    const { TotalCount, Applications } = await call(ListApplications, {});
    expect([TotalCount, Applications[0]?.Description]).toEqual([1, "first"]);
    expect((await call(ListOwners, { Prefix: "org::dev" })).Owners).toEqual([
      { SdkAppId: made.SdkAppId, Owner: "org::dev::shop::::support" },
    ]);
    expect((await call(DescribeSdkAppid, {})).SdkAppids).toEqual([made.SdkAppId]);
  });

  test("answers a ClientToken again with the first result, and refuses it with other parameters", async () => {
    const { call } = await use();
    const first = await create(contract, { ClientToken: "token" });
    const second = await create(contract, { ClientToken: "token" });
    expect(second).toMatchObject({ SdkAppId: first.SdkAppId, Replayed: true });
    expect(second.Claim).not.toBe(first.Claim);
    const other = { ...newApplication, Region: "seoul" } as const;
    expect((await refusal(call(CreateApplication, { ...other, ClientToken: "token" }))).code).toBe(
      "InvalidParameter.ClientTokenMismatch",
    );
  });

  test("disables, enables and deletes through its windows", async () => {
    const { call, pass } = await use();
    const { SdkAppId, Claim } = await create(contract);
    expect((await refusal(call(DeleteApplication, { SdkAppId }))).code).toBe(
      "FailedOperation.ApplicationNotDisabled",
    );
    expect(await call(DisableApplication, { SdkAppId })).toMatchObject({ Status: "Disabling" });
    expect((await refusal(call(DeleteApplication, { SdkAppId }))).code).toBe(
      "FailedOperation.ApplicationBusy",
    );
    pass(180);
    expect(await statusOf(contract, SdkAppId)).toBe("Disabled");
    await call(EnableApplication, { SdkAppId });
    pass(180);
    expect(await statusOf(contract, SdkAppId)).toBe("Normal");
    await call(DisableApplication, { SdkAppId });
    pass(180);
    expect(await call(DeleteApplication, { SdkAppId, Claim })).toMatchObject({ Status: "Deleting" });
    expect((await refusal(call(ModifyApplication, { SdkAppId, Description: "late" }))).code).toBe(
      "OperationDenied.ApplicationDeleting",
    );
    pass(180);
    expect(await statusOf(contract, SdkAppId)).toBe("ResourceNotFound.Application");
  });

  test("keeps to claims: an outdated one deletes nothing", async () => {
    const { call } = await use();
    const { SdkAppId, Claim } = await create(contract, { Owner: "one" });
    const taken = await call(ClaimApplication, { SdkAppId, Owner: "two", TakeOver: true });
    expect(taken.PreviousOwner).toBe("one");
    expect(await call(DeleteApplication, { SdkAppId, Claim })).toMatchObject({ Outdated: true });
    expect((await refusal(call(ModifyApplication, { SdkAppId, Claim, Name: "mine" }))).code).toBe(
      "OperationDenied.ManagedElsewhere",
    );
    await call(ReleaseApplication, { SdkAppId, Claim: taken.Claim });
    expect((await call(ListOwners, { Prefix: "" })).Owners).toEqual([]);
  });

  test("keeps its quotas", async () => {
    const { call } = await use({ ApplicationsPerAccount: 1, AdminAccountsPerApplication: 2 });
    const { SdkAppId } = await create(contract);
    expect((await refusal(create(contract))).code).toBe("LimitExceeded.Applications");
    await call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
    const second = await refusal(call(CreateAdminAccount, { SdkAppId, UserId: "ops2" }));
    expect(second.code).toBe("LimitExceeded.AdminAccounts");
  });

  test("sets, replaces and deletes a webhook, and overwrites nothing that wasn't seen", async () => {
    const { call } = await use();
    const { SdkAppId } = await call(CreateApplication, { ...newApplication, Products: ["chat", "call"] });
    const key = { SdkAppId, Product: "call" } as const;
    const hook = { ...key, Url: "https://example.com/a?b=c", Events: ["Call.CallbackAfterEndCall"] };
    const found = async () => (await call(DescribeWebhooks, { Webhooks: [key] })).Entries[0];
    expect((await refusal(call(SetWebhook, hook))).code).toBe("FailedOperation.ProductNotAvailable");
    await call(ClaimTrial, key);
    expect(await found()).toMatchObject({ Outcome: "Refused", Code: "ResourceNotFound.Webhook" });
    const made = await call(SetWebhook, { ...hook, ClientToken: "t" });
    expect(made.Outcome).toBe("Made");
    expect(await call(SetWebhook, { ...hook, ClientToken: "t" })).toEqual({ ...made, Outcome: "Same" });
    const other = { ...hook, Url: "https://other.example/" };
    expect((await refusal(call(SetWebhook, other))).code).toBe("ResourceInUse.Webhook");
    const changed = await call(SetWebhook, { ...other, Revision: made.Revision });
    expect(changed.Outcome).toBe("Changed");
    const late = { ...hook, Revision: made.Revision };
    expect((await refusal(call(SetWebhook, late))).code).toBe("FailedOperation.WebhookChanged");
    expect(await found()).toMatchObject({ Outcome: "Found", Webhook: { ...other, Owner: null } });
    expect((await refusal(call(DeleteWebhook, { ...key, Revision: made.Revision }))).code).toBe(
      "FailedOperation.WebhookChanged",
    );
    await call(DeleteWebhook, { ...key, Revision: changed.Revision });
    expect((await refusal(call(DeleteWebhook, key))).code).toBe("ResourceNotFound.Webhook");
  });

  test("creates, describes and deletes admin accounts", async () => {
    const { call } = await use();
    const { SdkAppId } = await create(contract);
    await call(CreateAdminAccount, { SdkAppId, UserId: "ops", ClientToken: "t" });
    expect(await call(CreateAdminAccount, { SdkAppId, UserId: "ops", ClientToken: "t" })).toMatchObject({
      Existed: true,
    });
    const again = call(CreateAdminAccount, { SdkAppId, UserId: "ops", ClientToken: "other" });
    expect((await refusal(again)).code).toBe("ResourceInUse.AdminAccount");
    const AdminAccounts = [
      { SdkAppId, UserId: "ops" },
      { SdkAppId, UserId: "none" },
    ];
    const { Entries } = await call(DescribeAdminAccounts, { AdminAccounts });
    expect(Entries.map((entry) => entry.Outcome)).toEqual(["Found", "Refused"]);
    await call(DeleteAdminAccount, { SdkAppId, UserId: "ops" });
    expect((await refusal(call(DeleteAdminAccount, { SdkAppId, UserId: "ops" }))).code).toBe(
      "ResourceNotFound.AdminAccount",
    );
    expect((await refusal(call(DeleteAdminAccount, { SdkAppId, UserId: "administrator" }))).code).toBe(
      "OperationDenied.DefaultAdminAccount",
    );
  });

  test("keeps tags, with partial failures inside a success", async () => {
    const { call, uin } = await use();
    const { SdkAppId } = await create(contract);
    const resource = `qcs::im::uin/${uin}:sdkappid/${SdkAppId}`;
    const tagged = await call(TagResources, {
      ResourceList: [resource, `qcs::trtc::uin/${uin}:sdkappid/5`],
      Tags: [{ TagKey: "团队", TagValue: "support" }],
    });
    expect(tagged.FailedResources).toMatchObject([{ Code: "InvalidParameterValue.ResourceIdInvalid" }]);
    const look = {
      ServiceType: "trtc",
      ResourcePrefix: "sdkappid",
      ResourceIds: [String(SdkAppId)],
    };
    const { Tags } = await call(DescribeResourceTagsByResourceIds, look);
    expect(Tags).toMatchObject([{ TagKey: "团队", TagValue: "support", Category: "Custom" }]);
    await call(ModifyResourceTags, {
      Resource: resource,
      ReplaceTags: [{ TagKey: "cost", TagValue: "1" }],
      DeleteTags: [{ TagKey: "团队" }],
    });
    expect((await refusal(call(DeleteTag, { TagKey: "cost", TagValue: "1" }))).code).toBe(
      "FailedOperation.TagAttachedResource",
    );
    await call(UnTagResources, { ResourceList: [resource], TagKeys: ["cost"] });
    await call(DeleteTag, { TagKey: "cost", TagValue: "1" });
    await call(CreateTag, { TagKey: "env", TagValue: "prod" });
    expect((await refusal(call(CreateTag, { TagKey: "env", TagValue: "prod" }))).code).toBe(
      "ResourceInUse.TagDuplicate",
    );
    expect((await call(DescribeTags, { Limit: 10 })).Tags.map(({ TagKey }) => TagKey)).toEqual([
      "env",
      "团队",
    ]);
  });

  test("keeps a log of every change, and of nothing else, page by page", async () => {
    const { call, admin, uin, pass } = await use();
    const { SdkAppId, Claim } = await create(contract, { Owner: "one", ClientToken: "t" });
    pass(60);
    await call(ModifyApplication, { SdkAppId, Claim, Name: "renamed" });
    await refusal(call(ModifyApplication, { SdkAppId, Claim: "old", Name: "again" }));
    await call(ModifyApplication, { SdkAppId, Claim, Name: "renamed" });
    await admin(SimulateBilling, { SdkAppId, Event: "arrears" });
    const first = await call(DescribeActivities, { SdkAppId, MaxResults: 2 });
    const rest = await call(DescribeActivities, { SdkAppId, PaginationToken: first.PaginationToken });
    expect(rest.PaginationToken).toBe("");
    expect([...first.Activities, ...rest.Activities]).toMatchObject([
      { Action: "SimulateBilling", Actor: { Kind: "admin", Uin: uin }, Fields: ["Billing"] },
      {
        Time: "2026-03-01T00:01:00.000Z",
        Action: "ModifyApplication",
        Actor: { Kind: "provider", Uin: uin },
        Owner: "one",
        Summary: 'Name: "support" → "renamed"',
        RequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      { Action: "CreateApplication", Time: "2026-03-01T00:00:00.000Z" },
    ]);
    const { Activities } = await call(DescribeActivities, { SdkAppId, Field: "Name", MaxResults: 1 });
    expect(Activities.map(({ Time }) => Time)).toEqual(["2026-03-01T00:01:00.000Z"]);
  });

  test("takes and gives text as it is", async () => {
    const { call } = await use();
    const Owner = 'näme\u2028"\\\n漢字 😀 </script>';
    const { SdkAppId } = await create(contract, { Owner });
    const { Entries } = await call(DescribeApplications, { SdkAppIds: [SdkAppId] });
    expect(Entries).toMatchObject([{ Application: { Owner } }]);
  });

  test("names the parameter at fault", async () => {
    const { call } = await use();
    const bad = call(CreateApplication, { ...newApplication, Name: "no spaces" });
    const error = await refusal(bad);
    expect(error.code).toBe("InvalidParameterValue.Name");
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(`${error.parameter}: ${error.message}`).toContain("Name: ");
  });

  test("keeps the operator's actions from others", async () => {
    const { call, admin } = await use();
    const { SdkAppId } = await create(contract);
    const event = { SdkAppId, Event: "arrears" } as const;
    expect((await refusal(call(SimulateBilling, event))).code).toBe("UnauthorizedOperation");
    await admin(SimulateBilling, event);
    await admin(SupportDeleteApplication, { SdkAppId });
    expect(await statusOf(contract, SdkAppId)).toBe("ResourceNotFound.Application");
  });

  test("lets a window be stuck on purpose", async () => {
    const { call, admin, pass } = await use();
    const { SdkAppId } = await create(contract);
    await admin(ModifyFaults, { Faults: [{ Kind: "stuck-window" }] });
    await call(DisableApplication, { SdkAppId });
    pass(3_600);
    expect(await statusOf(contract, SdkAppId)).toBe("Disabling");
    expect((await admin(DescribeFaults, {})).Faults).toMatchObject([{ Kind: "stuck-window" }]);
    await admin(ModifyFaults, { Faults: [] });
    expect(await statusOf(contract, SdkAppId)).toBe("Disabled");
  });
}
