import { randomUUID } from "node:crypto";
import { insertMeta, metaTable } from "./meta";
import { migrateFromNothing } from "./migrate";
import type { Migration } from "./migrations";
import type { Table } from "./open-database";
import type { Write } from "./store";

/** The account that every database begins with; the only one of an embedded database. */
export const embeddedUin = "100000000001";

/** Far from the ids that Tencent gives out today, so that a simulated one is recognised. */
const firstSdkAppId = 1999000001;

/** Embedded databases are for trying out: windows of seconds, where the real ones last minutes. */
const embeddedSettings = JSON.stringify({ WindowSecondsMin: 1, WindowSecondsMax: 1 });

export interface Beginning {
  readonly keyId: string;
  readonly createdAt: Date;
  readonly migrations: readonly Migration[];
}

/** Fills an empty database: the tables, an identity of its own and the first account. */
export async function begin(
  tx: Write,
  { keyId, createdAt, migrations }: Beginning,
): Promise<{ readonly identity: string }> {
  const version = await migrateFromNothing(tx, migrations);
  const created_at = createdAt.getTime();
  const identity = randomUUID();
  await insertMeta(tx, { ...version, identity, key_id: keyId, created_at });
  await tx
    .insertInto("accounts")
    .values({
      uin: embeddedUin,
      name: "embedded",
      settings: embeddedSettings,
      next_sdk_app_id: firstSdkAppId,
      created_at,
    })
    .execute();
  return { identity };
}

/** Empties a database to its last table. */
export async function removeEverything(tx: Write, tables: readonly Table[]): Promise<void> {
  for (const { name } of [...tables].reverse()) await tx.schema.dropTable(name).execute();
  await tx.schema.dropTable(metaTable).execute();
}
