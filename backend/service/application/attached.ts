import { type Read, type SubscriptionRow, statement } from "../../store";
import { instant, type Leaving } from "./record";

/** The subscriptions of applications, in one query. */
export const subscriptionsOf = async (db: Read, ids: readonly number[]): Promise<SubscriptionRow[]> =>
  ids.length === 0 ? [] : packagesOf(db, { ids });

const packagesOf = statement<{ ids: readonly number[] }>()((db, { list }) =>
  db.selectFrom("subscriptions").selectAll().where("sdk_app_id", "in", list("ids")),
);

const leavingCertificates = statement<{ ids: readonly number[] }>()((db, { list }) =>
  db
    .selectFrom("push_certificates")
    .select(["sdk_app_id", "certificate_id", "leaving_at"])
    .where("sdk_app_id", "in", list("ids"))
    .where("leaving_at", "is not", null)
    .orderBy("certificate_id"),
);

/** The push certificates that are to go with each of these applications. */
export async function leavingWith(db: Read, ids: readonly number[]): Promise<Map<number, Leaving>> {
  const leaving = new Map<number, Leaving>(ids.map((id) => [id, []]));
  if (ids.length === 0) return leaving;
  for (const { sdk_app_id, certificate_id, leaving_at } of await leavingCertificates(db, { ids })) {
    const Since = instant(leaving_at ?? 0);
    leaving.get(sdk_app_id)?.push({ Noun: "PushCertificate", Id: `${sdk_app_id}/${certificate_id}`, Since });
  }
  return leaving;
}
