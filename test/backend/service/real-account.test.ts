import {
  type Action,
  CreateApplication,
  CreateTag,
  DescribeAccount,
  DescribeActivities,
  DescribeTrials,
  DisableApplication,
  DismissRoom,
  ListPushCertificates,
  ModifyFaults,
  ModifySettings,
  PurchaseSubscription,
  SimulateBilling,
} from "../../../backend/api";
import {
  type AccessKey,
  addAccessKey,
  addAccount,
  addRealAccount,
  findAccess,
  listAccounts,
  takeBackAccount,
} from "../../../backend/service";
import { Backend, refusalOf } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const uin = "200012345678";
const add = (changes: { name?: string; uin?: string } = {}): Promise<AccessKey> =>
  addRealAccount(backend.store, { name: "prod", site: "international", uin, now: backend.now, ...changes });

test("a real account has its own number and site, and gives out no ids", async () => {
  await add();
  expect(await backend.as(uin, DescribeAccount, {})).toEqual({
    Identity: backend.store.identity,
    Uin: uin,
    Simulated: false,
    Executor: "operator",
    Site: "international",
    Settings: expect.anything(),
    Applications: 0,
    ServerTime: "2026-03-01T00:00:00.000Z",
    NextClaim: 1,
  });
  expect(await listAccounts(backend.store)).toContainEqual({
    uin,
    name: "prod",
    executor: "operator",
    site: "international",
    firstFreeSdkAppId: null,
    lastSdkAppId: null,
  });
});

test.each<[Action, object, string]>([
  [CreateApplication, { Name: "a", Region: "tokyo", Products: ["chat"] }, "console of Tencent Cloud creates"],
  [DisableApplication, { SdkAppId: 1 }, "console of Tencent Cloud changes, enables, disables"],
  [CreateTag, { TagKey: "a", TagValue: "b" }, "of Tencent's tag service"],
  [ListPushCertificates, {}, "push certificates"],
  [DescribeTrials, {}, "packages and trials"],
  [PurchaseSubscription, { SdkAppId: 1, Product: "chat", Edition: "pro", Months: 1 }, "packages and trials"],
  [DismissRoom, { SdkAppId: 1, RoomId: 1 }, "rooms of real applications"],
  [SimulateBilling, { SdkAppId: 1, Event: "arrears" }, "for simulated accounts"],
  [ModifySettings, { TrialDays: 1 }, "for simulated accounts"],
  [ModifyFaults, { Faults: [] }, "for simulated accounts"],
])("a real account refuses what it can't do, and says who does it (%#)", async (action, request, words) => {
  await add();
  const { code, message } = await refusalOf(backend.as(uin, action, request, { kind: "admin" }));
  expect([code, message]).toEqual(["UnsupportedOperation", expect.stringContaining(words)]);
  expect(message).toMatch(new RegExp(`^${action.name} isn't done on a real account: `));
  expect((await backend.as(uin, DescribeActivities, {})).Activities).toHaveLength(1);
});

test("what a number stands for is looked at in each transaction, and never taken from before", async () => {
  const simulated = await addAccount(backend.store, { name: "one", now: backend.now });
  const create = () => backend.as(simulated.uin, CreateApplication, backend.newApplication);
  expect(await backend.as(simulated.uin, DescribeAccount, {})).toMatchObject({ Simulated: true });
  await takeBackAccount(backend.store, simulated);
  const real = await add({ uin: simulated.uin });
  expect((await refusalOf(create())).code).toBe("UnsupportedOperation");
  await takeBackAccount(backend.store, real);
  await addAccount(backend.store, { name: "two", now: backend.now });
  expect((await create()).SdkAppId).toBe(2_000_000_000);
});

test.each([
  ["no number", { uin: "abc" }, "InvalidParameterValue", "number of an account"],
  [
    "the number of a simulated account",
    { name: "other", uin: "100000000001" },
    "ResourceInUse",
    "a database of its own",
  ],
  ["the number of one that is there", { name: "other" }, "ResourceInUse", 'is here already, as "prod"'],
  ["a name that is taken", { uin: "200012345679" }, "ResourceInUse", 'an account "prod" already'],
])("a real account is refused %s", async (_, changes, code, words) => {
  await add();
  const refused = await refusalOf(add(changes));
  expect([refused.code, refused.message]).toEqual([code, expect.stringContaining(words)]);
});

test("a simulated account that is added later takes neither number nor range of a real one", async () => {
  await add({ uin: "100000000002" });
  const { uin: next } = await addAccount(backend.store, { name: "later", now: backend.now });
  expect(next).toBe("100000000003");
  const { SdkAppId } = await backend.as(next, CreateApplication, backend.newApplication);
  expect(SdkAppId).toBe(2_000_000_000);
});

describe("key pairs of a real account", () => {
  const key = (rights: "read" | "read-no-secrets" | "write" | "admin", secrets?: boolean, account = "prod") =>
    addAccessKey(backend.store, { account, user: null, rights, now: 0, ...(secrets && { secrets }) });

  test("read no secret keys unless that was said", async () => {
    const first = await add();
    const keys = [
      first,
      await key("read"),
      await key("write"),
      await key("read", true),
      await key("write", true),
    ];
    const found = await Promise.all(keys.map(({ secretId }) => findAccess(backend.store, secretId)));
    expect(found.map((access) => access?.secrets)).toEqual([false, false, false, true, true]);
    expect(keys.map(({ secrets }) => secrets)).toEqual([false, false, false, true, true]);
  });

  test.each([
    [
      "the rights of a simulated account's operator",
      "admin",
      false,
      "prod",
      "operator of a simulated account",
    ],
    ["both words on secrets", "read-no-secrets", true, "prod", "leave one of them out"],
    ["secrets of a simulated account by that word", "read", true, "embedded", "is for real accounts"],
  ] as const)("are refused %s", async (_, rights, secrets, account, words) => {
    await add();
    expect((await refusalOf(key(rights, secrets, account))).message).toContain(words);
  });
});
