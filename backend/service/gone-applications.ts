import { statement, type Write } from "../store";

/** Removes applications with all that hangs on them; admin accounts and tags go with the row. */
export async function removeRows(db: Write, uin: string, sdkAppIds: number[]): Promise<void> {
  if (sdkAppIds.length === 0) return;
  await db.deleteFrom("client_tokens").where("uin", "=", uin).where("sdk_app_id", "in", sdkAppIds).execute();
  await db.deleteFrom("applications").where("sdk_app_id", "in", sdkAppIds).execute();
}

const goneBy = statement<{ uin: string; now: number }>()((db, { value }) =>
  db
    .selectFrom("applications")
    .select("sdk_app_id")
    .where("uin", "=", value("uin"))
    .where("status", "=", "Deleting")
    .where("status_until", "<=", value("now")),
);

/**
 * Takes off the disk what the clock has deleted: its secrets shall not outlive it for long. An index holds only
 * the applications whose window runs or has ended unseen, so that every write can afford it.
 */
export async function sweep(db: Write, uin: string, now: number): Promise<void> {
  const gone = await goneBy(db, { uin, now });
  await removeRows(
    db,
    uin,
    gone.map((row) => row.sdk_app_id),
  );
}
