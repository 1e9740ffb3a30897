import type { PushCertificateRecord } from "../../../backend/api";
import { isBag } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";

/**
 * The entries of a certificate in timpush-configs.json, by the names that TIMPush's Android clients read (their
 * spelling is "Bussiness"). What only the client's side knows, such as an AppKey of Xiaomi, and secrets aren't in it.
 */
export function timpushConfig({
  Platform: platform,
  CertificateId,
}: PushCertificateRecord): Record<string, string> {
  const id = String(CertificateId);
  switch (platform.Vendor) {
    case "apns-p12":
    case "apns-p8":
    case "harmonyos":
      return {};
    case "fcm":
      return { fcmPushBussinessId: id, ...given("fcmPushChannelId", platform.ChannelId) };
    case "huawei":
      return { huaweiPushBussinessId: id, ...given("huaweiBadgeClassName", platform.BadgeClass) };
    case "honor":
      return { honorPushBussinessId: id };
    case "xiaomi":
      return { xiaomiPushBussinessId: id, xiaomiPushAppId: platform.AppId };
    case "oppo":
      return { oppoPushBussinessId: id, oppoPushAppKey: platform.AppKey };
    case "vivo":
      return { vivoPushBussinessId: id };
    case "meizu":
      return { meizuPushBussinessId: id, meizuPushAppId: platform.AppId };
  }
}

const given = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [name]: value };

/**
 * The text of `timpush-configs.json` from the parts of an app's certificates; undefined where none has a part in it.
 *
 * @throws UserError where two certificates set one entry, of which a client reads one.
 */
export function timpushText(parts: readonly unknown[]): string | undefined {
  const entries = parts
    .flatMap((part) => (isBag(part) ? Object.entries(part) : []))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const twice = entries.find(([name], index) => entries[index + 1]?.[0] === name);
  if (twice) {
    throw new UserError(
      `two of the certificates set "${twice[0]}", and a client reads one: give a file for each app its own certificates`,
    );
  }
  return entries.length === 0 ? undefined : `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
