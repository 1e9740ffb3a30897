import type { z } from "zod";
import { type Evidence, type FactName, type FactValue, type HowKnown, realFacts } from "../../api";
import type { EvidenceRow, Read, Write } from "../../store";
import { instant } from "../application/record";

/** A fact that somebody or some call told. */
export interface Told {
  readonly fact: FactName;
  /** Whom an `Admin` is about. */
  readonly userId?: string | undefined;
  readonly value: FactValue;
  readonly how: HowKnown;
  /** The call and its answer, or who said so. */
  readonly by: string;
  /** Of the call, where its answer has one. */
  readonly requestId?: string | null;
}

/** What is known of applications, each in the order of its facts. */
export async function evidenceOf(db: Read, ids: readonly number[]): Promise<Map<number, EvidenceRow[]>> {
  const known = new Map<number, EvidenceRow[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return known;
  const rows = await db
    .selectFrom("evidence")
    .selectAll()
    .where("sdk_app_id", "in", [...ids])
    .orderBy("fact")
    .orderBy("user_id")
    .execute();
  for (const row of rows) known.get(row.sdk_app_id)?.push(row);
  return known;
}

type ValueOf<Name extends FactName> = z.output<(typeof realFacts)[Name]["value"]>;

/** The value of a fact; null where it isn't known. @param userId whom an `Admin` is about */
export function valueIn<Name extends FactName>(
  evidence: readonly EvidenceRow[],
  fact: Name,
  userId?: string,
): ValueOf<Name> | null;
export function valueIn(evidence: readonly EvidenceRow[], fact: FactName, userId = ""): unknown {
  const row = evidence.find((one) => one.fact === fact && one.user_id === userId);
  return row ? realFacts[fact].value.parse(JSON.parse(row.value)) : null;
}

export const evidenceRecord = (row: EvidenceRow): Evidence => ({
  Fact: row.fact,
  UserId: row.user_id === "" ? null : row.user_id,
  Value: JSON.parse(row.value),
  How: row.how,
  By: row.told_by,
  Time: instant(row.known_at),
  RequestId: row.request_id,
});

/**
 * Keeps what was told, in the place of what was told before it. What was assumed takes nothing's place: only somebody who
 * looked knows better.
 *
 * @param at when the looking began, in milliseconds since 1970: what somebody said meanwhile stays
 */
export async function keepEvidence(
  db: Write,
  sdkAppId: number,
  told: readonly Told[],
  at: number,
): Promise<void> {
  for (const { fact, userId = "", value, how, by, requestId = null } of told) {
    const known = { value: JSON.stringify(value), how, told_by: by, request_id: requestId, known_at: at };
    await db
      .insertInto("evidence")
      .values({ sdk_app_id: sdkAppId, fact, user_id: userId, ...known })
      .onConflict((conflict) => {
        const place = conflict.columns(["sdk_app_id", "fact", "user_id"]);
        return how === "assumed"
          ? place.doNothing()
          : place.doUpdateSet(known).where("evidence.known_at", "<=", at);
      })
      .execute();
  }
}
