import { ApiError, webhookFamilies } from "../../../api";
import type { WebhookDone } from "../../../cloud";
import { mayCreateFrom } from "../../../rules/real-webhooks";
import { changedMeanwhile } from "../../../rules/webhooks";
import type { RealWebhookRow } from "../../../store";
import { instant } from "../../application/record";
import type { Believed } from "./believed";
import { type Look, lookAt, notAvailable } from "./look";
import { deedColumns, deedIn, earlierColumn, type Known, realWebhookRow, saveRealWebhook } from "./row";
import { mustBeTurn, type Turn } from "./turn";
import { asAdmin, inWords, refusalOf } from "./way";

/** A change of a webhook, and what there was before it. */
interface Change {
  readonly command: "set" | "update" | "delete";
  /** What is to be there; undefined of a deletion. */
  readonly wanted: Known | undefined;
  readonly owner: string | null;
  readonly clientToken: string | null;
  readonly found: Known | undefined;
  readonly held: Believed | undefined;
}

/** What a look found. @throws ApiError where nobody could look, or the product isn't available */
export async function foundBy({ key, way, fingerprintKey, scope }: Turn): Promise<Known | undefined> {
  const look = await lookAt(key, way, fingerprintKey, scope);
  if (look.is === "seen") return look.known;
  throw look.is === "unavailable"
    ? new ApiError("FailedOperation.ProductNotAvailable", look.why, "Product")
    : new ApiError(
        "FailedOperation.NotProven",
        `nothing was changed, since nobody could look first: ${look.why}`,
      );
}

/**
 * Changes a webhook at Tencent Cloud: what is intended is stored, then comes the call. A process that dies in between, or
 * whose call has no answer, leaves the intention, by which the next run knows what it finds.
 *
 * @returns once Tencent has answered yes, or a look shows what is wanted
 * @throws ApiError where somebody else was faster, Tencent refuses, or nothing is known of what became of the call
 */
export async function carryOut(turn: Turn, change: Change): Promise<void> {
  const before = await intend(turn, change);
  const undo = () => restore(turn, before);
  const done = await call(turn, change);
  const { key, way } = turn;
  const what = commandOf(turn, change);
  switch (done.is) {
    case "unasked":
      await undo();
      throw new ApiError("FailedOperation.NotProven", `nothing was changed: ${done.why}`);
    case "unanswered":
      if (isAs(change, await shown(turn))) return;
      throw new ApiError(
        "ResourceUnavailable",
        `${what} of application ${key.SdkAppId}: ${done.why}; run again, which looks before it does anything`,
        "Product",
      );
    case "done":
      // Once it is shown, whatever else is found there is drift; until then it may be what was there before.
      await shown(turn);
      return;
    case "none":
      if (change.command === "delete") return;
      break;
    case "there already":
      break;
    case "unavailable":
      await undo();
      throw new ApiError(
        "FailedOperation.ProductNotAvailable",
        notAvailable(key, inWords(what, way, done.reply)),
        "Product",
      );
    case "refused":
      await undo();
      throw refusalOf(what, way, done.reply);
  }
  // Somebody was faster, or an earlier call without an answer did it.
  if (isAs(change, await shown(turn))) return;
  await undo();
  throw changedMeanwhile(key.Product);
}

const isAs = ({ wanted }: Change, look: Look | undefined): boolean =>
  look?.is === "seen" && look.known?.revision === wanted?.revision;

const shown = async ({ key, way, fingerprintKey, scope }: Turn): Promise<Look | undefined> =>
  way.signal.aborted ? undefined : lookAt(key, way, fingerprintKey, scope);

const commandOf = ({ key: { Product } }: Turn, { command }: Change): string =>
  `${command}_callback of ${webhookFamilies[Product].service}`;

/** What a row says of its last change. */
const deedOf = (row: RealWebhookRow | undefined) => ({
  owner: row?.owner ?? null,
  client_token: row?.client_token ?? null,
  url: row?.url ?? null,
  events: row?.events ?? null,
  revision: row?.revision ?? null,
  stage: row?.stage ?? ("none" as const),
  stage_at: row?.stage_at ?? 0,
  earlier: row?.earlier ?? "[]",
  earlier_owner: row?.earlier_owner ?? null,
});

/** Stores what is about to be asked for. @returns the row as it was */
async function intend(turn: Turn, change: Change): Promise<ReturnType<typeof deedOf>> {
  const { key, scope } = turn;
  await mustBeTurn(turn);
  return scope.record(async ({ db, at }) => {
    const row = await realWebhookRow(key, db);
    const deed = deedIn(row);
    const found = change.found?.revision ?? null;
    const { setOverwrites } = webhookFamilies[key.Product];
    const from = change.command === "set" && !setOverwrites ? mayCreateFrom(deed, found, at) : undefined;
    if (from !== undefined) {
      throw new ApiError(
        "ResourceUnavailable",
        `an earlier call without an answer may have set the webhook, and Tencent may take two minutes to show it: wait until ${instant(from)}, and run again`,
        "Product",
      );
    }
    const before = [found, change.held?.revision ?? null];
    // Of several changes in a short time, any may still be shown.
    const earlier = deed.stage === "answered" ? [...before, ...deed.earlier] : before;
    await saveRealWebhook(
      key,
      {
        ...deedColumns(key, change.wanted, scope),
        owner: change.owner,
        client_token: change.clientToken,
        stage: "asked",
        stage_at: at,
        earlier: earlierColumn(earlier),
        earlier_owner: change.held?.owner ?? null,
      },
      db,
    );
    return deedOf(row);
  });
}

const restore = ({ key, scope }: Turn, before: ReturnType<typeof deedOf>): Promise<void> =>
  scope.record(({ db }) => saveRealWebhook(key, before, db));

async function call(turn: Turn, change: Change): Promise<WebhookDone> {
  const { key, way, scope } = turn;
  const { command, wanted } = change;
  const asked = { region: way.region, product: key.Product, command, contents: wanted?.contents };
  try {
    return await asAdmin(way, commandOf(turn, change), scope, (signer) =>
      way.tencent.webhooks.change(signer, asked, way.signal),
    );
  } catch (error) {
    if (!way.signal.aborted) throw error;
    return { is: "unanswered", why: "no answer in time, and it may have been carried out" };
  }
}
