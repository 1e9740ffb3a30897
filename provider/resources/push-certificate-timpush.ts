import type { PushCertificateRecord } from "../../backend/api";

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
