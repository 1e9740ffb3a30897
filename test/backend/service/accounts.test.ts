import { CreateApplication, DescribeApplications } from "../../../backend/api";
import { addAccessKey, addAccount, findAccess, listAccounts } from "../../../backend/service";
import { Backend, refusalOf } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const add = (name: string) => addAccount(backend.store, { name, now: backend.now });

test("accounts give out SDKAppIDs of ranges that have none in common", async () => {
  const names = ["one", "two", "three"];
  const added = [];
  for (const name of names) added.push(await add(name));
  const made = [];
  for (const { uin } of added) {
    made.push((await backend.as(uin, CreateApplication, backend.newApplication)).SdkAppId);
  }
  made.push((await backend.create()).SdkAppId);
  expect(made).toEqual([2_000_000_000, 2_001_000_000, 2_002_000_000, 1_999_000_001]);
  const ranges = (await listAccounts(backend.store)).map((account) => account.lastSdkAppId);
  expect(ranges).toEqual([1_999_999_999, 2_000_999_999, 2_001_999_999, 2_002_999_999]);
});

test("a range that has come to its end gives out none of the next account's", async () => {
  const { uin } = await add("one");
  await add("two");
  await backend.store.write((db) =>
    db.updateTable("accounts").set({ next_sdk_app_id: 2_000_999_999 }).where("uin", "=", uin).execute(),
  );
  const last = await backend.as(uin, CreateApplication, backend.newApplication);
  expect(last.SdkAppId).toBe(2_000_999_999);
  const refused = await refusalOf(backend.as(uin, CreateApplication, backend.newApplication));
  expect([refused.code, refused.message]).toEqual([
    "LimitExceeded.Applications",
    expect.stringContaining("has given out all its SDKAppIDs"),
  ]);
});

test("an account sees no application of another", async () => {
  const [one, two] = [await add("one"), await add("two")];
  const { SdkAppId } = await backend.as(one.uin, CreateApplication, backend.newApplication);
  const { Entries } = await backend.as(two.uin, DescribeApplications, { SdkAppIds: [SdkAppId] });
  expect(Entries).toMatchObject([{ Outcome: "Refused", Code: "UnauthorizedOperation" }]);
});

test("a secret key is found by its SecretId and lies sealed in the database", async () => {
  const key = await add("one");
  expect(await findAccess(backend.store, key.secretId)).toMatchObject({
    uin: key.uin,
    rights: "write",
    secretKey: key.secretKey,
  });
  expect(await findAccess(backend.store, "AKIDnone")).toBeUndefined();
  const rows = await backend.store.read((db) => db.selectFrom("access_keys").selectAll().execute());
  expect(JSON.stringify(rows)).not.toContain(key.secretKey);
});

test.each([
  ["no letters", "a b", "InvalidParameterValue"],
  ["nothing", "", "InvalidParameterValue"],
  ["a name that is taken", "embedded", "ResourceInUse"],
])("an account is refused %s", async (_, name, code) => {
  expect((await refusalOf(add(name))).code).toBe(code);
});

test("a key for an account that isn't there is refused with those that are", async () => {
  const adding = addAccessKey(backend.store, { account: "none", user: null, rights: "read", now: 0 });
  expect((await refusalOf(adding)).message).toContain("it has embedded");
});
