import { randomUUID } from "node:crypto";
import { dayMs } from "../../ground/time";
import type { Settings } from "../api";
import type { Deed } from "../rules/activities";
import { settingsOf } from "../rules/settings";
import { type ActivityRow, statement, type Write } from "../store";

/** Who did something, when, and by which action. */
export type Doer = Pick<
  ActivityRow,
  "uin" | "at" | "action" | "actor" | "user_name" | "secret_id" | "request_id"
>;

export type Keeping = Pick<Settings, "ActivityDays" | "ActivitiesPerAccount">;

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
  for (const { sdkAppId, owner, fields, summary } of deeds) {
    const entry = { ...doer, owner, sdk_app_id: sdkAppId, fields: JSON.stringify(fields), summary };
    for (const { sequence } of await enter(db, entry)) {
      if (sequence % sweepEvery === 0) await forget(db, doer, sequence, keeping);
    }
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

/** Writes an entry. Its number is one more than the newest entry's; writers take turns, so none takes the same. */
const enter = statement<Omit<ActivityRow, "sequence">>()((db, { value }) =>
  db
    .insertInto("activities")
    .values({
      uin: value("uin"),
      sequence: db
        .selectFrom("activities")
        .select(({ eb, fn }) => eb(fn.coalesce(fn.max("sequence"), eb.lit(0)), "+", eb.lit(1)).as("next"))
        .where("uin", "=", value("uin")),
      at: value("at"),
      action: value("action"),
      actor: value("actor"),
      user_name: value("user_name"),
      secret_id: value("secret_id"),
      owner: value("owner"),
      sdk_app_id: value("sdk_app_id"),
      fields: value("fields"),
      summary: value("summary"),
      request_id: value("request_id"),
    })
    .returning("sequence"),
);

const oldestOf = statement<{ uin: string }>()((db, { value }) =>
  db
    .selectFrom("activities")
    .select(["sequence", "at"])
    .where("uin", "=", value("uin"))
    .orderBy("sequence")
    .limit((eb) => eb.lit(1)),
);

/** Takes away what is too old or too much; mostly nothing is, which the oldest entry tells at once. */
async function forget(db: Write, { uin, at }: Doer, last: number, keeping: Keeping): Promise<void> {
  const [firstKept, keptFrom] = [last - keeping.ActivitiesPerAccount + 1, at - keeping.ActivityDays * dayMs];
  const [oldest] = await oldestOf(db, { uin });
  if (!oldest || (oldest.sequence >= firstKept && oldest.at >= keptFrom)) return;
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
    .where((eb) => eb.or([eb("sequence", "<", firstKept), eb("at", "<", keptFrom)]))
    .execute();
}
