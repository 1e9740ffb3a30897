import {
  ApiError,
  type DeleteWebhook,
  type ReleaseWebhook,
  type SetWebhook,
  webhookAddress,
  webhookFamilies,
} from "../../../api";
import { summaryOf } from "../../../rules/activities";
import {
  deletionInWords,
  judgeSeen,
  judgeSetting,
  noSuchWebhook,
  ownerInLog,
  settingInWords,
} from "../../../rules/webhooks";
import { mustNotBeSpent, spendTokens } from "../../late-requests";
import { throwIf } from "../../request";
import type { Handler, Scope, WriteMoment } from "../../scope";
import type { Key } from "../../webhook/row";
import { type Believed, believed } from "./believed";
import { carryOut, foundBy } from "./carry-out";
import {
  deedColumns,
  deedIn,
  earlierColumn,
  type Known,
  knownAs,
  realWebhookRow,
  saveRealWebhook,
} from "./row";
import { changing, type Turn } from "./turn";
import { realApplication } from "./way";

/** What a look before a change found, and what it is taken for. */
interface Before {
  readonly found: Known | undefined;
  readonly held: Believed | undefined;
}

async function before(turn: Turn): Promise<Before> {
  const found = await foundBy(turn);
  const { key, scope } = turn;
  return scope.read(async ({ db, at }) => ({
    found,
    held: believed(await realWebhookRow(key, db), found, at, scope),
  }));
}

const note = (
  { SdkAppId: sdkAppId }: Key,
  owner: string | null,
  words: readonly string[],
  moment: WriteMoment,
): void => moment.note({ sdkAppId, owner, fields: ["Webhooks"], summary: summaryOf(words) });

const shownOf = ({ contents: { Url, Events } }: Known) => ({
  url: Url,
  address: webhookAddress(Url),
  events: Events,
});

const judged = (held: Believed | undefined, { Product }: Key) =>
  held && { product: Product, address: webhookAddress(held.contents.Url), revision: held.revision };

/** A creation that arrives late makes nothing: judged before Tencent Cloud is asked for it. */
const mustNotBeLate = (clientToken: string | undefined, scope: Scope): Promise<void> =>
  scope.record((moment) => mustNotBeSpent(clientToken, { ...moment, signedAt: scope.signedAt }));

export const setWebhook: Handler<typeof SetWebhook> = (request, scope) =>
  changing(request, scope, async (turn) => {
    const { Product, Owner = null, ClientToken, Revision: seen } = request;
    const { found, held } = await before(turn);
    const wanted = knownAs(request, turn.fingerprintKey);
    const outcome = judgeSetting(
      judged(held, request),
      { product: Product, revision: wanted.revision },
      seen,
    );
    if (outcome instanceof ApiError) throw outcome;
    const answer = { Revision: wanted.revision, Outcome: outcome };
    if (held && outcome === "Same") {
      return scope.write(async (moment) => {
        await take(request, held, { owner: Owner, clientToken: ClientToken ?? null }, scope, moment);
        return answer;
      });
    }
    await mustNotBeLate(ClientToken, scope);
    const isUpdate = held !== undefined && !webhookFamilies[Product].setOverwrites;
    await carryOut(turn, {
      command: isUpdate ? "update" : "set",
      ...{ wanted, found, held, owner: Owner, clientToken: ClientToken ?? null },
    });
    await scope.write(async (moment) => {
      await answered(request, moment);
      note(request, Owner, settingInWords(Product, held && shownOf(held), shownOf(wanted)), moment);
      return answer;
    });
    return answer;
  });

/** Whoever declares what is there already manages it from now on; by other means nothing is taken from anybody. */
async function take(
  key: Key,
  held: Believed,
  { owner, clientToken }: { readonly owner: string | null; readonly clientToken: string | null },
  scope: Scope,
  moment: WriteMoment,
): Promise<void> {
  if (owner === null) return;
  const deed = deedIn(await realWebhookRow(key, moment.db));
  const isOther = deed.revision !== held.revision || deed.stage === "none";
  // What an earlier run has set, and didn't live to record, is recorded now.
  const isOpen = isOther || deed.stage === "asked";
  if (held.owner === owner && !isOpen) return;
  await saveRealWebhook(
    key,
    {
      owner,
      ...(clientToken !== null && { client_token: clientToken }),
      ...(isOpen && { stage: "shown" as const, stage_at: moment.at }),
      ...(isOther && { ...deedColumns(key, held, scope), earlier: earlierColumn([]), earlier_owner: null }),
    },
    moment.db,
  );
  if (held.owner !== owner) note(key, owner, [ownerInLog(key.Product, held.owner, owner)], moment);
}

/** Records that Tencent Cloud has answered yes; a look may have shown it meanwhile. */
async function answered(key: Key, { db }: WriteMoment): Promise<void> {
  const row = await realWebhookRow(key, db);
  if (row?.stage === "asked") await saveRealWebhook(key, { stage: "answered" }, db);
}

export const deleteWebhook: Handler<typeof DeleteWebhook> = (request, scope) =>
  changing(request, scope, async (turn) => {
    const { SdkAppId, Product, Revision: seen } = request;
    const { found, held } = await before(turn);
    if (!held) {
      await forget(request, scope);
      throw noSuchWebhook(SdkAppId, Product);
    }
    throwIf(judgeSeen({ ...held, product: Product, address: webhookAddress(held.contents.Url) }, seen));
    const row = await scope.read(({ db }) => realWebhookRow(request, db));
    const clientToken = row?.client_token ?? null;
    await carryOut(turn, { command: "delete", wanted: undefined, found, held, owner: null, clientToken });
    await scope.write(async (moment) => {
      await answered(request, moment);
      await saveRealWebhook(request, { client_token: null }, moment.db);
      await spendTokens([clientToken], moment);
      note(request, held.owner, [deletionInWords(Product)], moment);
      return {};
    });
    return {};
  });

/** What was made is gone, whoever deleted it: its token makes it no more. */
const forget = (key: Key, scope: Scope): Promise<void> =>
  scope.record(async (moment) => {
    const row = await realWebhookRow(key, moment.db);
    if (!row || row.stage === "none") return;
    await spendTokens([row.client_token], { ...moment, askedAt: scope.signedAt ?? moment.at });
    const columns = deedColumns(key, undefined, scope);
    await saveRealWebhook(key, { ...columns, owner: null, client_token: null, stage: "none" }, moment.db);
  });

export const releaseWebhook: Handler<typeof ReleaseWebhook> = async (request, scope) => {
  const { SdkAppId, Product, Owner } = request;
  await realApplication(SdkAppId, scope);
  return scope.write(async (moment) => {
    const row = await realWebhookRow(request, moment.db);
    if (!row || row.revision === null) throw noSuchWebhook(SdkAppId, Product);
    if (row.owner !== Owner) return { Outdated: row.owner !== null };
    await spendTokens([row.client_token], moment);
    await saveRealWebhook(request, { owner: null, client_token: null }, moment.db);
    note(request, Owner, [ownerInLog(Product, Owner, null)], moment);
    return { Outdated: false };
  });
};
