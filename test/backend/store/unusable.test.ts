import { mkdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { StoreBug } from "../../../backend/store";
import { migrations } from "../../../backend/store/migrations";
import { Connection } from "../../../backend/store/sqlite/connection";
import { digest, namesIn, temporaryFolders } from "./folders";
import { databasesIn, open, refusal } from "./opening";

const folder = temporaryFolders();
const created = databasesIn(folder);

describe("a path where no database can stand", () => {
  test.each<[string, string, (file: string) => void]>([
    ["a folder", "invalid-location", (file) => mkdirSync(file)],
    ["a link to nothing", "invalid-location", (file) => symlinkSync("nowhere", file)],
    ["a link to itself", "invalid-location", (file) => symlinkSync(file, file)],
    ["an empty file", "not-a-database", (file) => writeFileSync(file, "")],
    ["text", "not-a-database", (file) => writeFileSync(file, "not a database, ".repeat(100))],
    ["random bytes", "not-a-database", (file) => writeFileSync(file, Buffer.alloc(20_000, 0xa7))],
    ["a few bytes", "not-a-database", (file) => writeFileSync(file, "SQLite")],
  ])("%s is refused and left alone", async (_name, kind, prepare) => {
    const file = join(folder(), "backend.db");
    prepare(file);
    const before = namesIn(dirname(file));
    const error = await refusal(file, { create: true });
    expect(error.kind).toBe(kind);
    expect(error.message).toContain(file);
    expect(namesIn(dirname(file)).filter((name) => !name.endsWith(".key"))).toEqual(before);
  });

  test("a folder that is a file", async () => {
    const file = join(folder(), "file", "backend.db");
    writeFileSync(dirname(file), "");
    for (const create of [false, true])
      expect((await refusal(file, { create })).kind).toBe("invalid-location");
  });

  test("a name that is too long", async () => {
    const file = join(folder(), "x".repeat(300));
    expect((await refusal(file, { create: true })).kind).toBe("invalid-location");
  });

  test("a relative path is a fault of ours", async () => {
    await expect(open("backend.db", { create: true })).rejects.toBeInstanceOf(StoreBug);
  });
});

describe("a database that is not what it should be", () => {
  const changeHead = (file: string, statement: string) => {
    const connection = new Connection(file, { create: true });
    connection.execute(statement);
    connection.close();
  };

  test("another application's is refused and unchanged", async () => {
    const file = join(folder(), "backend.db");
    changeHead(file, "create table accounts (uin text)");
    const before = digest(file);
    expect((await refusal(file, { create: true })).kind).toBe("other-database");
    expect(digest(file)).toBe(before);
    expect(namesIn(dirname(file))).toEqual(["backend.db"]);
  });

  test.each(["drop table meta", "delete from meta"])(
    "one without its identity is damaged: %s",
    async (statement) => {
      const file = await created();
      changeHead(file, statement);
      expect((await refusal(file, { create: true })).kind).toBe("corrupt");
    },
  );

  test.each([0.3, 0.6, 0.9])("one cut to %d of its length is damaged", async (share) => {
    const file = await created();
    truncateSync(file, Math.floor((statSync(file).size * share) / 4096) * 4096);
    expect((await refusal(file, { create: true })).kind).toBe("corrupt");
  });

  test("one with a spoilt page is damaged", async () => {
    const file = await created();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 3 * 4096, 4 * 4096);
    writeFileSync(file, bytes);
    const error = await refusal(file);
    expect(error.kind).toBe("corrupt");
    expect(error.next).toContain("backup");
  });

  test("one with an index that misses a row is damaged", async () => {
    const file = await created();
    changeHead(file, "pragma writable_schema = on");
    const connection = new Connection(file);
    connection.execute("create index extra on accounts (name)");
    connection.close();
    const bytes = readFileSync(file);
    const at = bytes.lastIndexOf("embedded");
    bytes.write("EMBEDDED", at);
    writeFileSync(file, bytes);
    expect((await refusal(file)).kind).toBe("corrupt");
  });

  test("a newer release's is refused and unchanged", async () => {
    const newer = migrations.length + 1;
    const later = { name: "later", minReader: newer, up: async () => {} };
    const file = await created({ migrations: [...migrations, later] });
    const before = digest(file);
    const error = await refusal(file, { create: true });
    expect(error.kind).toBe("newer");
    expect(error.message).toContain(`version ${newer}`);
    expect(digest(file)).toBe(before);
  });

  test("a newer release's that this one can read is opened and left as it is", async () => {
    const later = { name: "later", minReader: 1, up: async () => {} };
    const file = await created({ migrations: [...migrations, later] });
    await (await open(file)).close();
    const connection = new Connection(file);
    expect(connection.value("select version from meta")).toBe(migrations.length + 1);
    connection.close();
  });
});
