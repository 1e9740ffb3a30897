import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CreateAdminAccount,
  CreateApplication,
  DescribeAccount,
  ListApplications,
  TagResources,
} from "../../../backend/api";
import { createService } from "../../../backend/service";
import { openStore, reset, restore, type Store, snapshot } from "../../../backend/store";
import { migrations } from "../../../backend/store/migrations";
import { type TestDatabase, testDatabases } from "../databases";
import { Backend, requestId, uin } from "../service/backend";
import { temporaryFolders } from "../store/folders";
import { secondMigration } from "../store/second-migration";

const folder = temporaryFolders();
const databases = testDatabases();
let backend: Backend;
let SdkAppId: number;
const used: TestDatabase[] = [];
beforeEach(async () => {
  backend = await Backend.open();
  ({ SdkAppId } = await backend.create({ Name: "kept" }));
  await backend.call(CreateAdminAccount, { SdkAppId, UserId: "bot" });
  await backend.call(TagResources, {
    ResourceList: [backend.resource(SdkAppId)],
    Tags: [{ TagKey: "team", TagValue: "support" }],
  });
  const description = "密钥 'quoted' \\ \n 🔑";
  await backend.store.write((db) => db.updateTable("applications").set({ description }).execute());
});
afterEach(async () => {
  await backend.close();
  for (const database of used.splice(0)) await database.remove();
});

const optionsOf = ({ location, environment }: TestDatabase) => ({ ...location, environment });
const taken = async () => {
  const file = join(folder(), "snapshot");
  return { file, report: await snapshot(optionsOf(backend.database), file) };
};
const empty = async () => {
  const database = await databases.empty();
  used.push(database);
  return database;
};
const read = async (store: Store) => {
  const list = await createService(store).call(
    ListApplications,
    { WithSecrets: true },
    { uin, actor: { kind: "provider" }, requestId },
  );
  const tags = await store.read((db) => db.selectFrom("tag_bindings").selectAll().execute());
  const log = await store.read((db) => db.selectFrom("activities").selectAll().orderBy("sequence").execute());
  return { list, tags, log };
};

test("a snapshot holds everything but the key, for its owner alone", async () => {
  const { file, report } = await taken();
  expect(report).toMatchObject({ identity: backend.store.identity, keyId: backend.store.sealer.keyId });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, "utf8");
  const { SecretKey } = (await backend.describe(SdkAppId, { secrets: true })) ?? {};
  expect(SecretKey).toMatch(/^[0-9a-f]{64}$/);
  expect(text).not.toContain(SecretKey);
  expect(text).toContain(`key ${report.keyId}, which is not in this file`);
  expect(text).toContain('"name":"kept"');
});

test("restoring an older snapshot gives out no id again that was given out after it", async () => {
  const { file } = await taken();
  const later = await backend.create();
  await restore(optionsOf(backend.database), file);
  const store = await openStore({ ...optionsOf(backend.database), create: false });
  const context = { uin, actor: { kind: "provider" }, requestId } as const;
  const next = await createService(store).call(CreateApplication, backend.newApplication, context);
  await store.close();
  expect(next.SdkAppId).toBeGreaterThan(later.SdkAppId);
});

test("a snapshot never takes the place of a file", async () => {
  const { file } = await taken();
  const before = readFileSync(file);
  await expect(snapshot(optionsOf(backend.database), file)).rejects.toMatchObject({
    kind: "invalid-location",
  });
  expect(readFileSync(file)).toEqual(before);
});

test("restored where it was taken, everything is as it was, and who has it open goes on", async () => {
  const { file } = await taken();
  const before = await read(backend.store);
  expect(before.log.map(({ action }) => action)).toContain("TagResources");
  await backend.create({ Name: "later" });
  const report = await restore(optionsOf(backend.database), file);
  expect(report).toMatchObject({ replaced: true, identity: backend.store.identity });
  expect(await read(backend.store)).toEqual(before);
  expect(await backend.store.findDamage()).toEqual([]);
  // Ids go on where they had got to, so that none is given out twice.
  expect((await backend.create()).SdkAppId).toBe(SdkAppId + 2);
});

test("restored into an empty place, it is the same backend", async () => {
  const { file, report } = await taken();
  const place = await empty();
  const environment = await keyOf(backend.database);
  expect(await restore({ ...place.location, environment }, file)).toEqual({
    identity: report.identity,
    rows: report.rows,
    replaced: false,
  });
  const store = await openStore({ ...place.location, environment, create: false });
  expect(store.identity).toBe(backend.store.identity);
  expect(await read(store)).toEqual(await read(backend.store));
  await store.close();
});

test("a file's snapshot fits a server, and a server's fits a file", async () => {
  const { file } = await taken();
  const environment = await keyOf(backend.database);
  const place = { file: join(folder(), "new", "backend.db") };
  await restore({ ...place, environment }, file);
  const store = await openStore({ ...place, environment, create: false });
  expect(await read(store)).toEqual(await read(backend.store));
  await store.close();
  const back = join(folder(), "back");
  await snapshot({ ...place, environment }, back);
  await backend.create({ Name: "later" });
  await restore(optionsOf(backend.database), back);
  expect(withoutTime(readFileSync(back, "utf8"))).toEqual(withoutTime(readFileSync(file, "utf8")));
  expect((await backend.call(ListApplications, {})).TotalCount).toBe(1);
});

