import type { ActivityField } from "../../api";
import {
  asBilling,
  asListed,
  asTime,
  asWord,
  differences,
  summaryOf,
  type Words,
} from "../../rules/activities";
import { fieldWords } from "../../rules/application/fields";
import type { ApplicationChange, ApplicationRow } from "../../store";
import type { WriteMoment } from "../scope";

const words: Words<ApplicationRow, ActivityField> = {
  ...fieldWords,
  editions: ["Editions", asListed],
  status: ["Status", asWord],
  billing_event: ["Billing", asBilling],
  billing_event_at: ["Billing", asTime, "Billing since"],
};

/** Writes what changes of an application, and notes it. */
export async function saveApplication(
  before: ApplicationRow,
  change: ApplicationChange,
  { db, note }: WriteMoment,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  const { sdk_app_id } = before;
  await db.updateTable("applications").set(change).where("sdk_app_id", "=", sdk_app_id).execute();
  const changed = differences(before, change, words);
  if (changed.length === 0) return;
  note({
    sdkAppId: sdk_app_id,
    owner: change.owner ?? before.owner,
    fields: [...new Set(changed.map(({ name }) => name))],
    summary: summaryOf(changed.map(({ text }) => text)),
  });
}

/** Writes what the status machine and billing change of an application, and notes it. */
export async function saveStatus(
  before: ApplicationRow,
  after: ApplicationRow,
  moment: WriteMoment,
): Promise<void> {
  const { status, status_since, status_until, disabled_reason } = after;
  const { billing_event, billing_event_at, expires_at } = after;
  const state = { status, status_since, status_until, disabled_reason };
  await saveApplication(before, { ...state, billing_event, billing_event_at, expires_at }, moment);
}
