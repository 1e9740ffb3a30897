import { join } from "node:path";
import { sql } from "kysely";
import { openStore } from "../../../backend/store";
import { migrate } from "../../../backend/store/migrate";
import { migrations } from "../../../backend/store/migrations";
import { Connection } from "../../../backend/store/sqlite/connection";
import { openSqlite } from "../../../backend/store/sqlite/database";
import { temporaryFolders } from "./folders";
import { childProcesses } from "./processes";
import { secondMigration } from "./second-migration";

const folder = temporaryFolders();
const start = childProcesses();
const withSecond = [...migrations, secondMigration];
const open = (file: string, list = migrations) =>
  openStore({ file, create: true, environment: {}, migrations: list });

const versionOf = (file: string) => {
  const connection = new Connection(file);
  const version = connection.value("select version from meta");
  connection.close();
  return version;
};

test("an older database is brought up to date and keeps its identity", async () => {
  const file = join(folder(), "backend.db");
  const first = await open(file);
  await first.close();
  expect(versionOf(file)).toBe(migrations.length);
  const second = await open(file, withSecond);
  expect(second.identity).toBe(first.identity);
  expect((await second.read((db) => sql`select * from later`.execute(db))).rows).toEqual([]);
  await second.close();
  expect(versionOf(file)).toBe(withSecond.length);
});

test("an older release goes on with a database that a newer one may share", async () => {
  const file = join(folder(), "backend.db");
  await (await open(file, withSecond)).close();
  await (await open(file)).close();
  expect(versionOf(file)).toBe(withSecond.length);
});

test("a migration that finds a database which only a newer release understands leaves it alone", async () => {
  const file = join(folder(), "backend.db");
  const breaking = {
    ...secondMigration,
    name: "breaking",
    minReader: withSecond.length + 1,
    up: async () => {},
  };
  await (await open(file, [...withSecond, breaking])).close();
  const { writer, close } = openSqlite(file, { busyTimeoutMs: 0 });
  await expect(migrate(writer, withSecond, file)).rejects.toMatchObject({ kind: "newer", file });
  await close();
  expect(versionOf(file)).toBe(withSecond.length + 1);
});

test("a step that fails changes nothing", async () => {
  const file = join(folder(), "backend.db");
  await (await open(file)).close();
  const failing = {
    name: "failing",
    minReader: 2,
    up: async () => {
      throw new Error("planted");
    },
  };
  await expect(open(file, [...withSecond, failing])).rejects.toThrow("planted");
  expect(versionOf(file)).toBe(migrations.length);
  await (await open(file, withSecond)).close();
});

test.each([2, 3])("%d processes that migrate one database all succeed", async (count) => {
  const file = join(folder(), "backend.db");
  const first = await open(file);
  await first.close();
  const children = Array.from({ length: count }, () => start("open", { file, second: true }));
  await Promise.all(children.map((child) => child.answer()));
  for (const child of children) child.go();
  const answers = await Promise.all(children.map((child) => child.answer()));
  expect(answers).toEqual(answers.map(() => ({ identity: first.identity, keyId: first.sealer.keyId })));
  await Promise.all(children.map((child) => child.ended));
  expect(versionOf(file)).toBe(withSecond.length);
});

/** Released steps never change: a new shape is a new step. */
test("the tables of the released schema are these", async () => {
  const file = join(folder(), "backend.db");
  const store = await open(file);
  const { rows } = await store.read((db) =>
    sql<{ sql: string }>`select sql from sqlite_schema where sql is not null order by name`.execute(db),
  );
  await store.close();
  expect(rows.map((row) => row.sql)).toMatchSnapshot();
});
