import { join } from "node:path";
import { z } from "zod";
import { openStore, reset, restore, rotateKey, type Store, snapshot } from "../../../backend/store";
import { share } from "../../depth";
import { onPostgres } from "../databases";
import { Backend } from "../service/backend";
import { temporaryFolders } from "../store/folders";
import { childProcesses } from "../store/processes";

const folder = temporaryFolders();
const start = childProcesses();
const newKey = "a1".repeat(32);

/** A server gets its keys from the environment, a file has its own. */
const keys = (environment: Readonly<Record<string, string>>) =>
  onPostgres ? { ...environment, TENCENTRTC_BACKEND_NEW_KEY: newKey } : { ...environment };

/** With whichever key is at hand: the one of before, or the one that was to come. */
async function openWithEither(backend: Backend): Promise<Store> {
  const { location, environment } = backend.database;
  try {
    return await openStore({ ...location, environment, create: false });
  } catch {
    return openStore({ ...location, environment: { TENCENTRTC_BACKEND_KEY: newKey }, create: false });
  }
}

const contents = (store: Store) =>
  store.read(async (db) => {
    const rows = await db.selectFrom("applications").selectAll().orderBy("sdk_app_id").execute();
    return rows.map(({ sdk_app_id, name, secret_key }) => {
      const place = { table: "applications", row: String(sdk_app_id), column: "secret_key" };
      return [name, secret_key === null ? null : store.sealer.open(place, secret_key)];
    });
  });

const works = [
  {
    work: "rotate",
    finish: ({ location, environment }: Backend["database"], _file: string) =>
      rotateKey({ ...location, environment: keys(environment) }),
  },
  {
    work: "restore",
    finish: ({ location, environment }: Backend["database"], file: string) =>
      restore({ ...location, environment }, file),
  },
  {
    work: "reset",
    finish: ({ location, environment }: Backend["database"], _file: string) =>
      reset({ ...location, environment }),
  },
] as const;

test.each(works)(
  "$work killed before any step: all of it has happened or nothing, and running it again finishes it",
  async ({ work, finish }) => {
    const made: Backend[] = [];
    const prepare = async () => {
      const backend = await Backend.open();
      made.push(backend);
      for (const Name of ["one", "two"]) await backend.create({ Name });
      const file = join(folder(), "snapshot");
      const { location, environment } = backend.database;
      await snapshot({ ...location, environment }, file);
      await backend.create({ Name: "three" });
      const before = await contents(backend.store);
      const given = { ...location, environment: keys(environment), work, snapshot: file };
      await backend.store.close();
      return { backend, file, before, given };
    };

    const { given: whole } = await prepare();
    const { steps } = z
      .object({ steps: z.array(z.string()) })
      .parse(await start("die", { ...whole, step: 0 }).answer());
    const statements = ["execute", "query"];
    // The statements of the one transaction are alike: some of them stand for all.
    const chosen = steps
      .map((name, index) => ({ name, step: index + 1 }))
      .filter(({ name, step }) => !statements.includes(name) || step % 11 === 0)
      .map(({ step }) => step);
    const tried = [...new Set([chosen.at(0) ?? 0, ...share(chosen), chosen.at(-1) ?? 0])];

    const killed = async (step: number) => {
      const { backend, file, before, given } = await prepare();
      const ended = await start("die", { ...given, step }).ended;
      expect([step, ended]).toEqual([step, "SIGKILL"]);
      const store = await openWithEither(backend);
      expect([step, await store.findDamage(), await store.findUnopened()]).toEqual([step, [], []]);
      const found = await contents(store);
      const after = { rotate: before, restore: before.slice(0, 2), reset: [] }[work];
      expect([before, after]).toContainEqual(found);
      const isNew = store.sealer.keyId !== backend.store.sealer.keyId || found.length !== before.length;
      await store.close();
      await finish(backend.database, file);
      const finished = await openWithEither(backend);
      expect(await contents(finished)).toEqual(after);
      await finished.close();
      return isNew ? "after" : "before";
    };

    const results: string[] = [];
    // Two at a time: as many as the smallest machine has processors.
    for (let at = 0; at < tried.length; at += 2) {
      results.push(...(await Promise.all(tried.slice(at, at + 2).map(killed))));
    }
    expect(new Set(results)).toEqual(new Set(["before", "after"]));
    for (const backend of made) await backend.close();
  },
  300_000,
);
