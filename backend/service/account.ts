import type { DescribeAccount, ListOwners, ModifySettings } from "../api";
import { ApiError } from "../api";
import { settingsOf } from "../rules/settings";
import { instant } from "./application-record";
import { isLive } from "./live-application";
import type { Handler } from "./scope";

export const describeAccount: Handler<typeof DescribeAccount> = (_request, scope) =>
  scope.read(async ({ db, now, settings, account }) => {
    const { count } = await db
      .selectFrom("applications")
      .select(({ fn }) => fn.countAll().as("count"))
      .where("uin", "=", account.uin)
      .where(isLive(now))
      .executeTakeFirstOrThrow();
    return {
      Identity: scope.identity,
      Uin: account.uin,
      Simulated: true,
      Settings: settings,
      Applications: Number(count),
      ServerTime: instant(now),
    };
  });

export const listOwners: Handler<typeof ListOwners> = (request, scope) =>
  scope.read(async ({ db, now, account }) => {
    const rows = await db
      .selectFrom("applications")
      .select(["sdk_app_id", "owner"])
      .where("uin", "=", account.uin)
      .where("owner", "is not", null)
      .where(isLive(now))
      .orderBy("sdk_app_id")
      .execute();
    return {
      Owners: rows.flatMap(({ sdk_app_id, owner }) =>
        owner?.startsWith(request.Prefix) ? [{ SdkAppId: sdk_app_id, Owner: owner }] : [],
      ),
    };
  });

export const modifySettings: Handler<typeof ModifySettings> = (request, scope) =>
  scope.write(async ({ db, account }) => {
    const overrides = JSON.stringify({ ...JSON.parse(account.settings), ...request });
    const settings = settingsOf(overrides);
    if (settings.WindowSecondsMin > settings.WindowSecondsMax) {
      throw new ApiError(
        "InvalidParameterValue",
        `must not exceed WindowSecondsMax (${settings.WindowSecondsMax})`,
        "WindowSecondsMin",
      );
    }
    await db.updateTable("accounts").set({ settings: overrides }).where("uin", "=", account.uin).execute();
    return settings;
  });
