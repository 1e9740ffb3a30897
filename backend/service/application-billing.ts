import type { ApplicationRow } from "../store";
import type { WriteMoment } from "./scope";

/** Writes what billing changes of an application. */
export async function saveStatus(application: ApplicationRow, { db }: WriteMoment): Promise<void> {
  const { status, status_since, status_until, disabled_reason } = application;
  const { billing_event, billing_event_at, expires_at } = application;
  await db
    .updateTable("applications")
    .set({
      status,
      status_since,
      status_until,
      disabled_reason,
      billing_event,
      billing_event_at,
      expires_at,
    })
    .where("sdk_app_id", "=", application.sdk_app_id)
    .execute();
}
