import { randomUUID } from "node:crypto";
import type { Settings } from "../api";
import type { Deed } from "../rules/activities";
import { settingsOf } from "../rules/settings";
import type { ActivityRow, Write } from "../store";

/** Who did something, when, and by which action. */
export type Doer = Pick<
  ActivityRow,
  "uin" | "at" | "action" | "actor" | "user_name" | "secret_id" | "request_id"
>;

export type Keeping = Pick<Settings, "ActivityDays" | "ActivitiesPerAccount">;

const dayMs = 86_400_000;
/** Entries between two looks for old ones: seldom enough that writes hardly notice. */
const sweepEvery = 16;
/** Old entries that one look takes away at most, so that no write waits long for it. */
const sweptAtOnce = 1_000;

/** Enters deeds into the log of their account, in the transaction that does them. */
export async function recordDeeds(
  db: Write,
  deeds: readonly Deed[],
  doer: Doer,
  keeping: Keeping,
): Promise<void> {
  if (deeds.length === 0) return;
  const before = await lastSequence(db, doer.uin);
  const rows = deeds.map(
    ({ sdkAppId, owner, fields, summary }, index): ActivityRow => ({
      ...doer,
      sequence: before + index + 1,
      owner,
      sdk_app_id: sdkAppId,
      fields: JSON.stringify(fields),
      summary,
    }),
  );
  await db.insertInto("activities").values(rows).execute();
  const last = before + rows.length;
  if (Math.floor(before / sweepEvery) < Math.floor(last / sweepEvery)) {
    await forget(db, doer, last, keeping);
  }
}

/** What an operator's command on the database itself does to accounts and their key pairs. */
export interface Operation {
  readonly uin: string;
  readonly action: "AddAccount" | "AddAccessKey" | "RemoveAccessKey";
  readonly summary: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Enters an operator's command into the log of the account that it is about. */
export async function recordOperation(
  db: Write,
  { uin, action, summary, now: at }: Operation,
): Promise<void> {
  const { settings } = await db
    .selectFrom("accounts")
    .select("settings")
    .where("uin", "=", uin)
    .executeTakeFirstOrThrow();
  const deed: Deed = { sdkAppId: null, owner: null, fields: ["AccessKeys"], summary };
  const operator = { actor: "cli", user_name: null, secret_id: null, request_id: randomUUID() } as const;
  await recordDeeds(db, [deed], { uin, at, action, ...operator }, settingsOf(settings));
}

/** The number of the newest entry; 0 where there is none. */
async function lastSequence(db: Write, uin: string): Promise<number> {
  const newest = await db
    .selectFrom("activities")
    .select("sequence")
    .where("uin", "=", uin)
    .orderBy("sequence", "desc")
    .limit(1)
    .executeTakeFirst();
  return newest?.sequence ?? 0;
}

/** Takes away what is too old or too much. */
async function forget(db: Write, { uin, at }: Doer, last: number, keeping: Keeping): Promise<void> {
  await db
    .deleteFrom("activities")
    .where("uin", "=", uin)
    .where("sequence", "in", (eb) =>
      eb
        .selectFrom("activities")
        .select("sequence")
        .where("uin", "=", uin)
        .orderBy("sequence")
        .limit(sweptAtOnce),
    )
    .where((eb) =>
      eb.or([
        eb("sequence", "<=", last - keeping.ActivitiesPerAccount),
        eb("at", "<", at - keeping.ActivityDays * dayMs),
      ]),
    )
    .execute();
}
