import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { BackendError, embeddedUin, type OpenOptions, openStore, StoreBug } from "../../../backend/store";
import { migrations } from "../../../backend/store/migrations";
import { Connection } from "../../../backend/store/sqlite/connection";
import { digest, namesIn, temporaryFolders } from "./folders";

const folder = temporaryFolders();
const now = () => new Date("2026-11-22T00:00:00Z");

const open = (file: string, options: Partial<OpenOptions> = {}) =>
  openStore({ file, create: false, environment: {}, now, ...options });

const refusal = async (file: string, options: Partial<OpenOptions> = {}): Promise<BackendError> => {
  try {
    const store = await open(file, options);
    await store.close();
  } catch (error) {
    if (error instanceof BackendError) return error;
    throw error;
  }
  throw new Error(`${file} was opened`);
};

/** A closed database in a folder of its own. */
const created = async (options: Partial<OpenOptions> = {}): Promise<string> => {
  const file = join(folder(), "backend.db");
  const store = await open(file, { create: true, ...options });
  await store.close();
  return file;
};

describe("a new database", () => {
  test("has an identity, the embedded account and short windows", async () => {
    const store = await open(join(folder(), "backend.db"), { create: true });
    expect(store.identity).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await store.read((db) => db.selectFrom("accounts").selectAll().execute())).toEqual([
      {
        uin: embeddedUin,
        name: "embedded",
        settings: '{"WindowSecondsMin":1,"WindowSecondsMax":1}',
        next_certificate_id: 9_900_001,
        next_sdk_app_id: 1999000001,
        last_sdk_app_id: 1999999999,
        faults: "[]",
        created_at: now().getTime(),
      },
    ]);
    await store.close();
  });

  test("keeps its identity and its key", async () => {
    const file = await created();
    const first = await open(file);
    const sealed = first.sealer.seal({ table: "t", row: "r", column: "c" }, "secret");
    await first.close();
    const second = await open(file, { create: true });
    expect(second.identity).toBe(first.identity);
    expect(second.sealer.open({ table: "t", row: "r", column: "c" }, sealed)).toBe("secret");
    await second.close();
  });

  test("has another identity than the next", async () => {
    const [a, b] = [await open(await created()), await open(await created())];
    expect(a.identity).not.toBe(b.identity);
    expect(a.sealer.keyId).not.toBe(b.sealer.keyId);
    await Promise.all([a.close(), b.close()]);
  });

  test("has a key file that its owner alone can read", async () => {
    const file = await created();
    expect(statSync(`${file}.key`).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(`${file}.key`, "utf8").trim(), "base64")).toHaveLength(32);
  });

  test("makes its folder, which keeps itself out of version control", async () => {
    const file = join(folder(), "a", "b", "backend.db");
    await (await open(file, { create: true })).close();
    expect(namesIn(dirname(file))).toEqual([".gitignore", "backend.db", "backend.db.key"]);
    expect(readFileSync(join(dirname(file), ".gitignore"), "utf8")).toBe("*\n");
  });

  test("leaves a folder that holds other things as it is", async () => {
    const file = join(folder(), "backend.db");
    writeFileSync(join(dirname(file), "Pulumi.yaml"), "");
    await (await open(file, { create: true })).close();
    expect(namesIn(dirname(file))).toEqual(["Pulumi.yaml", "backend.db", "backend.db.key"]);
  });

  test("can have any name", async () => {
    const file = join(folder(), "ünï ?mode=ro&#%41 .db");
    await (await open(file, { create: true })).close();
    await (await open(file)).close();
    expect(namesIn(dirname(file))).toContain("ünï ?mode=ro&#%41 .db");
  });

  test.each(["base64", "hex"] as const)("takes its key from the environment, in %s", async (encoding) => {
    const environment = { TENCENTRTC_BACKEND_KEY: Buffer.alloc(32, 9).toString(encoding) };
    const file = await created({ environment });
    expect(existsSync(`${file}.key`)).toBe(false);
    await (await open(file, { environment })).close();
    expect((await refusal(file)).kind).toBe("key-missing");
    writeFileSync(`${file}.key`, Buffer.alloc(32, 9).toString("base64"), { mode: 0o600 });
    await (await open(file)).close();
  });

  test("takes the key that an interrupted creation has left", async () => {
    const file = await created();
    const key = readFileSync(`${file}.key`, "utf8");
    rmSync(file);
    await (await open(file, { create: true })).close();
    expect(readFileSync(`${file}.key`, "utf8")).toBe(key);
  });
});

