import { explain, isExpected } from "../../../../ground/errors";
import {
  ApiError,
  type DescribeWebhooks,
  hidesPart,
  type ResponseOf,
  type WebhookRecord,
  webhookAddress,
} from "../../../api";
import { remarkOn } from "../../../rules/real-webhooks";
import { noSuchWebhook } from "../../../rules/webhooks";
import type { RealWebhookRow } from "../../../store";
import { instant } from "../../application/record";
import { type AskingByKeys, askingByKeys } from "../../enrolment/asking";
import { knownFingerprintKey } from "../../push-certificate/fingerprint-key";
import { refused } from "../../refused";
import type { Handler, Scope } from "../../scope";
import type { Key } from "../../webhook/row";
import { type Believed, believed } from "./believed";
import { type Look, lookAt } from "./look";
import { deedIn, lastKnown, realWebhookRow } from "./row";
import { type NoWay, realApplication, type Way, wayTo } from "./way";

type Entry = ResponseOf<typeof DescribeWebhooks>["Entries"][number];
type ToAsk = AskingByKeys | NoWay;

/** Asks Tencent Cloud about each. */
export const describeWebhooks: Handler<typeof DescribeWebhooks> = async (request, scope) => {
  const { Webhooks: asked, AsKnown } = request;
  if (AsKnown) return entriesOf(asked, { why: notAsked }, scope);
  try {
    return await askingByKeys(scope, (asking) => entriesOf(asked, asking, scope));
  } catch (error) {
    // Of a way to Tencent that can't be gone each webhook says so.
    if (!isExpected(error)) throw error;
    return entriesOf(asked, { why: explain(error) }, scope);
  }
};

const notAsked = "nobody asked";

async function entriesOf(
  asked: readonly Key[],
  asking: ToAsk,
  scope: Scope,
): Promise<ResponseOf<typeof DescribeWebhooks>> {
  const ways = new Map<number, Promise<Way | NoWay>>();
  const way = (id: number): Promise<Way | NoWay> => {
    const known = ways.get(id) ?? ("why" in asking ? Promise.resolve(asking) : wayTo(id, asking, scope));
    ways.set(id, known);
    return known;
  };
  return { Entries: await Promise.all(asked.map((key) => entryOf(key, () => way(key.SdkAppId), scope))) };
}

async function entryOf(key: Key, way: () => Promise<Way | NoWay>, scope: Scope): Promise<Entry> {
  try {
    await realApplication(key.SdkAppId, scope);
    const look = await lookBy(key, await way(), scope);
    const { row, at } = await scope.read(async ({ db, at }) => ({ row: await realWebhookRow(key, db), at }));
    return entryIn(key, row, look, at, scope);
  } catch (error) {
    if (error instanceof ApiError) return refused("Webhook", key, error);
    throw error;
  }
}

async function lookBy(key: Key, way: Way | NoWay, scope: Scope): Promise<Look> {
  if ("why" in way) return { is: "unknown", why: way.why };
  return lookAt(key, way, await knownFingerprintKey(scope), scope);
}

/** What a look means for whoever asks, or why there is nothing to be told. */
function entryIn(key: Key, row: RealWebhookRow | undefined, look: Look, at: number, scope: Scope): Entry {
  const { SdkAppId, Product } = key;
  const deed = deedIn(row);
  const found = look.is === "seen" ? look.known : lastKnown(row, scope);
  const there = believed(row, found, at, scope);
  if (!there && look.is === "seen") throw noSuchWebhook(SdkAppId, Product);
  if (!there) {
    throw look.is === "unavailable"
      ? new ApiError("FailedOperation.ProductNotAvailable", look.why, "Product")
      : new ApiError(
          "FailedOperation.NotProven",
          `nothing is known of the webhook: ${whyOf(look)}`,
          "Product",
        );
  }
  const remark = look.is === "seen" && remarkOn(deed, look.known?.revision ?? null, Product, at);
  const when = row?.seen_at ? `of ${instant(row.seen_at)}` : "of its last change from here";
  const unasked =
    look.is === "unknown" && look.why !== notAsked
      ? `it wasn't looked at, and what is known is ${when}: ${look.why}`
      : undefined;
  const Webhook: WebhookRecord = {
    ...recordOf(there, row, scope),
    ...{ SdkAppId, Product, NotAvailable: look.is === "unavailable" ? look.why : null },
    Notes: [remark, unasked].filter((one) => typeof one === "string"),
  };
  return { Outcome: "Found", SdkAppId, Product, Webhook };
}

const whyOf = (look: Look): string => ("why" in look ? look.why : "");

function recordOf({ contents, revision, owner }: Believed, row: RealWebhookRow | undefined, scope: Scope) {
  const { Url, Events } = contents;
  const isShown = scope.actor.readsSecrets !== false || !hidesPart(Url);
  return {
    ...(isShown && { Url }),
    Address: webhookAddress(Url),
    Events: [...Events],
    Revision: revision,
    Owner: owner,
    ChangedTime: row && row.stage !== "none" ? instant(row.stage_at) : null,
    ...(row?.seen_at && {
      Seen: { By: row.seen_by ?? "", Time: instant(row.seen_at), RequestId: row.seen_request },
    }),
  };
}
