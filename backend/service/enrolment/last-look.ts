import { minuteMs } from "../../../ground/time";
import type { Settings } from "../../api";
import { type EnrolledApplicationRow, isReadOnly, type Write } from "../../store";
import type { Scope } from "../scope";
import type { Looked } from "./asking";
import { keepEvidence } from "./evidence";
import { keyRefused } from "./refusals";

/** Milliseconds for which nobody asks again after a look that told nothing: a run asks of many things at once. */
const untoldFor = minuteMs;

/** Keeps what a look told of an application by its key, and that it was; or why it told nothing. */
export async function keepLook(db: Write, sdkAppId: number, looked: Looked, at: number): Promise<void> {
  await keepEvidence(db, sdkAppId, looked.told, at);
  await db
    .updateTable("enrolled_applications")
    .set({ looked_at: at, look_left: leftOpen(looked) ?? null })
    .where("sdk_app_id", "=", sdkAppId)
    .execute();
}

/** Keeps looks, each whole. Where the database can only be read, what was told stands by itself. */
export async function keepLooks(
  looks: readonly { readonly id: number; readonly looked: Looked }[],
  at: number,
  scope: Scope,
): Promise<void> {
  try {
    await scope.record(async ({ db }) => {
      for (const { id, looked } of looks) await keepLook(db, id, looked, at);
    });
  } catch (error) {
    if (!isReadOnly(error)) throw error;
  }
}

const byKey = ["Key", "Region", "Status"];

/** Why a look told nothing of what an application's key proves; undefined where it told something. */
function leftOpen({ told, unknown, next }: Looked): string | undefined {
  const refusal = told.find(({ fact, value }) => fact === "Key" && value === false);
  if (refusal) return keyRefused(`(${refusal.by})`);
  if (told.some(({ fact }) => byKey.includes(fact))) return undefined;
  const why = unknown.find(({ fact }) => byKey.includes(fact))?.why;
  return why && [why, ...next.filter((step) => !why.includes(step))].join("; ");
}

/** Whether the last look at an application still counts for whoever only wants to know how it is. */
export function isFresh(
  { looked_at, look_left }: EnrolledApplicationRow,
  at: number,
  { VerifyMinutes }: Settings,
): boolean {
  if (looked_at === null) return false;
  return at - looked_at < (look_left === null ? VerifyMinutes * minuteMs : untoldFor);
}
