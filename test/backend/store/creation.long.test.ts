import { linkSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { BackendError, openStore } from "../../../backend/store";
import { share } from "../../depth";
import { namesIn, temporaryFolders } from "./folders";
import { childProcesses } from "./processes";

const folder = temporaryFolders();
const start = childProcesses();
const open = (file: string, create: boolean) => openStore({ file, create, environment: {} });

test.each([2, 3])("%d processes that create one database get one identity and one key", async (count) => {
  const file = join(folder(), "new", "backend.db");
  const children = Array.from({ length: count }, () => start("open", { file, create: true }));
  await Promise.all(children.map((child) => child.answer()));
  for (const child of children) child.go();
  const answers = await Promise.all(children.map((child) => child.answer()));
  await Promise.all(children.map((child) => child.ended));
  const store = await open(file, false);
  expect(answers).toEqual(answers.map(() => ({ identity: store.identity, keyId: store.sealer.keyId })));
  await store.close();
  expect(namesIn(dirname(file))).toEqual([".gitignore", "backend.db", "backend.db.key"]);
});

test("two stores of one process that create one database get one identity", async () => {
  const file = join(folder(), "backend.db");
  const stores = await Promise.all([open(file, true), open(file, true), open(file, true)]);
  expect(new Set(stores.map((store) => store.identity)).size).toBe(1);
  for (const store of stores) await store.close();
});

test("a creation killed before any step leaves a database that works, or none", async () => {
  const answer: unknown = await start("die", { file: join(folder(), "new", "backend.db") }).answer();
  const names = z.object({ steps: z.array(z.string()) }).parse(answer).steps;
  // The statements of the one transaction are alike: some of them stand for all.
  const steps = names
    .map((name, index) => ({ name, step: index + 1 }))
    .filter(({ name, step }) => name !== "execute" || step % 8 === 0)
    .map(({ step }) => step);
  const tried = share(steps, 3);

  const killed = async (step: number) => {
    const file = join(folder(), "new", "backend.db");
    expect([step, await start("die", { file, step }).ended]).toEqual([step, "SIGKILL"]);
    const left = await open(file, false).catch((error: unknown) => {
      expect([step, error instanceof BackendError ? error.kind : error]).toEqual([step, "missing"]);
    });
    await left?.close();
    const store = await open(file, true);
    if (left !== undefined) expect(store.identity).toBe(left.identity);
    expect(await store.read((db) => db.selectFrom("accounts").select("uin").execute())).toHaveLength(1);
    await store.close();
    expect(namesIn(dirname(file))).toContain(".gitignore");
    return left === undefined ? "absent" : "present";
  };

  const results: string[] = [];
  // Two at a time: as many as the smallest machine has processors.
  for (let at = 0; at < tried.length; at += 2) {
    results.push(...(await Promise.all(tried.slice(at, at + 2).map(killed))));
  }
  // Both outcomes were met, and once it is there no later step takes it away.
  expect(results.join(" ")).toMatch(/^(absent ){4,}(present ?)+$/);
});

test("what killed creations left is cleared away later, and nothing else is", async () => {
  const file = join(folder(), "backend.db");
  const id = "01234567-89ab-cdef-0123-456789abcdef";
  const others = ["backend.db.new", `other.db.${id}.new`, `backend.db.${id}.old`];
  const fresh = `backend.db.11111111-2222-3333-4444-555555555555.new`;
  const abandoned = [`backend.db.${id}.new`, `backend.db.${id}.new-journal`, `backend.db.key.${id}.new`];
  for (const name of [...others, fresh, ...abandoned]) {
    writeFileSync(join(dirname(file), name), "");
    if (name !== fresh) utimesSync(join(dirname(file), name), 0, 0);
  }
  await (await open(file, true)).close();
  expect(namesIn(dirname(file))).toEqual([...others, fresh, "backend.db", "backend.db.key"].sort());
});

test("the second name that a creation killed just after the link has left goes at the next open", async () => {
  const file = join(folder(), "backend.db");
  const { identity, close } = await open(file, true);
  await close();
  const id = "01234567-89ab-cdef-0123-456789abcdef";
  const underConstruction = `backend.db.${id.replace("0", "1")}.new`;
  linkSync(file, `${file}.${id}.new`);
  linkSync(`${file}.key`, `${file}.key.${id}.new`);
  writeFileSync(join(dirname(file), underConstruction), "");
  const store = await open(file, false);
  expect(store.identity).toBe(identity);
  await store.close();
  expect(namesIn(dirname(file))).toEqual(
    [".gitignore", "backend.db", underConstruction, "backend.db.key"].sort(),
  );
});
