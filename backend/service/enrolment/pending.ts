import { hourMs } from "../../../ground/time";
import { ApiError, type PendingAttestation, type Settings, type Standing } from "../../api";
import type { EvidenceRow, PendingAttestationRow, Read, Write } from "../../store";
import { instant } from "../application/record";
import type { Scope } from "../scope";
import type { Told } from "./evidence";

/** Milliseconds in which a second person may confirm: a weekend, and the morning after. */
export const confirmableFor = 72 * hourMs;

/** What no call proves, or not for good, and what makes a program let go of an application, or wait for it. */
const weighty: readonly Standing[] = ["disabled", "deleted"];

/** Whether the account asks for two people to say this. */
export const needsTwo = ({ fact, value }: Told, { PeopleToAttest }: Settings): boolean =>
  PeopleToAttest > 1 && fact === "Status" && weighty.some((standing) => standing === value);

/** What waits for a second person, of each application. @param at milliseconds since 1970 */
export async function pendingOf(
  db: Read,
  known: ReadonlyMap<number, readonly EvidenceRow[]>,
  at: number,
): Promise<Map<number, PendingAttestation[]>> {
  const waiting = new Map<number, PendingAttestation[]>();
  if (known.size === 0) return waiting;
  const rows = await db
    .selectFrom("pending_attestations")
    .selectAll()
    .where("sdk_app_id", "in", [...known.keys()])
    .orderBy("said_at")
    .orderBy("value")
    .execute();
  for (const row of rows) {
    if (!isOpen(row, known.get(row.sdk_app_id) ?? [], at)) continue;
    waiting.set(row.sdk_app_id, [...(waiting.get(row.sdk_app_id) ?? []), recordOf(row)]);
  }
  return waiting;
}

/** Not once it is too old, nor where somebody or a look has told of the fact since. */
const isOpen = (row: PendingAttestationRow, evidence: readonly EvidenceRow[], at: number): boolean =>
  at < row.said_at + confirmableFor &&
  !evidence.some(({ fact, known_at }) => fact === row.fact && known_at > row.said_at);

const recordOf = ({ fact, value, said_by, said_at }: PendingAttestationRow): PendingAttestation => ({
  Fact: fact,
  Value: JSON.parse(value),
  By: said_by,
  Time: instant(said_at),
  ExpireTime: instant(said_at + confirmableFor),
});

/** An application, as it is known before somebody says something of it. */
interface Subject {
  readonly sdkAppId: number;
  readonly pending: readonly PendingAttestation[];
}

/**
 * Confirms what another person has said, or keeps it until one does.
 *
 * @returns who said it first; undefined where it waits now
 * @throws ApiError where nobody tells who speaks: names that are only written down prove no second person
 */
export async function firstToSay(
  { fact, value }: Told,
  { sdkAppId, pending }: Subject,
  { actor }: Scope,
  { db, at }: { readonly db: Write; readonly at: number },
): Promise<string | undefined> {
  const speaker = actor.user;
  if (speaker === undefined || speaker === null) {
    throw new ApiError(
      "UnauthorizedOperation",
      "this account asks for two people to say that an application was disabled or deleted, and nothing here proves who you are: say it to a server (`tencentrtc serve`) with a key pair of your own (`tencentrtc account key NAME --user YOU --rights write`)",
      "Status",
    );
  }
  const said = pending.find((one) => one.Fact === fact && one.Value === value);
  if (said && said.By !== speaker) return said.By;
  const row = { sdk_app_id: sdkAppId, fact, value: JSON.stringify(value) };
  await db
    .insertInto("pending_attestations")
    .values({ ...row, said_by: speaker, said_at: at })
    .onConflict((conflict) =>
      conflict.columns(["sdk_app_id", "fact", "value"]).doUpdateSet({ said_by: speaker, said_at: at }),
    )
    .execute();
  return undefined;
}

/** Once a fact is said for good, nothing of it waits. */
export const settlePending = async (db: Write, sdkAppId: number, told: readonly Told[]): Promise<void> => {
  if (told.length === 0) return;
  await db
    .deleteFrom("pending_attestations")
    .where("sdk_app_id", "=", sdkAppId)
    .where(
      "fact",
      "in",
      told.map(({ fact }) => fact),
    )
    .execute();
};
