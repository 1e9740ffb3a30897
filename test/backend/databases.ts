import { randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Client } from "pg";
import { keyFileOf, type Location, openStore } from "../../backend/store";
import { Connection } from "../../backend/store/sqlite/connection";
import { memory } from "../memory";

/** A database of a test's own. */
export interface TestDatabase {
  readonly location: Location;
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a statement behind every store's back. */
  run(statement: string): Promise<unknown[]>;
  /** Everything that it keeps, for tests that look for what must not be there. */
  contents(): Promise<Buffer>;
  remove(): Promise<void>;
}

/** One kind of database, as a test makes them. */
interface Kind {
  empty(): Promise<TestDatabase>;
  /** With a new backend in it, which is no fresh one for every test: making one costs far more than opening it. */
  made(): Promise<TestDatabase>;
}

/** Which kind the running project of jest is about. */
export const onPostgres = Reflect.get(globalThis, "testDatabase") === "postgres";

/** For what only one kind has. */
export const testOnFiles = onPostgres ? test.skip : test;

function inFolder(): TestDatabase & { readonly file: string } {
  const folder = mkdtempSync(join(memory, "backend-"));
  const file = join(folder, "backend.db");
  const run = async (statement: string) => {
    const connection = new Connection(file);
    try {
      return connection.execute(statement).rows;
    } finally {
      connection.close();
    }
  };
  return {
    file,
    location: { file },
    environment: {},
    run,
    contents: async () => Buffer.concat(readdirSync(folder).map((name) => readFileSync(join(folder, name)))),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function files(): Kind {
  let template: Promise<string> | undefined;
  const makeTemplate = async () => {
    const { file, location } = inFolder();
    await (await openStore({ ...location, create: true, environment: {} })).close();
    return file;
  };
  afterAll(async () => {
    if (template) rmSync(dirname(await template), { recursive: true, force: true });
  });
  return {
    empty: async () => inFolder(),
    async made() {
      template ??= makeTemplate();
      const database = inFolder();
      copyFileSync(await template, database.file);
      copyFileSync(keyFileOf(await template), keyFileOf(database.file));
      return database;
    },
  };
}

/** A statement as the server's superuser, in its own database or in one that a test has made. */
export async function onServer(statement: string, url = serverUrl()): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  // The statement in flight reports a connection that breaks.
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

export function serverUrl(): string {
  const url = process.env.TEST_POSTGRES_URL;
  if (url === undefined) throw new Error("this test belongs to the project postgres of jest.config.js");
  return url;
}

export const postgresKey = "5c".repeat(32);

/** Keeps the rows that a new backend begins with, and puts them back in place of all others. */
const remember = `
  create schema beginning;
  create table beginning.meta as table public.meta;
  create table beginning.accounts as table public.accounts`;
const beginAgain = `
  set session_replication_role = replica;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' loop
      execute format('delete from public.%I', name);
    end loop;
  end $$;
  insert into public.meta table beginning.meta;
  insert into public.accounts table beginning.accounts`;

/** Every row of every table. */
const everything = `
  select query_to_xml(format('table public.%I', tablename), true, false, '')::text as rows
  from pg_tables where schemaname = 'public'`;

function servers(): Kind {
  const environment = { TENCENTRTC_BACKEND_KEY: postgresKey };
  const free: string[] = [];
  const urlOf = (name: string) => serverUrl().replace(/\/postgres$/, `/${name}`);
  const create = async (): Promise<string> => {
    const name = `test_${randomUUID().replaceAll("-", "")}`;
    await onServer(`create database ${name} template template0`);
    return name;
  };
  const database = (name: string, remove: () => Promise<void>): TestDatabase => ({
    location: { url: urlOf(name) },
    environment,
    run: (statement) => onServer(statement, urlOf(name)),
    contents: async () => Buffer.from(JSON.stringify(await onServer(everything, urlOf(name)))),
    remove,
  });
  return {
    // It goes with the server: to drop a database takes the server longer than all else here.
    empty: async () => database(await create(), async () => {}),
    async made() {
      let name = free.pop();
      if (name === undefined) {
        const made = await create();
        await (await openStore({ url: urlOf(made), create: true, environment })).close();
        await onServer(remember, urlOf(made));
        name = made;
      }
      const used = name;
      return database(used, async () => {
        await onServer(beginAgain, urlOf(used));
        free.push(used);
      });
    },
  };
}

/** Databases of the kind that the running project is about. */
export const testDatabases = (): Kind => (onPostgres ? servers() : files());
