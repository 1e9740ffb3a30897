import {
  ApiError,
  applicationFieldNames,
  type CreateApplication,
  claimDigest,
  defaultAdminAccount,
  type ResponseOf,
  type SimulatedApplication,
} from "../../api";
import { asListed, asText, type Deed } from "../../rules/activities";
import { judgeFields, newColumns } from "../../rules/application/fields";
import { impliesRtcService, openEditions, openProducts } from "../../rules/application/products";
import { applicationQuota, sdkAppIdQuota } from "../../rules/application/quotas";
import { settle } from "../../rules/application/status";
import { claimBytes, claimOf } from "../../rules/claims";
import { identityHash, judgeToken, otherOrganization } from "../../rules/client-tokens";
import { type ApplicationRow, insertInto, statement } from "../../store";
import { newClaim } from "../claims";
import { mustNotBeLate, mustNotBeSpent } from "../late-requests";
import { throwAll, throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";
import { newSecretKey } from "./keys";
import { isLive } from "./live";
import { instant, recordOf } from "./record";

type Request = Parameters<Handler<typeof CreateApplication>>[0];
type Response = ResponseOf<typeof CreateApplication>;

/** The first result of a token again, or a new application with its key and its default admin account. */
export const createApplication: Handler<typeof CreateApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const made = await madeByToken(request, moment);
    const { application, claim, record } = made
      ? await reclaim(made, scope, moment)
      : await create(request, scope, moment);
    return {
      SdkAppId: application.sdk_app_id,
      Claim: claim,
      Replayed: made !== undefined,
      CreatedTime: instant(application.created_at),
      ...(record && { Application: record }),
      Siblings: await siblings(application.sdk_app_id, request.Owner, moment),
    };
  });

type Made = Pick<ApplicationRow, "sdk_app_id" | "created_at" | "claimed_at">;
interface Claimed {
  readonly application: Made;
  readonly claim: string;
  /** Record of a new application; undefined where an earlier request made it. */
  readonly record?: SimulatedApplication;
}

const usedToken = statement<{ uin: string; clientToken: string }>()((db, { value }) =>
  db
    .selectFrom("client_tokens")
    .selectAll()
    .where("uin", "=", value("uin"))
    .where("client_token", "=", value("clientToken")),
);

/** The live application that the request's token has already made. A token whose application goes is free again. */
async function madeByToken(request: Request, moment: WriteMoment): Promise<Made | undefined> {
  if (request.ClientToken === undefined) return undefined;
  const { db, now, settings, account } = moment;
  const [used] = await usedToken(db, { uin: account.uin, clientToken: request.ClientToken });
  if (!used) return undefined;
  const row = await db
    .selectFrom("applications")
    .selectAll()
    .where("sdk_app_id", "=", used.sdk_app_id)
    .executeTakeFirst();
  const application = row && settle(row, now, settings);
  const lives = application !== undefined && application.status !== "Deleting";
  const judged = judgeToken(lives ? used : undefined, identityHash(request), now, settings);
  if (judged instanceof ApiError) throw judged;
  const other = lives ? otherOrganization(application.owner, request.Owner) : undefined;
  if (other !== undefined) {
    throw new ApiError(
      "ResourceInUse.ClientToken",
      `application ${used.sdk_app_id} was made by a stack of the organisation "${other}" that has this stack's name and project: give one of them another name`,
      "ClientToken",
    );
  }
  return judged === "repeated" ? application : undefined;
}

/** A repetition changes nothing but who holds the claim: whoever asked last. */
async function reclaim(application: Made, scope: Scope, moment: WriteMoment): Promise<Claimed> {
  mustNotBeLate(application, moment);
  const claim = await newClaim(scope, moment);
  await moment.db
    .updateTable("applications")
    .set({ claim_hash: claimDigest(claim), claimed_at: moment.askedAt })
    .where("sdk_app_id", "=", application.sdk_app_id)
    .execute();
  return { application, claim };
}

async function create(request: Request, scope: Scope, moment: WriteMoment): Promise<Claimed> {
  throwAll(judgeFields(request));
  await mustNotBeSpent(request.ClientToken, moment);
  await mustHaveRoom(moment);
  const claim = claimOf(moment.account.next_claim, scope.random.bytes(claimBytes));
  const application = newRow(request, claim, scope, moment);
  await insert(application, request.ClientToken, identityHash(request), moment);
  moment.note(creation(application));
  return { application, claim, record: newRecord(application, moment) };
}

/** Every fact that an application begins with is as it is since then. */
const creation = ({ sdk_app_id: sdkAppId, owner, name, region, products }: ApplicationRow): Deed => ({
  sdkAppId,
  owner,
  fields: [...applicationFieldNames, "Editions", "Status", "AdminAccounts"],
  summary: `created: Name ${asText(name)}, Region ${region}, Products ${asListed(products)}`,
});