/** The last line counts the others, the time in the first one included. */
const withoutTime = (text: string) =>
  text
    .replace(/"takenAt":"[^"]*"/, "")
    .split("\n")
    .slice(0, -2);

/** The key as a variable holds it, from wherever it is. */
async function keyOf({ location, environment }: TestDatabase): Promise<Record<string, string>> {
  if (!("file" in location)) return { ...environment };
  return { TENCENTRTC_BACKEND_KEY: readFileSync(`${location.file}.key`, "utf8").trim() };
}

test("another backend is replaced only where that is asked for", async () => {
  const { file } = await taken();
  const other = await empty();
  const environment = await keyOf(backend.database);
  const store = await openStore({ ...other.location, environment, create: true });
  const options = { ...other.location, environment };
  await expect(restore(options, file)).rejects.toMatchObject({ kind: "other-database" });
  expect(await store.read((db) => db.selectFrom("accounts").select("uin").execute())).toHaveLength(1);
  await restore(options, file, { replaceOther: true });
  await expect(store.read(async () => {})).rejects.toMatchObject({ kind: "moved" });
  await store.close();
});

test("without the snapshot's key nothing is restored", async () => {
  const { file } = await taken();
  const place = await empty();
  const environment = { TENCENTRTC_BACKEND_KEY: "77".repeat(32) };
  const restoring = restore({ ...place.location, environment }, file);
  await expect(restoring).rejects.toMatchObject({ kind: "key-wrong" });
  await expect(openStore({ ...place.location, environment, create: false })).rejects.toMatchObject({
    kind: "missing",
  });
});

test("a snapshot of an older release is brought up to date; one of a newer release is refused", async () => {
  const { file } = await taken();
  const place = await empty();
  const environment = await keyOf(backend.database);
  const withSecond = [...migrations, secondMigration];
  await restore({ ...place.location, environment, migrations: withSecond }, file);
  const [row] = await place.run("select version from meta");
  expect(Number(Object(row).version)).toBe(withSecond.length);
  const newer = join(folder(), "newer");
  await snapshot({ ...place.location, environment }, newer);
  await expect(restore(optionsOf(backend.database), newer)).rejects.toMatchObject({ kind: "newer" });
});

test.each<[string, (text: string) => string]>([
  ["empty", () => ""],
  ["cut", (text) => text.slice(0, text.length / 2)],
  ["without its last line", (text) => `${text.trimEnd().split("\n").slice(0, -1).join("\n")}\n`],
  ["without its end", (text) => text.slice(0, -1)],
  ["with a changed value", (text) => text.replace("kept", "lost")],
  ["with a row less", (text) => text.replace(/\{"table":"tag_bindings".*\n/, "")],
  ["of another format", (text) => text.replace('"format":1', '"format":2')],
  ["something else", () => '{"name":"shop"}\n'],
])("a snapshot that is %s is refused, and nothing is changed", async (_name, spoil) => {
  const { file } = await taken();
  const spoilt = join(folder(), "spoilt");
  writeFileSync(spoilt, spoil(readFileSync(file, "utf8")));
  await backend.create({ Name: "later" });
  await expect(restore(optionsOf(backend.database), spoilt)).rejects.toMatchObject({
    kind: "not-a-database",
  });
  expect((await backend.call(DescribeAccount, {})).Applications).toBe(2);
});

test("a snapshot taken while others write is of one moment", async () => {
  const writes = Array.from({ length: 20 }, (_, index) => backend.create({ Name: `app${index}` }));
  const { file } = await taken();
  await Promise.all(writes);
  const lines = readFileSync(file, "utf8").trim().split("\n").slice(1, -1);
  const rows = lines.map((line): { table: string; row: Record<string, unknown> } => JSON.parse(line));
  const idsIn = (table: string) => rows.filter((row) => row.table === table).map(({ row }) => row.sdk_app_id);
  expect(new Set(idsIn("admin_accounts"))).toEqual(new Set(idsIn("applications")));
  const next = rows.find((row) => row.table === "accounts")?.row.next_sdk_app_id;
  expect(next).toBe(1999000001 + idsIn("applications").length);
});

test("a reset backend is another one, empty, under the same key", async () => {
  const { identity } = await reset(optionsOf(backend.database));
  expect(identity).not.toBe(backend.store.identity);
  await expect(backend.call(DescribeAccount, {})).rejects.toMatchObject({ kind: "moved" });
  const store = await openStore({ ...optionsOf(backend.database), create: false });
  expect(store.identity).toBe(identity);
  expect(store.sealer.keyId).toBe(backend.store.sealer.keyId);
  expect((await read(store)).list.TotalCount).toBe(0);
  await store.close();
});
