import { type WebhookProduct, webhookFamilies } from "../../../api";
import type { SeenWebhook } from "../../../cloud";
import { hindranceOf } from "../../../rules/webhooks";
import { isReadOnly } from "../../../store";
import type { Scope } from "../../scope";
import type { Key } from "../../webhook/row";
import { deedIn, type Known, knownAs, realWebhookRow, saveRealWebhook, seenColumns } from "./row";
import { asAdmin, inWords, refusalOf, type Way } from "./way";

/** What a look at a webhook told. */
export type Look =
  | { readonly is: "seen"; readonly known: Known | undefined }
  /** The product isn't bought, or is disabled. */
  | { readonly is: "unavailable"; readonly why: string }
  /** Nobody could look. */
  | { readonly is: "unknown"; readonly why: string };

/** Looks at a webhook, and keeps what was seen. @param fingerprintKey of the account */
export async function lookAt(key: Key, way: Way, fingerprintKey: string, scope: Scope): Promise<Look> {
  const { Product: product } = key;
  const what = `get_callback of ${webhookFamilies[product].service}`;
  const at = await scope.read(async (moment) => moment.at);
  let seen: SeenWebhook;
  try {
    seen = await asAdmin(way, what, scope, (signer) =>
      way.tencent.webhooks.get(signer, { region: way.region, product }, way.signal),
    );
  } catch (error) {
    if (way.signal.aborted) return { is: "unknown", why: "no answer in time" };
    throw error;
  }
  if (seen.is === "unasked") return { is: "unknown", why: seen.why };
  const by = inWords(what, way, seen.reply);
  if (seen.is === "unavailable") return { is: "unavailable", why: notAvailable(key, by) };
  if (seen.is === "refused") return { is: "unknown", why: refusalOf(what, way, seen.reply).message };
  const known = seen.is === "there" ? knownAs(seen.contents, fingerprintKey) : undefined;
  await keepSeen(key, known, { by, requestId: seen.reply.requestId ?? null, at }, scope);
  return { is: "seen", known };
}

/** What to buy where Tencent says that the product isn't there to be called. */
export const notAvailable = (
  { SdkAppId, Product }: { readonly SdkAppId: number; readonly Product: WebhookProduct },
  by: string,
): string => `not available: ${hindranceOf(Product, SdkAppId, new Set())}, in the console (${by})`;

interface How {
  readonly by: string;
  readonly requestId: string | null;
  readonly at: number;
}

/** Under any right: it is what was seen. A database that can only be read keeps nothing. */
async function keepSeen(key: Key, known: Known | undefined, how: How, scope: Scope): Promise<void> {
  try {
    await scope.record(async ({ db }) => {
      const row = await realWebhookRow(key, db);
      if (row?.seen_at && row.seen_at > how.at) return;
      const deed = deedIn(row);
      const isShown = known?.revision === (deed.revision ?? undefined);
      const { stage } = deed;
      await saveRealWebhook(
        key,
        {
          ...seenColumns(key, known, scope),
          ...{ seen_at: how.at, seen_by: how.by, seen_request: how.requestId },
          ...(isShown && (stage === "asked" || stage === "answered") && { stage: "shown" }),
        },
        db,
      );
    });
  } catch (error) {
    if (!isReadOnly(error)) throw error;
  }
}
