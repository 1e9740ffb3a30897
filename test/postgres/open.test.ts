import { BackendError, embeddedUin, openStore, type Store } from "../../backend/store";
import { onServer, postgresKey, serverUrl } from "../backend/databases";
import { databasesTaken, urlOf } from "./taken";

const { databases, taken } = databasesTaken();
const environment = { TENCENTRTC_BACKEND_KEY: postgresKey };
const open = (url: string, options: { create?: boolean; environment?: Record<string, string> } = {}) =>
  openStore({ url, create: true, environment, busyTimeoutMs: 2_000, ...options });

const refusal = async (opening: Promise<Store>): Promise<BackendError> => {
  try {
    await (await opening).close();
  } catch (error) {
    if (error instanceof BackendError) return error;
    throw error;
  }
  throw new Error("it was opened");
};

const addPair = (store: Store, value: string) =>
  store.write((db) =>
    db
      .insertInto("tag_pairs")
      .values({ uin: embeddedUin, tag_key: "k", tag_value: value, created_at: 0 })
      .execute(),
  );

const changed = (url: string, change: (parts: URL) => unknown): string => {
  const parts = new URL(url);
  change(parts);
  return parts.href;
};

describe("a new backend", () => {
  test("has an identity, the first account and short windows, and keeps them", async () => {
    const url = urlOf(await taken(databases.empty()));
    const store = await open(url);
    expect(store.identity).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await store.read((db) => db.selectFrom("accounts").selectAll().execute())).toMatchObject([
      {
        uin: embeddedUin,
        settings: '{"WindowSecondsMin":1,"WindowSecondsMax":1}',
        next_sdk_app_id: 1999000001,
      },
    ]);
    await store.close();
    const again = await open(url, { create: false });
    expect(again.identity).toBe(store.identity);
    await again.close();
  });

  test("made by several at once is one backend", async () => {
    const url = urlOf(await taken(databases.empty()));
    const stores = await Promise.all([open(url), open(url), open(url)]);
    expect(new Set(stores.map((store) => store.identity)).size).toBe(1);
    for (const store of stores) await store.close();
  });

  test("has columns that hold and order what SQLite's do, whatever the server's language", async () => {
    const database = await taken(databases.made());
    const columns = await database.run(`
      select distinct format_type(atttypid, atttypmod) as type, collname as "order" from pg_attribute a
      join pg_class c on c.oid = attrelid left join pg_collation l on l.oid = attcollation
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0 order by 1`);
    expect(columns).toEqual([
      { type: "bigint", order: null },
      { type: "text", order: "C" },
    ]);
    const store = await open(urlOf(database));
    const values = ["a", "B", "_", "b", "A", "é", "密"];
    await store.write((db) =>
      db
        .insertInto("tag_pairs")
        .values(values.map((tag_value) => ({ uin: embeddedUin, tag_key: "k", tag_value, created_at: 0 })))
        .execute(),
    );
    const rows = await store.read((db) =>
      db.selectFrom("tag_pairs").select("tag_value").orderBy("tag_value").execute(),
    );
    expect(rows.map((row) => row.tag_value)).toEqual(["A", "B", "_", "a", "b", "é", "密"]);
    await store.close();
  });

  test("lives in a schema of its own where the URL says so, beside another application's tables", async () => {
    const database = await taken(databases.empty());
    await database.run("create table customers (id int)");
    await database.run("create schema rtc");
    const url = changed(urlOf(database), ({ searchParams }) => {
      searchParams.set("options", "-c search_path=rtc");
    });
    await (await open(url)).close();
    expect(await database.run("select count(*) from pg_tables where schemaname = 'public'")).toEqual([
      { count: "1" },
    ]);
  });
});

/** Whatever an error says, it says no password; and it says what to do. */
const expectHelp = (error: BackendError, url: string) => {
  const { password } = new URL(url);
  for (const secret of [password, decodeURIComponent(password), postgresKey]) {
    if (secret !== "") expect(error.message).not.toContain(secret);
  }
  expect(error.message).toMatch(/^[A-Z][^:]+.*: .+\. [A-Z].+\.$/s);
};

