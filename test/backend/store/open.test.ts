import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { embeddedUin } from "../../../backend/store";
import { namesIn, temporaryFolders } from "./folders";
import { databasesIn, now, open, refusal } from "./opening";

const folder = temporaryFolders();
const created = databasesIn(folder);

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
        next_claim: 1,
        fingerprint_key: null,
        next_sdk_app_id: 1999000001,
        last_sdk_app_id: 1999999999,
        faults: "[]",
        executor: "clock",
        site: null,
        tag_service: null,
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

  test("is its owner's alone, whatever the umask, with its log, its shared memory and its folder", async () => {
    const file = join(folder(), "a", "backend.db");
    const before = process.umask(0);
    try {
      const store = await open(file, { create: true });
      await store.write((db) => db.updateTable("accounts").set({ created_at: 1 }).execute());
      const modes = readdirSync(dirname(file)).map((name) => [
        name,
        statSync(join(dirname(file), name)).mode & 0o077,
      ]);
      expect(Object.fromEntries(modes)).toEqual({
        ".gitignore": 0o066,
        "backend.db": 0,
        "backend.db-shm": 0,
        "backend.db-wal": 0,
        "backend.db.key": 0,
      });
      expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
      await store.close();
    } finally {
      process.umask(before);
    }
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
