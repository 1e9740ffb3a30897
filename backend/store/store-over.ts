import { BackendError } from "./errors";
import { type MetaTable, readMeta } from "./meta";
import { mustBeKnown } from "./migrate";
import type { Migration } from "./migrations";
import type { OpenDatabase } from "./open-database";
import { createSealer } from "./seal";
import { findUnopened } from "./sealed-values";
import type { Read, Store, Write } from "./store";

/**
 * A store over an open database, for as long as that holds the same backend under the same key. Others may restore,
 * reset or re-key it meanwhile: a process that knows nothing of it must not find its applications gone, nor seal
 * secrets that nobody can open.
 */
export function storeOver(
  database: OpenDatabase,
  meta: MetaTable,
  key: Uint8Array,
  migrations: readonly Migration[],
): Store {
  const { place } = database;
  const mustBeTheSame = async (db: Read): Promise<void> => {
    const now = await readMeta(db);
    if (now?.identity !== meta.identity) throw replaced(place);
    if (now.key_id !== meta.key_id) throw rekeyed(place);
    mustBeKnown(now, migrations, place);
  };
  /** Transactions that hold the write lock and have been judged; several writes may share one. */
  const judged = new WeakSet<Write>();
  const sealer = createSealer(key, place);
  return {
    identity: meta.identity,
    sealer,
    read: (work) =>
      database.read(async (db) => {
        await mustBeTheSame(db);
        return work(db);
      }),
    write: (work) =>
      database.write(async (db) => {
        if (!judged.has(db)) await mustBeTheSame(db);
        judged.add(db);
        return work(db);
      }),
    findDamage: () => database.findDamage(),
    findUnopened: () => database.read((db) => findUnopened(sealer, db)),
    close: () => database.close(),
  };
}

const replaced = (place: string): BackendError =>
  new BackendError({
    kind: "moved",
    file: place,
    what: `The backend database ${place} can't be used any more`,
    why: "another backend has taken its place while it was in use",
    next: "Run again to use that one; nothing was changed in it",
  });

const rekeyed = (place: string): BackendError =>
  new BackendError({
    kind: "key-wrong",
    file: place,
    what: `The backend database ${place} can't be used any more`,
    why: "its key was rotated while it was in use",
    next: "Run again, with the new key where TENCENTRTC_BACKEND_KEY gives it; nothing was changed",
  });