describe("a server that can't be used", () => {
  test.each<[string, string, (parts: URL) => unknown, string]>([
    ["nothing listens", "unreachable", (parts) => Object.assign(parts, { port: "1" }), "nothing listens"],
    [
      "an unknown host",
      "unreachable",
      (parts) => Object.assign(parts, { hostname: "nowhere.invalid" }),
      "resolved",
    ],
    ["a wrong password", "refused", (parts) => Object.assign(parts, { password: "s3cret" }), "password"],
    ["no password", "unreachable", (parts) => Object.assign(parts, { password: "" }), "password"],
    ["an unknown user", "refused", (parts) => Object.assign(parts, { username: "somebody" }), "user"],
    ["a missing database", "missing", (parts) => Object.assign(parts, { pathname: "/nothing" }), "createdb"],
    [
      "no TLS where it is asked for",
      "unreachable",
      (parts) => parts.searchParams.set("sslmode", "verify-full"),
      "TLS",
    ],
    [
      "a schema that isn't there",
      "missing",
      (parts) => parts.searchParams.set("options", "-c search_path=nowhere"),
      "search path",
    ],
  ])("%s", async (_name, kind, change, says) => {
    const url = changed(serverUrl(), change);
    const error = await refusal(open(url));
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(says);
    expect(error.file).toMatch(/^postgres:\/\/[^@?]*$/);
    expectHelp(error, url);
  });

  test.each([
    "postgres://u:s3cret/x@host/db",
    "postgres://u:12/s3cret@host/db",
    "postgres://u:s3cret@ho st/db",
  ])("an address that can't be read is not shown: %s", async (url) => {
    const error = await refusal(open(url));
    expect(error.kind).toBe("invalid-location");
    expect(error.message).not.toContain("s3cret");
    expect(error.message).toContain("%2F");
  });

  test("a user without rights to make tables, or to change them", async () => {
    const database = await taken(databases.empty());
    const reader = `reader_${Date.now()}`;
    await onServer(`create role ${reader} login password 'r'`);
    const url = changed(urlOf(database), (parts) => {
      parts.username = reader;
      parts.password = "r";
    });
    expect(await refusal(open(url))).toMatchObject({
      kind: "unreadable",
      next: expect.stringContaining("GRANT"),
    });
    await (await open(urlOf(database))).close();
    await database.run(`grant select on all tables in schema public to ${reader}`);
    const store = await open(url);
    await expect(store.write(async () => {})).rejects.toMatchObject({ kind: "unreadable" });
    await store.close();
    await database.run(`drop owned by ${reader}`);
    await onServer(`drop role ${reader}`);
  });

  test("a database that only gives", async () => {
    const database = await taken(databases.made());
    const name = new URL(urlOf(database)).pathname.slice(1);
    await onServer(`alter database ${name} set default_transaction_read_only = on`);
    const store = await open(urlOf(database));
    expect(await store.read((db) => db.selectFrom("accounts").select("uin").execute())).toHaveLength(1);
    await expect(addPair(store, "a")).rejects.toMatchObject({ kind: "read-only" });
    await store.close();
    await onServer(`alter database ${name} reset default_transaction_read_only`);
  });
});

describe("a database that is not what it should be", () => {
  test("empty, and none is to be made: refused and left empty", async () => {
    const database = await taken(databases.empty());
    expect(await refusal(open(urlOf(database), { create: false }))).toMatchObject({ kind: "missing" });
    expect(await database.run("select tablename from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  test("another application's: refused and unchanged", async () => {
    const database = await taken(databases.empty());
    await database.run("create table accounts (uin text)");
    const error = await refusal(open(urlOf(database)));
    expect(error.kind).toBe("other-database");
    expectHelp(error, urlOf(database));
    expect(await database.run("select tablename from pg_tables where schemaname = 'public'")).toEqual([
      { tablename: "accounts" },
    ]);
  });

  test("in an encoding that can't hold every name: refused", async () => {
    await onServer(
      "create database latin encoding LATIN1 locale_provider libc locale 'C' template template0",
    );
    const url = changed(serverUrl(), (parts) => Object.assign(parts, { pathname: "/latin" }));
    expect(await refusal(open(url))).toMatchObject({ kind: "invalid-location" });
  });

  test("without its identity: damaged", async () => {
    const database = await taken(databases.made());
    await database.run("delete from meta");
    expect(await refusal(open(urlOf(database)))).toMatchObject({ kind: "corrupt" });
  });

  test("rows that belong to nothing are found by a complete check", async () => {
    const database = await taken(databases.made());
    const store = await open(urlOf(database));
    expect(await store.findDamage()).toEqual([]);
    await database.run(
      "set session_replication_role = replica; insert into admin_accounts values (7, 'orphan', null, 0)",
    );
    expect(await store.findDamage()).toEqual([
      "1 rows of admin_accounts belong to rows of applications that are missing",
    ]);
    await store.close();
  });
});

describe("the key", () => {
  test("missing: refused before anything is made, with the way to make one", async () => {
    const database = await taken(databases.empty());
    const error = await refusal(open(urlOf(database), { environment: {} }));
    expect(error.kind).toBe("key-missing");
    expect(error.message).toContain("openssl rand -base64 32");
    expect(await database.run("select tablename from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  test("another one: refused", async () => {
    const database = await taken(databases.made());
    const other = { TENCENTRTC_BACKEND_KEY: "11".repeat(32) };
    const error = await refusal(open(urlOf(database), { environment: other }));
    expect(error.kind).toBe("key-wrong");
    expect(error.message).not.toContain("11".repeat(32));
  });
});
