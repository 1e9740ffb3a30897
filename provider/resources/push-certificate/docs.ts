import type { PushVendor, pushForms, pushSecrets } from "../../../backend/api";
import type { PropertyMeta } from "../../lifecycle/properties/meta";

type Shape<Vendor extends PushVendor> = (typeof pushForms)[Vendor]["shape"];
type Fields<Vendor extends PushVendor> =
  | Exclude<keyof Shape<Vendor>, "Vendor">
  | keyof (typeof pushSecrets)[Vendor];
type Described<Names> = { readonly [Name in Names as Uncapitalize<Name & string>]: PropertyMeta };

const environment: PropertyMeta = {
  replaces:
    "Each environment needs a certificate with an id of its own: another environment replaces the certificate.",
  description: "APNs environment; apps from the App Store use `production`.",
  example: "production",
};
/** @param output what it is as an output, which files don't have */
const secret = (what: string, example: string, output = "its fingerprint"): PropertyMeta => ({
  writeOnly: true,
  description: `${what} As an output: ${output}.`,
  inFile: what,
  example,
});
const appSecret = (what: string): PropertyMeta => secret(what, "3f9a0c57d1e84b62");
/** @param forms what a program may give */
const file = (what: string, forms: string, remark: string, example: string): PropertyMeta => ({
  ...secret(`${what}: ${forms}.${remark}`, example),
  file: true,
  inFile: `${what}.${remark}`,
});
const text = "an asset, bytes, its text, or base64";
const packageName: PropertyMeta = {
  description: "Package name of the Android app.",
  example: "com.example.shop",
};
const appId = (console: string): PropertyMeta => ({
  description: `The AppID that ${console} gave the app.`,
  example: "104512345",
});
const badgeClass: PropertyMeta = {
  description: "Full class name of the launcher Activity, whose icon shows the number of unread messages.",
  example: "com.example.shop.MainActivity",
};
const channelId = (description: string): PropertyMeta => ({ description, example: "chat_messages" });
const clickAction: PropertyMeta = {
  description:
    "What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.",
  example: { opens: "application" },
};

/** What the docs say of each form's fields. A field without an entry, or an entry without a field, doesn't compile. */
export const pushDocs: { readonly [Vendor in PushVendor]: Described<Fields<Vendor>> } = {
  "apns-p12": {
    environment,
    bundleId: {
      description: "App that the certificate must be for. Default: the app in the certificate.",
      example: "com.example.shop",
    },
    file: file(
      "The .p12 file, at most 64 KiB, with the certificate and its private key",
      "an asset, bytes, or base64",
      " A new file replaces the old one in place.",
      "MIIKNgIBAzCCCewGCSqGSIb3DQEHAaCCCd0E",
    ),
    password: secret(
      "Password with which the file was exported. According to Tencent's documents a file without a password sends no pushes.",
      "correct horse battery staple",
      "the fingerprint of the file, which covers both",
    ),
  },
  "apns-p8": {
    environment,
    keyId: { description: "Key ID, as Apple shows it beside the key.", example: "ABC123DEFG" },
    teamId: { description: "Team ID of the team that owns the key.", example: "DEF123GHIJ" },
    bundleId: {
      description: "Bundle id of the main app; no wildcard.",
      example: "com.example.shop",
    },
    file: file(
      "The AuthKey_….p8 file",
      text,
      " One key serves both environments; each needs a certificate of its own.",
      "-----BEGIN PRIVATE KEY-----…",
    ),
  },
  fcm: {
    serviceAccount: file(
      "The service account's JSON key file, from Firebase's Project settings > Service accounts",
      text,
      "",
      '{"type": "service_account", …}',
    ),
    messageMode: {
      description: "Whether the system shows the push (`notification`) or the app gets its data (`data`).",
      example: "notification",
    },
    channelId: channelId("Notification channel on Android 8 and newer, made by the app."),
    clickAction,
  },
  huawei: {
    packageName,
    appId: appId("AppGallery Connect (the app's Client ID)"),
    appSecret: appSecret("The AppSecret (the app's Client Secret)."),
    badgeClass,
    channelId: channelId("Notification channel; the one set at Huawei, if any."),
    category: { description: "Huawei's category of the messages.", example: "IM" },
    clickAction,
  },
  honor: {
    appId: appId("HONOR Developers (the app's Client ID)"),
    clientSecret: appSecret("The app's ClientSecret."),
    badgeClass,
    importance: {
      description:
        "`NORMAL` for service messages, `LOW` for marketing. Since 2025-01-01 HONOR counts messages without importance as marketing.",
      example: "NORMAL",
    },
    clickAction,
  },
  xiaomi: {
    packageName,
    appId: appId("Xiaomi's console"),
    appSecret: appSecret("The app's AppSecret."),
    channelId: channelId("Notification channel; the one set at Xiaomi, if any."),
    clickAction,
  },
  oppo: {
    appKey: { description: "The app's AppKey at OPPO.", example: "5f3c0d9be2a14f7d" },
    appId: appId("OPPO's console"),
    masterSecret: appSecret("The app's MasterSecret, not its AppSecret."),
    channelId: channelId(
      "Notification channel, made by the app; Android 8 and newer show nothing without it.",
    ),
    clickAction,
  },
  vivo: {
    appKey: { description: "The app's AppKey at vivo.", example: "5f3c0d9be2a14f7d" },
    appId: appId("vivo's console"),
    appSecret: appSecret("The app's AppSecret."),
    category: { description: "vivo's category of the messages.", example: "IM" },
    clickAction,
  },
  meizu: {
    packageName,
    appId: appId("Meizu's console"),
    appSecret: appSecret("The app's AppSecret."),
    clickAction,
  },
  harmonyos: {
    serviceAccount: file(
      "The service account's JSON key file for Push Kit, from Huawei's API Console",
      text,
      "",
      '{"project_id": "101653523863785276", …}',
    ),
    clickAction: {
      description: "What a tap on a notification opens: the app or a page in it, never a web page.",
      example: { opens: "application" },
    },
  },
};

/** What the docs say of the fields of a click action, by their names. */
export const clickDocs: Readonly<Record<string, PropertyMeta>> = {
  opens: { description: "What the tap opens.", example: "application" },
  url: {
    description: "The page, beginning with http:// or https://.",
    example: "https://shop.example.com/news",
  },
  intent: {
    description: "The page of the app, as an intent URI.",
    example:
      "intent://com.example.shop/chat#Intent;scheme=pushscheme;component=com.example.shop/com.example.shop.ChatActivity;end",
  },
  activity: { description: "Full name of the Activity's class.", example: "com.example.shop.ChatActivity" },
  intentAction: {
    description: "The action of an intent filter of the app.",
    example: "com.example.shop.OPEN_CHAT",
  },
};
