import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { BackendError, StoreBug } from "../errors";
import { type KeySource, keySourceOf } from "../key/source";
import { type Environment, keyFromEnvironment, keyVariable } from "../key/text";
import { readMeta, updateMeta } from "../meta";
import { migrate, mustBeKnown } from "../migrate";
import { type Migration, migrations as released } from "../migrations";
import { type MaintenanceOptions, openDatabase, unlock } from "../open";
import type { OpenDatabase } from "../open-database";
import { createSealer, keyIdOf, keyLength } from "../seal";
import { placesSealedWith, sealedValues } from "../sealed-values";
import type { Write } from "../store";

/** Holds the key to come, in the form of `TENCENTRTC_BACKEND_KEY`. */
export const newKeyVariable = "TENCENTRTC_BACKEND_NEW_KEY";

export interface Rotation {
  /** Id of the key that seals the database now. */
  readonly keyId: string;
  /** Id of the previous key; equal where an earlier run had done everything. */
  readonly previousKeyId: string;
  /** How many secrets were sealed anew. */
  readonly secrets: number;
}

/**
 * Seals every secret with another key: the one in `TENCENTRTC_BACKEND_NEW_KEY`, or a new one where the key is a file
 * beside the database. All of it happens or nothing; killed at any moment, the database opens with the key that
 * stands in its key file or in one of the two variables, and running it again finishes it. Processes that have the
 * database open are told to start again. Snapshots made before keep needing the key of before.
 *
 * @throws BackendError when the present key is not at hand, or no new one where it must be given.
 */
export async function rotateKey(options: MaintenanceOptions): Promise<Rotation> {
  const { environment = process.env, migrations = released } = options;
  const key = keySourceOf(options, environment);
  const database = await openDatabase(options, undefined);
  try {
    mustBeKnownWholly(database, migrations);
    const coming = newKey(key, environment, database.place);
    const keyId = keyIdOf(coming);
    if (database.meta.key_id === keyId) return { keyId, previousKeyId: keyId, secrets: 0 };
    const { key_id: previousKeyId } = await unlock(database, key);
    database.makeReady();
    await migrate(database, migrations);
    const secrets = await database.write(async (tx) => {
      const meta = await readMeta(tx);
      if (meta?.key_id !== previousKeyId) throw rotatedMeanwhile(database.place);
      key.file?.prepare(coming, previousKeyId);
      const count = await reseal(tx, database, key.find(previousKeyId), coming);
      await updateMeta(tx, { key_id: keyId });
      return count;
    });
    key.file?.replace(keyId);
    return { keyId, previousKeyId, secrets };
  } finally {
    await database.close();
  }
}

/** A newer release may have columns with secrets that this one can read past, but not seal anew. */
const mustBeKnownWholly = ({ meta, place }: OpenDatabase, migrations: readonly Migration[]): void =>
  mustBeKnown({ ...meta, min_reader: meta.version }, migrations, place);

function newKey({ file }: KeySource, environment: Environment, place: string): Buffer {
  const given = keyFromEnvironment(environment, newKeyVariable);
  if (given !== undefined) return given;
  if (file !== undefined) return randomBytes(keyLength);
  throw new BackendError({
    kind: "key-missing",
    file: newKeyVariable,
    what: `The key of the backend database ${place} can't be rotated`,
    why: `the present key comes from ${keyVariable}, and ${newKeyVariable} is not set`,
    next: `Set ${newKeyVariable} to a new key, which \`openssl rand -base64 32\` makes; once it is done, put it into ${keyVariable} wherever the database is used`,
  });
}

async function reseal(
  tx: Write,
  database: OpenDatabase,
  present: Uint8Array,
  coming: Uint8Array,
): Promise<number> {
  const [from, to] = [createSealer(present, database.place), createSealer(coming, database.place)];
  const values = await sealedValues(tx);
  for (const { place, sealed, ofRow } of values) {
    const resealed = to.seal(place, from.open(place, sealed));
    await sql`
      update ${sql.table(place.table)} set ${sql.ref(place.column)} = ${resealed}
      where ${ofRow}`.execute(tx);
  }
  const left = await placesSealedWith(from.keyId, await database.tables(tx), tx);
  if (left.length > 0)
    throw new StoreBug(`sealed values that no rotation knows of are in ${left.join(", ")}`);
  return values.length;
}

const rotatedMeanwhile = (place: string): BackendError =>
  new BackendError({
    kind: "key-wrong",
    file: place,
    what: `The key of the backend database ${place} can't be rotated`,
    why: "another process has just done it",
    next: "Nothing was changed; run again to rotate once more, with the key of now",
  });