const newRecord = (application: ApplicationRow, { now, settings }: WriteMoment): SimulatedApplication => {
  const adminAccounts = [{ UserId: defaultAdminAccount, CreatedTime: instant(application.created_at) }];
  return recordOf({
    application,
    adminAccounts,
    subscriptions: [],
    leaving: [],
    now,
    settings,
    secrets: undefined,
  });
};

/**
 * What the clock has deleted has no row any more, so that rows can be counted. They need not be where fewer ids than the
 * quota have been given out since the oldest of them.
 */
async function mustHaveRoom(moment: WriteMoment): Promise<void> {
  const { db, account, settings } = moment;
  const { uin, next_sdk_app_id: next, last_sdk_app_id: last } = account;
  const [oldest] = await oldestOf(db, { uin });
  if (applicationQuota(next - Number(oldest?.id ?? next), settings)) {
    const [rows] = await rowsOf(db, { uin });
    throwIf(applicationQuota(Number(rows?.count), settings));
  }
  throwIf(sdkAppIdQuota(next, last));
}

const oldestOf = statement<{ uin: string }>()((db, { value }) =>
  db
    .selectFrom("applications")
    .select(({ fn }) => fn.min("sdk_app_id").as("id"))
    .where("uin", "=", value("uin")),
);

const rowsOf = statement<{ uin: string }>()((db, { value }) =>
  db
    .selectFrom("applications")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("uin", "=", value("uin")),
);

function newRow(
  request: Request,
  claim: string,
  scope: Scope,
  { now, account, askedAt }: WriteMoment,
): ApplicationRow {
  const id = account.next_sdk_app_id;
  const open = openProducts([], request.Products);
  return {
    sdk_app_id: id,
    uin: account.uin,
    ...newColumns(request),
    products: JSON.stringify(open),
    status: "Normal",
    status_since: now,
    status_until: null,
    disabled_reason: null,
    billing_event: null,
    billing_event_at: null,
    rtc_service: impliesRtcService(open) ? 1 : 0,
    editions: JSON.stringify(openEditions({}, open)),
    signature_algorithm: "HMAC-SHA256",
    secret_key: newSecretKey(id, scope),
    public_key: null,
    private_key: null,
    claim_hash: claimDigest(claim),
    claimed_at: askedAt,
    created_at: now,
    expires_at: null,
  };
}

async function insert(
  application: ApplicationRow,
  clientToken: string | undefined,
  parametersHash: string,
  { db, account }: WriteMoment,
): Promise<void> {
  const { sdk_app_id, uin, created_at } = application;
  await giveOut(db, { uin, nextSdkAppId: sdk_app_id + 1, nextClaim: account.next_claim + 1 });
  await insertApplication(db, application);
  await insertAdminAccount(db, { sdk_app_id, user_id: defaultAdminAccount, client_token: null, created_at });
  if (clientToken === undefined) return;
  await keepToken(db, { uin, clientToken, sdkAppId: sdk_app_id, parametersHash, createdAt: created_at });
}

const insertApplication = insertInto("applications");
const insertAdminAccount = insertInto("admin_accounts");

const giveOut = statement<{ uin: string; nextSdkAppId: number; nextClaim: number }>()((db, { value }) =>
  db
    .updateTable("accounts")
    .set({ next_sdk_app_id: value("nextSdkAppId"), next_claim: value("nextClaim") })
    .where("uin", "=", value("uin")),
);

const keepToken = statement<{
  uin: string;
  clientToken: string;
  sdkAppId: number;
  parametersHash: string;
  createdAt: number;
}>()((db, { value }) => {
  const token = {
    sdk_app_id: value("sdkAppId"),
    parameters_hash: value("parametersHash"),
    created_at: value("createdAt"),
  };
  return db
    .insertInto("client_tokens")
    .values({ uin: value("uin"), client_token: value("clientToken"), ...token })
    .onConflict((conflict) => conflict.columns(["uin", "client_token"]).doUpdateSet(token));
});

const liveOf = statement<{ uin: string; owner: string; now: number }>()((db, { value }) =>
  db
    .selectFrom("applications")
    .select(["sdk_app_id", "created_at"])
    .where("uin", "=", value("uin"))
    .where("owner", "=", value("owner"))
    .where(isLive(value("now"))),
);

/** Other live applications of the same declaration: what an interrupted run may have left behind. */
async function siblings(
  sdkAppId: number,
  owner: string | undefined,
  { db, now, account }: WriteMoment,
): Promise<Response["Siblings"]> {
  if (owner === undefined) return [];
  // Sorted here: asked for an order, SQLite walks all applications of the account instead of the owner's few.
  const rows = await liveOf(db, { uin: account.uin, owner, now });
  return rows
    .filter((row) => row.sdk_app_id !== sdkAppId)
    .sort((one, other) => one.sdk_app_id - other.sdk_app_id)
    .map((row) => ({ SdkAppId: row.sdk_app_id, CreatedTime: instant(row.created_at) }));
}
