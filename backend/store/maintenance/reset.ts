import { begin, removeEverything } from "../contents";
import { keySourceOf } from "../key/source";
import { mustBeKnown } from "../migrate";
import { migrations as released } from "../migrations";
import { type MaintenanceOptions, openDatabase, unlock } from "../open";

export interface ResetReport {
  /** The new one. */
  readonly identity: string;
}

/**
 * Empties a backend and begins it anew under the same key, with another identity: states that know the old one are
 * refused by it, instead of finding everything gone.
 */
export async function reset(options: MaintenanceOptions): Promise<ResetReport> {
  const { migrations = released, now = () => new Date() } = options;
  const key = keySourceOf(options, options.environment ?? process.env);
  const database = await openDatabase(options, undefined);
  try {
    mustBeKnown(database.meta, migrations, database.place);
    const { key_id: keyId } = await unlock(database, key);
    database.makeReady();
    return await database.write(async (tx) => {
      await removeEverything(tx, await database.tables(tx));
      return begin(tx, { keyId, createdAt: now(), migrations });
    });
  } finally {
    await database.close();
  }
}
