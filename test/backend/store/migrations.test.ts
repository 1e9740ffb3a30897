import { sql } from "kysely";
import { openStore } from "../../../backend/store";
import { migrate } from "../../../backend/store/migrate";
import { migrations } from "../../../backend/store/migrations";
import { paidUpgrades } from "../../../backend/store/migrations/from-001/009-paid-upgrades";
import { openDatabase } from "../../../backend/store/open";
import { type TestDatabase, testDatabases, testOnFiles } from "../databases";
import { childProcesses } from "./processes";
import { secondMigration } from "./second-migration";

const databases = testDatabases();
const start = childProcesses();
const withSecond = [...migrations, secondMigration];
const used: TestDatabase[] = [];
const empty = async () => {
  const database = await databases.empty();
  used.push(database);
  return database;
};
afterEach(async () => {
  for (const database of used.splice(0)) await database.remove();
});

const open = ({ location, environment }: TestDatabase, list = migrations) =>
  openStore({ ...location, create: true, environment, migrations: list });

/** PostgreSQL's driver gives a bigint as text where the store doesn't tell it otherwise. */
const versionOf = async (database: TestDatabase) =>
  Number(Object.values(Object(await database.run("select version from meta"))[0])[0]);

test("an older database is brought up to date and keeps its identity", async () => {
  const database = await empty();
  const first = await open(database);
  await first.close();
  expect(await versionOf(database)).toBe(migrations.length);
  const second = await open(database, withSecond);
  expect(second.identity).toBe(first.identity);
  expect((await second.read((db) => sql`select * from later`.execute(db))).rows).toEqual([]);
  await second.close();
  expect(await versionOf(database)).toBe(withSecond.length);
});

test("an older release goes on with a database that a newer one may share", async () => {
  const database = await empty();
  await (await open(database, withSecond)).close();
  await (await open(database)).close();
  expect(await versionOf(database)).toBe(withSecond.length);
});

test("a migration that finds a database which only a newer release understands leaves it alone", async () => {
  const database = await empty();
  const breaking = {
    ...secondMigration,
    name: "breaking",
    minReader: withSecond.length + 1,
    up: async () => {},
  };
  await (await open(database, [...withSecond, breaking])).close();
  const late = await openDatabase(database.location, undefined);
  await expect(migrate(late, withSecond)).rejects.toMatchObject({ kind: "newer", file: late.place });
  await late.close();
  expect(await versionOf(database)).toBe(withSecond.length + 1);
});

test("a database of a newer release is refused, and one that is in use is left when it becomes so", async () => {
  const database = await empty();
  const store = await open(database);
  const breaking = { ...secondMigration, name: "breaking", minReader: migrations.length + 1 };
  await (await open(database, [...migrations, breaking])).close();
  await expect(open(database)).rejects.toMatchObject({ kind: "newer" });
  await expect(store.write(async () => {})).rejects.toMatchObject({ kind: "newer" });
  await store.close();
});

test.each([
  ["{}", { PaidUpgrade: "self-service" }],
  [
    '{"WindowSecondsMin":1,"TrialDays":3}',
    { PaidUpgrade: "self-service", WindowSecondsMin: 1, TrialDays: 3 },
  ],
  ['{"PaidUpgrade":"ticket","TrialDays":3}', { PaidUpgrade: "ticket", TrialDays: 3 }],
])("an account of before whose settings are %s goes on upgrading as it did", async (settings, after) => {
  const database = await empty();
  const before = migrations.slice(0, migrations.indexOf(paidUpgrades));
  await (await open(database, before)).close();
  await database.run(`update accounts set settings = '${settings}'`);
  await (await open(database)).close();
  const [account] = await database.run("select settings from accounts");
  expect(JSON.parse(Object(account).settings)).toEqual(after);
});

test("an account of a new database upgrades as its products do", async () => {
  const database = await empty();
  await (await open(database)).close();
  const [account] = await database.run("select settings from accounts");
  expect(JSON.parse(Object(account).settings)).not.toHaveProperty("PaidUpgrade");
});

test("a step that fails changes nothing", async () => {
  const database = await empty();
  await (await open(database)).close();
  const failing = {
    ...secondMigration,
    up: async () => {
      throw new Error("planted");
    },
  };
  await expect(open(database, [...withSecond, failing])).rejects.toThrow("planted");
  expect(await versionOf(database)).toBe(migrations.length);
  await (await open(database, withSecond)).close();
});

test.each([2, 3])("%d processes that migrate one database all succeed", async (count) => {
  const database = await empty();
  const first = await open(database);
  await first.close();
  const { location, environment } = database;
  const children = Array.from({ length: count }, () =>
    start("open", { ...location, environment, second: true }),
  );
  await Promise.all(children.map((child) => child.answer()));
  for (const child of children) child.go();
  const answers = await Promise.all(children.map((child) => child.answer()));
  expect(answers).toEqual(answers.map(() => ({ identity: first.identity, keyId: first.sealer.keyId })));
  await Promise.all(children.map((child) => child.ended));
  expect(await versionOf(database)).toBe(withSecond.length);
});

/** Released steps never change: a new shape is a new step. PostgreSQL gets the same by the same steps. */
testOnFiles("the tables of the released schema are these", async () => {
  const database = await empty();
  const store = await open(database);
  const { rows } = await store.read((db) =>
    sql<{ sql: string }>`select sql from sqlite_schema where sql is not null order by name`.execute(db),
  );
  await store.close();
  expect(rows.map((row) => row.sql)).toMatchSnapshot();
});
