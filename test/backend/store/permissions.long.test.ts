import { chmodSync, chownSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { openStore } from "../../../backend/store";
import { namesIn, temporaryFolders } from "./folders";
import { collectGarbage } from "./garbage";
import { tinyDisk, unmountAfterwards } from "./mounts";
import { childProcesses } from "./processes";

unmountAfterwards();
const folder = temporaryFolders();
const start = childProcesses();

/** Modes don't bind root, who therefore asks a user without rights to open the database. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;

const canEnter = (path: string): boolean =>
  dirname(path) === path || ((statSync(path).mode & 0o001) !== 0 && canEnter(dirname(path)));
const asUser = nobody === undefined || canEnter(__dirname) ? test : test.skip;
const reason = "(skipped where root alone may enter the repository)";

const kindFor = async (file: string, create: boolean) => {
  const child = start("open", { file, create }, nobody);
  await child.answer();
  child.go();
  const answer = await child.answer();
  await child.ended;
  return answer;
};

/** Closed for good: files that SQLite still held open would hide what the modes do. */
const create = async (file: string) => {
  await (await openStore({ file, create: true, environment: {} })).close();
  await collectGarbage();
};

const created = async () => {
  const file = join(folder(), "backend.db");
  await create(file);
  if (nobody !== undefined) {
    for (const path of [dirname(file), file, `${file}.key`]) chownSync(path, nobody, nobody);
  }
  return file;
};

const opened = { identity: expect.any(String), keyId: expect.any(String) };

asUser(`a database of one's own opens ${reason}`, async () => {
  expect(await kindFor(await created(), false)).toEqual(opened);
});

asUser.each([
  [0o000, "unreadable"],
  [0o200, "unreadable"],
  [0o400, "read-only"],
])(`a file with mode %o is %s ${reason}`, async (mode, kind) => {
  const file = await created();
  chmodSync(file, mode);
  expect(await kindFor(file, true)).toEqual({ kind });
});

asUser(`a folder that may not be entered is unreadable ${reason}`, async () => {
  const file = await created();
  chmodSync(dirname(file), 0o000);
  expect(await kindFor(file, true)).toEqual({ kind: "unreadable" });
  chmodSync(dirname(file), 0o700);
});

asUser(`a folder that may not be written has no room for SQLite's files ${reason}`, async () => {
  const file = await created();
  chmodSync(dirname(file), 0o500);
  expect(["unreadable", "read-only"].map((kind) => ({ kind }))).toContainEqual(await kindFor(file, true));
  chmodSync(dirname(file), 0o700);
});

asUser(`a key file that may not be read is told apart ${reason}`, async () => {
  const file = await created();
  chmodSync(`${file}.key`, 0o000);
  expect(await kindFor(file, true)).toEqual({ kind: "key-unreadable" });
});

asUser(`nothing is made in a folder that may not be written ${reason}`, async () => {
  const closed = join(folder(), "closed");
  mkdirSync(closed, { mode: 0o555 });
  chmodSync(dirname(closed), 0o755);
  expect(await kindFor(join(closed, "backend.db"), true)).toEqual({ kind: "unreadable" });
  expect(await kindFor(join(closed, "deeper", "backend.db"), true)).toEqual({ kind: "unreadable" });
  expect(namesIn(closed)).toEqual([]);
});

const disk = tinyDisk(folder(), 1024 * 1024);
const onDisk = disk === undefined ? test.skip : test;

onDisk("a read-only file system is told (skipped where mounting is not allowed)", async () => {
  if (disk === undefined) return;
  const file = join(disk.path, "backend.db");
  await create(file);
  disk.makeReadOnly();
  for (const path of [file, join(disk.path, "new.db"), join(disk.path, "new", "backend.db")]) {
    await expect(openStore({ file: path, create: true, environment: {} })).rejects.toMatchObject({
      kind: "read-only",
    });
  }
});
