import { drawnBytes } from "../../../ground/drawn-bytes";
import {
  type Settings,
  type WebhookContents,
  type WebhookProduct,
  webhookAddress,
  webhookFamilies,
} from "../../api";
import { summaryOf } from "../../rules/activities";
import { settle } from "../../rules/application/status";
import { type ChatCode, chatCodes, codeOfWebhook, type WebhookVerb } from "../../rules/chat-calls";
import { accountTime, parseFaults } from "../../rules/faults";
import { settingsOf } from "../../rules/settings";
import { deletionInWords, hindranceOf, settingInWords } from "../../rules/webhooks";
import type { AccountRow, ApplicationRow, Read, Store, WebhookRow, Write } from "../../store";
import { recordDeeds } from "../activity-log";
import { spendTokens } from "../late-requests";
import { drawFingerprintKey, fingerprintKeyOf } from "../push-certificate/fingerprint-key";
import { runningOn } from "../webhook/packages";
import { contentsOf, eventsIn, urlIn, webhookRow } from "../webhook/row";
import type { LateWebhooks } from "./late-webhooks";

/** A call of a webhook command, by an admin who has signed it. */
export interface WebhookCall {
  readonly sdkAppId: number;
  readonly userId: string;
  readonly requestId: string;
  readonly product: WebhookProduct;
  readonly verb: WebhookVerb;
  /** Of `set` and `update`. */
  readonly contents?: WebhookContents;
}

/** What is told of a webhook, in the words of Chat's REST API. */
export interface WebhookAnswer {
  readonly ErrorCode: ChatCode;
  readonly Response?: { readonly Url: string; readonly CallbackCommandList: readonly string[] };
}

/** A webhook as a call finds it. */
interface Found<Db extends Read> {
  readonly db: Db;
  readonly now: number;
  readonly settings: Settings;
  readonly account: AccountRow;
  readonly application: ApplicationRow;
  readonly held: WebhookRow | undefined;
}

/** Where a call arrives. */
interface Place {
  readonly store: Store;
  readonly late: LateWebhooks;
}

/**
 * Does what a webhook command of Chat's REST API asks, in the tables of the management service: nobody's declaration has
 * set it then. @param at milliseconds since 1970
 */
export async function callWebhook(
  { store, late }: Place,
  call: WebhookCall,
  at: number,
): Promise<WebhookAnswer> {
  const isLook = call.verb === "get";
  if (isLook)
    return store.read((db) => judged(db, call, { at, late }, async ({ held }) => shown(held, store)));
  let done: Found<Write> | undefined;
  const answer = await store.write((db) => {
    done = undefined;
    return judged(db, call, { at }, async (found) => {
      done = found;
      return change(found, call, { at, store });
    });
  });
  // Once it is committed: what is rolled back was never there.
  if (done) {
    const { now, held, settings } = done;
    late.changed(keyOf(call), { at: now, before: held }, visibleAfter(settings));
  }
  return answer;
}

const keyOf = ({ sdkAppId, product }: WebhookCall) => ({ SdkAppId: sdkAppId, Product: product });
const visibleAfter = ({ WebhookVisibleSeconds }: Settings): number => WebhookVisibleSeconds * 1_000;

const shown = (held: WebhookRow | undefined, { sealer }: Store): WebhookAnswer =>
  held
    ? {
        ErrorCode: chatCodes.ok,
        Response: { Url: urlIn(held, { sealer }), CallbackCommandList: eventsIn(held) },
      }
    : { ErrorCode: chatCodes.noCallback };

async function judged<Db extends Read>(
  db: Db,
  call: WebhookCall,
  { at, late }: { readonly at: number; readonly late?: LateWebhooks },
  work: (found: Found<Db>) => Promise<WebhookAnswer>,
): Promise<WebhookAnswer> {
  const { sdkAppId, product, verb } = call;
  const row = await db
    .selectFrom("applications")
    .selectAll()
    .where("sdk_app_id", "=", sdkAppId)
    .executeTakeFirst();
  if (!row) return { ErrorCode: chatCodes.noApplication };
  const account = await accountOf(row.uin, db);
  const now = accountTime(at, parseFaults(account.faults));
  const settings = settingsOf(account.settings);
  const application = settle(row, now, settings);
  if (!application) return { ErrorCode: chatCodes.noApplication };
  const there = await webhookRow(keyOf(call), db);
  const held = late ? late.shown(keyOf(call), there, { now, visibleAfter: visibleAfter(settings) }) : there;
  const hindrance = hindranceOf(product, sdkAppId, await runningOn(application, { db, now }));
  const ErrorCode = codeOfWebhook(verb, webhookFamilies[product], {
    isThere: held !== undefined,
    isAvailable: hindrance === undefined,
  });
  if (ErrorCode !== chatCodes.ok) return { ErrorCode };
  return work({ db, now, settings, account, application, held });
}

const accountOf = (uin: string, db: Read): Promise<AccountRow> =>
  db.selectFrom("accounts").selectAll().where("uin", "=", uin).executeTakeFirstOrThrow();

async function change(
  { db, now, settings, account, application, held }: Found<Write>,
  { product, verb, contents, sdkAppId, userId, requestId }: WebhookCall,
  { at, store: { sealer } }: { readonly at: number; readonly store: Store },
): Promise<WebhookAnswer> {
  const key = { SdkAppId: sdkAppId, Product: product };
  const ofKey = { sdk_app_id: sdkAppId, product };
  if (held) await spendTokens([held.client_token], { db, account, askedAt: at });
  await db
    .deleteFrom("webhooks")
    .where((eb) => eb.and(ofKey))
    .execute();
  let words = [deletionInWords(product)] as readonly string[];
  if (verb !== "delete" && contents) {
    const columns = contentsOf({ ...key, ...contents }, await fingerprintKey(account, db, sealer), {
      sealer,
    });
    await db
      .insertInto("webhooks")
      .values({ ...ofKey, ...columns, owner: null, client_token: null, changed_at: now })
      .execute();
    const before = held && { url: urlIn(held, { sealer }), address: held.address, events: eventsIn(held) };
    const after = { url: contents.Url, address: webhookAddress(contents.Url), events: contents.Events };
    words = settingInWords(product, before, after);
  }
  if (words.length === 0) return { ErrorCode: chatCodes.ok };
  const { service } = webhookFamilies[product];
  const deed = {
    sdkAppId,
    owner: held?.owner ?? null,
    fields: ["Webhooks"],
    summary: summaryOf(words),
  } as const;
  const doer = { uin: application.uin, at, action: `${service}/${verb}_callback`, actor: "api" } as const;
  const signer = { user_name: userId, secret_id: null, request_id: requestId };
  await recordDeeds(db, [deed], { ...doer, ...signer }, settings);
  return { ErrorCode: chatCodes.ok };
}

async function fingerprintKey(account: AccountRow, db: Write, sealer: Store["sealer"]): Promise<string> {
  const known = fingerprintKeyOf(account, { sealer });
  if (known !== undefined) return known;
  await drawFingerprintKey({ random: { bytes: drawnBytes }, sealer }, { db, account });
  const drawn = fingerprintKeyOf(await accountOf(account.uin, db), { sealer });
  if (drawn === undefined) throw new Error("the account has no key for fingerprints, and one was just drawn");
  return drawn;
}
