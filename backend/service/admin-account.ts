import type { CreateAdminAccount, DeleteAdminAccount, DescribeAdminAccounts, ResponseOf } from "../api";
import { ApiError } from "../api";
import type { Deed } from "../rules/activities";
import { adminAccountQuota, forbidsAdminDeletion, judgeAdminAccount } from "../rules/admin-accounts";
import { type ApplicationRow, insertInto, statement } from "../store";
import { applicationRows, judgeRow, liveApplication, mustBeEditable } from "./application/live";
import { instant } from "./application/record";
import { mustNotBeSpent, spendTokens } from "./late-requests";
import { refused } from "./refused";
import { throwIf } from "./request";
import type { Handler } from "./scope";

export const createAdminAccount: Handler<typeof CreateAdminAccount> = (request, scope) =>
  scope.write(async (moment) => {
    const { db, now, settings } = moment;
    const { SdkAppId, UserId, ClientToken } = request;
    const application = await liveApplication(SdkAppId, moment);
    mustBeEditable(application, moment);
    const accounts = await accountsOf(db, { ids: [SdkAppId] });
    const held = accounts.find((account) => account.user_id === UserId);
    const judged = judgeAdminAccount(UserId, held, ClientToken);
    if (judged instanceof ApiError) throw judged;
    if (held) return { CreatedTime: instant(held.created_at), Existed: true };
    await mustNotBeSpent(ClientToken, moment);
    throwIf(adminAccountQuota(accounts.length, settings));
    await insertAccount(db, {
      sdk_app_id: SdkAppId,
      user_id: UserId,
      client_token: ClientToken ?? null,
      created_at: now,
    });
    moment.note(deedOf(application, `admin account "${UserId}" added`));
    return { CreatedTime: instant(now), Existed: false };
  });

const insertAccount = insertInto("admin_accounts");

const accountsOf = statement<{ ids: readonly number[] }>()((db, { list }) =>
  db.selectFrom("admin_accounts").selectAll().where("sdk_app_id", "in", list("ids")),
);

const deedOf = ({ sdk_app_id: sdkAppId, owner }: ApplicationRow, summary: string): Deed => ({
  sdkAppId,
  owner,
  fields: ["AdminAccounts"],
  summary,
});

const noSuchAccount = (sdkAppId: number, userId: string): ApiError =>
  new ApiError(
    "ResourceNotFound.AdminAccount",
    `application ${sdkAppId} has no admin account "${userId}"`,
    "UserId",
  );

export const deleteAdminAccount: Handler<typeof DeleteAdminAccount> = (request, scope) =>
  scope.write(async (moment) => {
    const { SdkAppId, UserId } = request;
    const application = await liveApplication(SdkAppId, moment);
    mustBeEditable(application, moment);
    throwIf(forbidsAdminDeletion(UserId));
    const gone = await moment.db
      .deleteFrom("admin_accounts")
      .where("sdk_app_id", "=", SdkAppId)
      .where("user_id", "=", UserId)
      .returning("client_token")
      .executeTakeFirst();
    if (!gone) throw noSuchAccount(SdkAppId, UserId);
    await spendTokens([gone.client_token], moment);
    moment.note(deedOf(application, `admin account "${UserId}" deleted`));
    return {};
  });

type Entry = ResponseOf<typeof DescribeAdminAccounts>["Entries"][number];

export const describeAdminAccounts: Handler<typeof DescribeAdminAccounts> = (request, scope) =>
  scope.read(async (moment) => {
    const asked = request.AdminAccounts;
    const ids = [...new Set(asked.map((key) => key.SdkAppId))];
    const rows = await applicationRows(ids, moment.db);
    const accounts = await accountsOf(moment.db, { ids });
    const madeAt = new Map(accounts.map((row) => [keyOf(row.sdk_app_id, row.user_id), row.created_at]));
    const entry = (key: (typeof asked)[number]): Entry => {
      const { SdkAppId, UserId } = key;
      const application = judgeRow(rows.get(SdkAppId), SdkAppId, moment);
      if (application instanceof ApiError) return refused("AdminAccount", key, application);
      const created = madeAt.get(keyOf(SdkAppId, UserId));
      if (created === undefined) return refused("AdminAccount", key, noSuchAccount(SdkAppId, UserId));
      return { Outcome: "Found", ...key, CreatedTime: instant(created) };
    };
    return { Entries: asked.map(entry) };
  });

const keyOf = (sdkAppId: number, userId: string) => `${sdkAppId}/${userId}`;
