import { type WebhookContents, webhookRevision } from "../../../api";
import type { Deed } from "../../../rules/real-webhooks";
import { inOrder } from "../../../rules/webhooks";
import type { Read, RealWebhookChange, RealWebhookRow, Write } from "../../../store";
import type { Scope } from "../../scope";
import type { Key } from "../../webhook/row";

/** Where an URL of a real webhook stands. */
const place = ({ SdkAppId, Product }: Key, column: "url" | "seen_url") => ({
  table: "real_webhooks",
  row: `${SdkAppId}/${Product}`,
  column,
});

export const realWebhookRow = ({ SdkAppId, Product }: Key, db: Read): Promise<RealWebhookRow | undefined> =>
  db
    .selectFrom("real_webhooks")
    .selectAll()
    .where("sdk_app_id", "=", SdkAppId)
    .where("product", "=", Product)
    .executeTakeFirst();

/** Changes the row of a webhook, which is made where there is none. */
export async function saveRealWebhook(key: Key, change: RealWebhookChange, db: Write): Promise<void> {
  const { SdkAppId: sdk_app_id, Product: product } = key;
  await db
    .insertInto("real_webhooks")
    .values({ sdk_app_id, product, stage: "none", stage_at: 0, earlier: "[]", turn_until: 0 })
    .onConflict((conflict) => conflict.columns(["sdk_app_id", "product"]).doNothing())
    .execute();
  await db
    .updateTable("real_webhooks")
    .set(change)
    .where("sdk_app_id", "=", sdk_app_id)
    .where("product", "=", product)
    .execute();
}

const nothing: Deed = {
  stage: "none",
  at: 0,
  revision: null,
  owner: null,
  earlier: [],
  earlierOwner: null,
};

/** The last change that was asked for. */
export function deedIn(row: RealWebhookRow | undefined): Deed {
  if (!row) return nothing;
  const read: unknown = JSON.parse(row.earlier);
  const earlier = Array.isArray(read) ? read.map((one) => (one === "" ? null : String(one))) : [];
  const { stage, stage_at: at, revision, owner, earlier_owner: earlierOwner } = row;
  return { stage, at, revision, owner, earlier, earlierOwner };
}

export const earlierColumn = (revisions: readonly (string | null)[]): string =>
  JSON.stringify([...new Set(revisions.map((one) => one ?? ""))]);

/** A webhook's contents, and what stands for them. */
export interface Known {
  readonly contents: WebhookContents;
  readonly revision: string;
}

/** @param fingerprintKey of the account */
export const knownAs = (contents: WebhookContents, fingerprintKey: string): Known => ({
  contents: { Url: contents.Url, Events: inOrder(contents) },
  revision: webhookRevision(fingerprintKey, contents),
});

/** The columns that say what a change puts there; of a deletion, nothing. */
export const deedColumns = (key: Key, known: Known | undefined, { sealer }: Pick<Scope, "sealer">) => ({
  url: known ? sealer.seal(place(key, "url"), known.contents.Url) : null,
  events: known ? JSON.stringify(known.contents.Events) : null,
  revision: known?.revision ?? null,
});

/** The columns that say what a look showed. */
export const seenColumns = (key: Key, known: Known | undefined, { sealer }: Pick<Scope, "sealer">) => ({
  seen_url: known ? sealer.seal(place(key, "seen_url"), known.contents.Url) : null,
  seen_events: known ? JSON.stringify(known.contents.Events) : null,
  seen_revision: known?.revision ?? null,
});

const keyOf = ({ sdk_app_id, product }: RealWebhookRow): Key => ({ SdkAppId: sdk_app_id, Product: product });

const eventsIn = (text: string | null): string[] => {
  const read: unknown = JSON.parse(text ?? "[]");
  return Array.isArray(read) ? read.map(String) : [];
};

/** What the last change puts there. @throws BackendError where it doesn't open. */
export function deedKnown(
  row: RealWebhookRow | undefined,
  { sealer }: Pick<Scope, "sealer">,
): Known | undefined {
  if (!row || row.url === null || row.revision === null) return undefined;
  const Url = sealer.open(place(keyOf(row), "url"), row.url);
  return { contents: { Url, Events: eventsIn(row.events) }, revision: row.revision };
}

/** What the last look showed. @throws BackendError where it doesn't open. */
export function seenKnown(
  row: RealWebhookRow | undefined,
  { sealer }: Pick<Scope, "sealer">,
): Known | undefined {
  if (!row || row.seen_url === null || row.seen_revision === null) return undefined;
  const Url = sealer.open(place(keyOf(row), "seen_url"), row.seen_url);
  return { contents: { Url, Events: eventsIn(row.seen_events) }, revision: row.seen_revision };
}

/** What is known of a webhook without a look: what was changed from here since the last one, or what that showed. */
export const lastKnown = (
  row: RealWebhookRow | undefined,
  scope: Pick<Scope, "sealer">,
): Known | undefined =>
  row?.stage === "answered" && row.stage_at >= (row.seen_at ?? 0)
    ? deedKnown(row, scope)
    : seenKnown(row, scope);