describe("without a database", () => {
  test("opening fails and makes nothing", async () => {
    const file = join(folder(), "a", "backend.db");
    const error = await refusal(file);
    expect(error.kind).toBe("missing");
    expect(error.message).toContain(file);
    expect(existsSync(dirname(file))).toBe(false);
    const beside = join(folder(), "backend.db");
    expect((await refusal(beside)).kind).toBe("missing");
    expect(namesIn(dirname(beside))).toEqual([]);
  });

  test("a write-ahead log left behind is not taken for a new database", async () => {
    const file = await created();
    const store = await open(file);
    await store.write((db) => db.updateTable("accounts").set({ name: "changed" }).execute());
    const moved = join(folder(), "backend.db");
    copyFileSync(`${file}-wal`, `${moved}-wal`);
    await store.close();
    for (const create of [false, true]) {
      const error = await refusal(moved, { create });
      expect(error.kind).toBe("moved");
      expect(error.message).toContain(`${moved}-wal`);
    }
    expect(namesIn(dirname(moved))).toEqual([]);
  });

  test("an empty write-ahead log is in nobody's way", async () => {
    const file = join(folder(), "backend.db");
    writeFileSync(`${file}-wal`, "");
    await (await open(file, { create: true })).close();
  });
});

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

describe("the key", () => {
  test("missing: refused, and none is made", async () => {
    const file = await created();
    renameSync(`${file}.key`, `${file}.key.away`);
    const error = await refusal(file, { create: true });
    expect(error.kind).toBe("key-missing");
    expect(error.message).toContain(`${file}.key`);
    expect(error.message).toContain("TENCENTRTC_BACKEND_KEY");
    expect(existsSync(`${file}.key`)).toBe(false);
    renameSync(`${file}.key.away`, `${file}.key`);
    await (await open(file)).close();
  });

  test("another database's: refused", async () => {
    const [file, other] = [await created(), await created()];
    copyFileSync(`${other}.key`, `${file}.key`);
    const error = await refusal(file);
    expect(error.kind).toBe("key-wrong");
    expect(error.file).toBe(`${file}.key`);
  });

  test("another one in the environment: refused", async () => {
    const environment = { TENCENTRTC_BACKEND_KEY: Buffer.alloc(32, 3).toString("base64") };
    expect((await refusal(await created(), { environment })).kind).toBe("key-wrong");
  });

  test.each([0o640, 0o604, 0o666])("readable by others (mode %o): refused, with the cure", async (mode) => {
    const file = await created();
    chmodSync(`${file}.key`, mode);
    const error = await refusal(file);
    expect(error.kind).toBe("key-unreadable");
    expect(error.next).toContain(`chmod 600 '${file}.key'`);
  });

  test.each([
    ["empty", ""],
    ["cut", "AAAA"],
    ["one byte short", Buffer.alloc(31, 1).toString("base64")],
    ["one byte long", Buffer.alloc(33, 1).toString("base64")],
    ["cut hexadecimal", "ab".repeat(31)],
    ["prose", "this is not the key you are looking for, is it?"],
  ])("spoilt (%s): refused, and not shown", async (_name, text) => {
    const file = await created();
    writeFileSync(`${file}.key`, text);
    const error = await refusal(file);
    expect(error.kind).toBe("key-unreadable");
    if (text !== "") {
      expect(error.message).not.toContain(text);
      const environment = { TENCENTRTC_BACKEND_KEY: text };
      const variable = await refusal(file, { environment });
      expect(variable.kind).toBe("key-unreadable");
      expect(variable.message).not.toContain(text);
    }
  });

  test("a folder in its place: refused", async () => {
    const file = await created();
    rmSync(`${file}.key`);
    mkdirSync(`${file}.key`, { mode: 0o700 });
    expect((await refusal(file)).kind).toBe("key-unreadable");
  });
});
