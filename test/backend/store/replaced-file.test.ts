import { renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { openStore, type Store } from "../../../backend/store";
import { temporaryFolders } from "./folders";
import { collectGarbage } from "./garbage";
import { addPair, pairs } from "./tag-pairs";

const folder = temporaryFolders();
const stores: Store[] = [];
const open = async (file = join(folder(), "backend.db")) => {
  const store = await openStore({ file, create: true, environment: {} });
  stores.push(store);
  return { store, file };
};
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
});

test("a database that is removed or replaced while it is in use is noticed", async () => {
  const { store, file } = await open();
  const { file: another } = await open();
  renameSync(file, `${file}.away`);
  await expect(store.write(addPair("a"))).rejects.toMatchObject({ kind: "moved" });
  await expect(pairs(store)).rejects.toMatchObject({ kind: "moved" });
  renameSync(another, file);
  await expect(store.write(addPair("a"))).rejects.toMatchObject({ kind: "moved" });
  rmSync(file);
  renameSync(`${file}.away`, file);
  await store.write(addPair("b"));
  expect(await pairs(store)).toEqual(["b"]);
});

test("a database made where one was closed and removed loses nothing to the old one", async () => {
  const { store, file } = await open();
  await store.write(addPair("old"));
  await store.close();
  rmSync(dirname(file), { recursive: true });
  const { store: anew } = await open(file);
  expect(anew.identity).not.toBe(store.identity);
  await anew.write(addPair("first"));
  await collectGarbage();
  await anew.write(addPair("second"));
  const { store: another } = await open(file);
  expect(await pairs(another)).toEqual(["first", "second"]);
});
