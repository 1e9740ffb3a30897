import { copyFileSync, existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BackendError, ConstraintViolation, StoreBug } from "../../../backend/store";
import { Connection } from "../../../backend/store/sqlite/connection";
import { preferredLibrary, type SqliteLibraryName } from "../../../backend/store/sqlite/library";
import { temporaryFolders } from "./folders";
import { collectGarbage } from "./garbage";

const folder = temporaryFolders();
/** The one that older Nodes need works on all; the built-in one counts where it would be used. */
const libraries = [...new Set<SqliteLibraryName>(["@photostructure/sqlite", preferredLibrary()])];

const caught = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
};
const kindOf = (work: () => unknown) => {
  const error = caught(work);
  return error instanceof BackendError ? error.kind : error;
};

describe.each(libraries)("a connection over %s", (library) => {
  const open: Connection[] = [];
  const connect = (file = join(folder(), "a b?#%.db"), statements?: number) => {
    const connection = new Connection(file, { create: true, library, statements });
    open.push(connection);
    return connection;
  };
  const withTable = (statements?: number) => {
    const connection = connect(undefined, statements);
    connection.execute("create table t (a primary key, b)");
    return connection;
  };
  afterEach(() => {
    for (const connection of open.splice(0)) connection.close();
  });

  test.each([
    ["text", "plain"],
    ["empty text", ""],
    ["text beyond the first plane", "密钥 🔑"],
    ["an integer", 1_999_000_001],
    ["milliseconds", 1_795_000_000_000],
    ["the largest safe integer", Number.MAX_SAFE_INTEGER],
    ["a negative number", -1],
    ["a fraction", 0.5],
    ["null", null],
    ["bytes", new Uint8Array([0, 1, 255])],
    ["no bytes", new Uint8Array([])],
  ])("keeps %s", (_name, value) => {
    const connection = withTable();
    connection.execute("insert into t values (1, ?)", [value]);
    expect(connection.execute("select b from t").rows).toEqual([{ b: value }]);
  });

  test("keeps a bigint, as a number", () => {
    const connection = withTable();
    connection.execute("insert into t values (1, ?)", [2n ** 40n]);
    expect(connection.execute("select b from t").rows).toEqual([{ b: 2 ** 40 }]);
  });

  test.each([
    ["undefined", undefined],
    ["a truth value", true],
    ["a Date", new Date(0)],
    ["an object", { secret: "s3cret" }],
    ["a list", ["s3cret"]],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["text with NUL", "s3cret\0more"],
    ["a function", () => 1],
    ["a symbol", Symbol("s3cret")],
  ])("refuses %s and doesn't show it", (_name, value) => {
    const connection = withTable();
    const error = caught(() => connection.execute("insert into t values (1, ?)", [value]));
    expect(error).toBeInstanceOf(StoreBug);
    expect(String(error)).toContain("parameter 1");
    expect(String(error)).not.toContain("s3cret");
    expect(connection.execute("select * from t").rows).toEqual([]);
  });

  test("counts the rows that a statement changes", () => {
    const connection = withTable();
    connection.execute("insert into t values (1, 1), (2, 1), (3, 2)");
    expect(connection.execute("update t set b = 9 where b = 1")).toEqual({ rows: [], changes: 2n });
  });

  test.each([
    ["insert into t values (1, 2)", "unique"],
    ["insert into t values (1, 2) returning a", "unique"],
    ["insert into u values (null)", "other"],
  ])("tells a broken constraint: %s", (statement, constraint) => {
    const connection = withTable();
    connection.execute("create table u (a not null)");
    connection.execute("insert into t values (1, 1)");
    const error = caught(() => connection.execute(statement));
    expect(error).toBeInstanceOf(ConstraintViolation);
    expect(error).toMatchObject({ constraint });
  });

  test("goes on in the transaction in which a constraint was broken", () => {
    const connection = withTable();
    connection.execute("begin immediate");
    connection.execute("insert into t values (1, 1)");
    expect(caught(() => connection.execute("insert into t values (1, 2) returning a"))).toBeDefined();
    expect(connection.inTransaction).toBe(true);
    connection.execute("insert into t values (2, 2)");
    connection.execute("commit");
    expect(connection.execute("select a from t").rows).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test.each(["select * from t", "begin immediate", "insert into t values (9, 9) returning a"])(
    "is told at once that another connection has the lock: %s",
    (statement) => {
      const first = withTable();
      const second = connect(first.file);
      first.execute("begin exclusive");
      expect(kindOf(() => second.execute(statement))).toBe("locked");
      expect(kindOf(() => second.value(statement))).toBe("locked");
      expect(second.inTransaction).toBe(false);
      first.execute("commit");
      expect(second.execute("select * from t").rows).toEqual([]);
    },
  );

  test("tells a full database, and the transaction before it is undone", () => {
    const connection = withTable();
    connection.execute(`pragma max_page_count = ${Number(connection.value("pragma page_count")) + 2}`);
    connection.execute("begin immediate");
    connection.execute("insert into t values (1, 1)");
    const large = new Uint8Array(100_000);
    expect(kindOf(() => connection.execute("insert into t values (2, ?) returning a", [large]))).toBe(
      "disk-full",
    );
    if (connection.inTransaction) connection.execute("rollback");
    expect(connection.execute("select * from t").rows).toEqual([]);
  });

  test("tells a file that is no database", () => {
    const file = join(folder(), "x.db");
    writeFileSync(file, Buffer.alloc(5_000, 7));
    expect(kindOf(() => connect(file).execute("select * from sqlite_schema"))).toBe("not-a-database");
  });

  test("tells a damaged database", () => {
    const connection = withTable();
    for (let a = 0; a < 200; a += 1) connection.execute("insert into t values (?, ?)", [a, "x".repeat(500)]);
    connection.close();
    const bytes = readFileSync(connection.file);
    bytes.fill(0x5a, 4096);
    writeFileSync(connection.file, bytes);
    expect(kindOf(() => connect(connection.file).execute("select * from t"))).toBe("corrupt");
    expect(kindOf(() => connect(connection.file).execute("insert into t values (-1, 1) returning a"))).toBe(
      "corrupt",
    );
  });

  test("makes no file unless asked to", () => {
    const file = join(folder(), "none.db");
    expect(kindOf(() => new Connection(file, { library }))).toBe("unreadable");
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ["a mistake in a statement", "selec 1"],
    ["an integer that JavaScript can't hold", `select ${2n ** 60n}`],
  ])("calls %s a fault of ours", (_name, statement) => {
    expect(caught(() => withTable().execute(statement))).toBeInstanceOf(StoreBug);
  });

  test("keeps working when more statements are used than it keeps", () => {
    const connection = withTable(3);
    for (let round = 0; round < 2; round += 1) {
      for (let n = 0; n < 10; n += 1) expect(connection.execute(`select ${n} as n`).rows).toEqual([{ n }]);
    }
  });

  test("notices that the tables have changed under a statement that it keeps", () => {
    const connection = withTable();
    connection.execute("insert into t values (1, 2)");
    expect(connection.execute("select * from t").rows).toEqual([{ a: 1, b: 2 }]);
    connection.execute("alter table t add column c default 3");
    expect(connection.execute("select * from t").rows).toEqual([{ a: 1, b: 2, c: 3 }]);
  });

  test("leaves a database that is whole without its log when closed, and lets go of its files", async () => {
    const connection = withTable();
    connection.execute("pragma journal_mode = wal");
    connection.execute("insert into t values (1, 2)");
    connection.execute("select * from t");
    connection.close();
    connection.close();
    const copy = join(folder(), "copy.db");
    copyFileSync(connection.file, copy);
    expect(connect(copy).execute("select * from t").rows).toEqual([{ a: 1, b: 2 }]);
    await collectGarbage();
    expect(readdirSync(dirname(connection.file))).toEqual(["a b?#%.db"]);
    if (process.platform === "linux") expect(openFiles()).not.toContain(connection.file);
  });

  test("is a fault of ours to use when closed", () => {
    const connection = withTable();
    connection.close();
    expect(caught(() => connection.execute("select 1"))).toBeInstanceOf(StoreBug);
  });
});

const openFiles = () =>
  readdirSync("/proc/self/fd").map((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`);
    } catch {
      return "";
    }
  });

describe("the library", () => {
  test.each([
    ["20.20.2", undefined, "@photostructure/sqlite"],
    ["22.23.3", "3.53.4", "@photostructure/sqlite"],
    ["24.0.0", "3.49.1", "@photostructure/sqlite"],
    ["24.14.0", "3.51.2", "@photostructure/sqlite"],
    ["24.15.0", "3.51.3", "node:sqlite"],
    ["24.21.0", "3.53.4", "node:sqlite"],
    ["26.0.0", "4.0.0", "node:sqlite"],
  ])("on Node %s with SQLite %s is %s", (node, sqlite, expected) => {
    expect(preferredLibrary({ node, sqlite })).toBe(expected);
  });
});
