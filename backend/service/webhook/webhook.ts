import {
  ApiError,
  type DeleteWebhook,
  type DescribeWebhooks,
  hidesPart,
  type ReleaseWebhook,
  type ResponseOf,
  type SetWebhook,
  type WebhookRecord,
} from "../../api";
import { summaryOf } from "../../rules/activities";
import {
  deletionInWords,
  hindranceOf,
  judgeAvailable,
  judgeSeen,
  judgeSetting,
  noSuchWebhook,
  ownerInLog,
  settingInWords,
} from "../../rules/webhooks";
import type { ApplicationRow, WebhookRow } from "../../store";
import { applicationRows, judgeRow, liveApplication, mustBeEditable } from "../application/live";
import { instant } from "../application/record";
import { toldUnopened } from "../application/secrets-read";
import { mustNotBeSpent, spendTokens } from "../late-requests";
import { knownFingerprintKey } from "../push-certificate/fingerprint-key";
import { refused } from "../refused";
import { throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";
import { runningOn, runningPackages } from "./packages";
import { contentsOf, eventsIn, type Key, urlIn, webhookRow } from "./row";

export const setWebhook: Handler<typeof SetWebhook> = async (request, scope) => {
  const { SdkAppId, Product, Owner = null, ClientToken, Revision: seen } = request;
  const contents = contentsOf(request, await knownFingerprintKey(scope), scope);
  const { revision } = contents;
  return scope.write(async (moment) => {
    const application = await editable(SdkAppId, moment);
    const held = await webhookRow(request, moment.db);
    const outcome = judgeSetting(held, { product: Product, revision }, seen);
    if (outcome instanceof ApiError) throw outcome;
    if (held && outcome === "Same") {
      // Whoever declares what is there already manages it from now on; by other means nothing is taken from anybody.
      if (Owner !== null && held.owner !== Owner) {
        await save(request, { owner: Owner, client_token: ClientToken ?? null }, moment);
        note(application, Owner, [ownerInLog(Product, held.owner, Owner)], moment);
      }
      return { Revision: revision, Outcome: outcome };
    }
    throwIf(judgeAvailable(hindranceOf(Product, SdkAppId, await runningOn(application, moment))));
    await mustNotBeSpent(ClientToken, moment);
    const written = { ...contents, owner: Owner, changed_at: moment.now };
    if (held) await save(request, written, moment);
    else {
      const row = { ...written, sdk_app_id: SdkAppId, product: Product, client_token: ClientToken ?? null };
      await moment.db.insertInto("webhooks").values(row).execute();
    }
    const before = held && { url: urlIn(held, scope), address: held.address, events: eventsIn(held) };
    const after = { url: request.Url, address: contents.address, events: request.Events };
    note(application, Owner, settingInWords(Product, before, after), moment);
    return { Revision: revision, Outcome: outcome };
  });
};

async function editable(sdkAppId: number, moment: WriteMoment): Promise<ApplicationRow> {
  const application = await liveApplication(sdkAppId, moment);
  mustBeEditable(application, moment);
  return application;
}

async function save(
  { SdkAppId, Product }: Key,
  change: Partial<WebhookRow>,
  { db }: WriteMoment,
): Promise<void> {
  await db
    .updateTable("webhooks")
    .set(change)
    .where("sdk_app_id", "=", SdkAppId)
    .where("product", "=", Product)
    .execute();
}

const note = (
  { sdk_app_id: sdkAppId }: ApplicationRow,
  owner: string | null,
  words: readonly string[],
  moment: WriteMoment,
): void => moment.note({ sdkAppId, owner, fields: ["Webhooks"], summary: summaryOf(words) });

export const deleteWebhook: Handler<typeof DeleteWebhook> = (request, scope) =>
  scope.write(async (moment) => {
    const { SdkAppId, Product, Revision: seen } = request;
    const application = await editable(SdkAppId, moment);
    const held = await webhookRow(request, moment.db);
    if (!held) throw noSuchWebhook(SdkAppId, Product);
    throwIf(judgeSeen(held, seen));
    await moment.db
      .deleteFrom("webhooks")
      .where("sdk_app_id", "=", SdkAppId)
      .where("product", "=", Product)
      .execute();
    await spendTokens([held.client_token], moment);
    note(application, held.owner, [deletionInWords(Product)], moment);
    return {};
  });

export const releaseWebhook: Handler<typeof ReleaseWebhook> = (request, scope) =>
  scope.write(async (moment) => {
    const { SdkAppId, Product, Owner } = request;
    const application = await editable(SdkAppId, moment);
    const held = await webhookRow(request, moment.db);
    if (!held) throw noSuchWebhook(SdkAppId, Product);
    if (held.owner !== Owner) return { Outdated: held.owner !== null };
    await spendTokens([held.client_token], moment);
    await save(request, { owner: null, client_token: null }, moment);
    note(application, Owner, [ownerInLog(Product, Owner, null)], moment);
    return { Outdated: false };
  });

type Entry = ResponseOf<typeof DescribeWebhooks>["Entries"][number];

export const describeWebhooks: Handler<typeof DescribeWebhooks> = ({ Webhooks: asked }, scope) =>
  scope.read(async (moment) => {
    const ids = [...new Set(asked.map(({ SdkAppId }) => SdkAppId))];
    const rows = await applicationRows(ids, moment.db);
    const judged = new Map(ids.map((id) => [id, judgeRow(rows.get(id), id, moment)]));
    const webhooks = await moment.db
      .selectFrom("webhooks")
      .selectAll()
      .where("sdk_app_id", "in", ids)
      .execute();
    const live = [...judged.values()].flatMap((one) => (one instanceof ApiError ? [] : [one]));
    const running = await runningPackages(live, moment);
    const entry = (key: Key): Entry => {
      const { SdkAppId, Product } = key;
      const application = judged.get(SdkAppId);
      if (application instanceof ApiError) return refused("Webhook", key, application);
      const held = webhooks.find((one) => one.sdk_app_id === SdkAppId && one.product === Product);
      if (!held) return refused("Webhook", key, noSuchWebhook(SdkAppId, Product));
      const packages = running.get(SdkAppId) ?? new Set();
      return {
        Outcome: "Found",
        ...key,
        Webhook: recordOf(held, hindranceOf(Product, SdkAppId, packages), scope),
      };
    };
    return { Entries: asked.map(entry) };
  });

function recordOf(row: WebhookRow, hindrance: string | undefined, scope: Scope): WebhookRecord {
  return {
    SdkAppId: row.sdk_app_id,
    Product: row.product,
    ...shownUrl(row, scope),
    Address: row.address,
    Events: eventsIn(row),
    Revision: row.revision,
    Owner: row.owner,
    NotAvailable: hindrance ?? null,
    ChangedTime: instant(row.changed_at),
  };
}

function shownUrl(row: WebhookRow, scope: Scope): Pick<WebhookRecord, "Url" | "UrlFault"> {
  try {
    const url = urlIn(row, scope);
    return scope.actor.readsSecrets === false && hidesPart(url) ? {} : { Url: url };
  } catch (error) {
    return { UrlFault: toldUnopened(error, scope) };
  }
}
