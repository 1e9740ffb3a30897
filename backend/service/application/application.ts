import type { DescribeApplications, ListApplications, ModifyApplication } from "../../api";
import { ApiError, type ApplicationEntry, type SimulatedApplication } from "../../api";
import { changedColumns, judgeFields } from "../../rules/application/fields";
import { judgeAlgorithm } from "../../rules/application/keys";
import {
  editionsOf,
  impliesRtcService,
  openEditions,
  openProducts,
  productsOf,
} from "../../rules/application/products";
import { settle } from "../../rules/application/status";
import { isOutdated, overtaken } from "../../rules/claims";
import { type ApplicationChange, type ApplicationRow, statement } from "../../store";
import { refused } from "../refused";
import { throwAll, throwIf } from "../request";
import type { Handler, Moment } from "../scope";
import { leavingWith, subscriptionsOf } from "./attached";
import { saveApplication } from "./change";
import { keyChange } from "./keys";
import { applicationRows, isLive, judgeRow, liveApplication, mustBeEditable } from "./live";
import { type AdminAccounts, instant, recordOf, type SecretsOf } from "./record";
import { recordSecretsRead, secretsFor } from "./secrets-read";

const adminAccountsOf = statement<{ ids: readonly number[] }>()((db, { list }) =>
  db
    .selectFrom("admin_accounts")
    .select(["sdk_app_id", "user_id", "created_at"])
    .where("sdk_app_id", "in", list("ids"))
    .orderBy("sdk_app_id")
    .orderBy("user_id"),
);

export const describeApplications: Handler<typeof DescribeApplications> = async (request, scope) => {
  const answer = await scope.read(async (moment) => {
    const ids = request.SdkAppIds;
    const rows = await applicationRows(ids, moment.db);
    const print = await printer(moment, ids, request.WithSecrets ? secretsFor(scope) : undefined);
    const entry = (id: number): ApplicationEntry => {
      const found = judgeRow(rows.get(id), id, moment);
      if (found instanceof ApiError) return refused("Application", { SdkAppId: id }, found);
      return { Outcome: "Found", SdkAppId: id, Application: print(found) };
    };
    return { Entries: ids.map(entry) };
  });
  const found = answer.Entries.flatMap((entry) => (entry.Outcome === "Found" ? [entry.Application] : []));
  await recordSecretsRead(found, scope);
  return answer;
};

export const listApplications: Handler<typeof ListApplications> = async (request, scope) => {
  const answer = await scope.read(async (moment) => {
    const { db, now, settings, account } = moment;
    const live = db.selectFrom("applications").where("uin", "=", account.uin).where(isLive(now));
    const { count } = await live.select(({ fn }) => fn.countAll().as("count")).executeTakeFirstOrThrow();
    const rows = await live
      .selectAll()
      .orderBy("sdk_app_id")
      .limit(request.Limit)
      .offset(request.Offset)
      .execute();
    const settled = rows.flatMap((row) => settle(row, now, settings) ?? []);
    const ids = settled.map((row) => row.sdk_app_id);
    const print = await printer(moment, ids, request.WithSecrets ? secretsFor(scope) : undefined);
    return { TotalCount: Number(count), Applications: settled.map(print) };
  });
  await recordSecretsRead(answer.Applications, scope);
  return answer;
};

/** Reads what belongs to the applications in one query per table; the result makes a record of each. */
async function printer(
  { db, now, settings }: Moment,
  ids: readonly number[],
  secrets: SecretsOf | undefined,
): Promise<(application: ApplicationRow) => SimulatedApplication> {
  const byApplication = new Map<number, AdminAccounts>(ids.map((id) => [id, []]));
  const rows = ids.length === 0 ? [] : await adminAccountsOf(db, { ids });
  for (const row of rows) {
    byApplication.get(row.sdk_app_id)?.push({ UserId: row.user_id, CreatedTime: instant(row.created_at) });
  }
  const packages = await subscriptionsOf(db, ids);
  const leaving = await leavingWith(db, ids);
  return (application) => {
    const adminAccounts = byApplication.get(application.sdk_app_id) ?? [];
    const subscriptions = packages.filter((row) => row.sdk_app_id === application.sdk_app_id);
    const certificates = leaving.get(application.sdk_app_id) ?? [];
    return recordOf({
      application,
      adminAccounts,
      subscriptions,
      leaving: certificates,
      now,
      settings,
      secrets,
    });
  };
}

type Modification = Parameters<Handler<typeof ModifyApplication>>[0];

export const modifyApplication: Handler<typeof ModifyApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    if (isOutdated(application, request.Claim)) throw overtaken(application);
    mustBeEditable(application, moment);
    const { SignatureAlgorithm } = request;
    if (SignatureAlgorithm) throwIf(judgeAlgorithm(application.signature_algorithm, SignatureAlgorithm));
    throwAll(judgeFields(request, application));
    const changes: ApplicationChange = {
      ...changedColumns(request),
      ...productChanges(application, request),
      ...keyChange(application, SignatureAlgorithm, scope),
    };
    await saveApplication(application, changes, moment);
    return {};
  });

function productChanges(application: ApplicationRow, request: Modification): ApplicationChange {
  const open = openProducts(productsOf(application.products), request.Products ?? []);
  const rtcService = request.RtcService === true || impliesRtcService(open);
  return {
    ...(request.Products && {
      products: JSON.stringify(open),
      editions: JSON.stringify(openEditions(editionsOf(application.editions), open)),
    }),
    ...(rtcService && application.rtc_service === 0 && { rtc_service: 1 }),
  };
}
