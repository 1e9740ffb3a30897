import type { DescribeAccount, ListOwners, ModifySettings } from "../../api";
import { ApiError } from "../../api";
import { summaryOf } from "../../rules/activities";
import { settingDifferences, settingsOf } from "../../rules/settings";
import { isReadOnly } from "../../store";
import { isLive } from "../application/live";
import { instant } from "../application/record";
import { drawFingerprintKey, fingerprintKeyOf } from "../push-certificate/fingerprint-key";
import type { Handler } from "../scope";

/**
 * A run begins with this question, and so takes off the disk what has ended since the last write, and draws the
 * account's key for fingerprints.
 */
export const describeAccount: Handler<typeof DescribeAccount> = async (request, scope) => {
  const { leftovers, ...answer } = await scope.read(async ({ db, now, settings, account }) => {
    const rows = db.selectFrom("applications").where("uin", "=", account.uin);
    const { count } = await rows
      .select(({ fn }) => fn.countAll().as("count"))
      .where(isLive(now))
      .executeTakeFirstOrThrow();
    const leftover = await rows
      .select("sdk_app_id")
      .where("status", "=", "Deleting")
      .where("status_until", "<=", now)
      .executeTakeFirst();
    return {
      leftovers: leftover !== undefined,
      Identity: scope.identity,
      Uin: account.uin,
      Simulated: true,
      Executor: account.executor,
      Site: account.site,
      Settings: settings,
      Applications: Number(count),
      ServerTime: instant(now),
      NextSdkAppId: account.next_sdk_app_id,
      NextCertificateId: account.next_certificate_id,
      NextClaim: account.next_claim,
      FingerprintKey: fingerprintKeyOf(account, scope),
    };
  });
  if (!leftovers && answer.FingerprintKey !== undefined) return answer;
  const isDone = await scope
    .write((moment) => drawFingerprintKey(scope, moment))
    .then(
      () => true,
      (error: unknown) => {
        if (isReadOnly(error)) return false;
        throw error;
      },
    );
  return isDone && answer.FingerprintKey === undefined ? describeAccount(request, scope) : answer;
};

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
  scope.write(async ({ db, account, settings: before, note }) => {
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
    const changed = settingDifferences(before, settings);
    if (changed.length > 0) {
      note({ sdkAppId: null, owner: null, fields: ["Settings"], summary: summaryOf(changed) });
    }
    return settings;
  });
