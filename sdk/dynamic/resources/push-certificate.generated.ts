// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * What a PushCertificate is made from.
 */
export interface PushCertificateArgs {
  /**
   * The application, or its id. Another application replaces the certificate.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * The vendor whose push service it is for, and what the vendor's form in the console asks for. Everything but `vendor` and `environment` changes in place; what is left out is empty.
   * @example {"vendor":"huawei","packageName":"com.example.shop","appId":"104512345","appSecret":"3f9a0c57d1e84b62"}
   */
  platform: pulumi.Input<PushCertificatePlatformArgs>;
  /**
   * Id of a certificate of the application to take over instead of making one, so that shipped clients go on reporting the id they know. Destroying this declaration then leaves it.
   * @example 6768
   */
  adopt?: pulumi.Input<number>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` says the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * What a PushCertificate gives back: everything declared, as the backend holds it, and what it made.
 */
export interface PushCertificateOutputs {
  /**
   * The application, or its id. Another application replaces the certificate.
   */
  readonly application: pulumi.Output<string>;
  /**
   * The vendor whose push service it is for, and what the vendor's form in the console asks for. Everything but `vendor` and `environment` changes in place; what is left out is empty.
   */
  readonly platform: pulumi.Output<PushCertificatePlatform>;
  /**
   * Id of a certificate of the application to take over instead of making one, so that shipped clients go on reporting the id they know. Destroying this declaration then leaves it.
   */
  readonly adopt: pulumi.Output<number | undefined>;
  /**
   * Whether its term has ended. Every declaration expects that it hasn't, so an expired certificate shows as drift; a new file mends it.
   */
  readonly expired: pulumi.Output<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` says the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * The id (businessID) that clients report with their device token. Made by the service; it survives every edit, and no replacement.
   */
  readonly certificateId: pulumi.Output<number>;
  /**
   * SHA-256 in hex of the certificate, of the public half of the key, or of the vendor's secret: what the write-only fields are compared by.
   */
  readonly fingerprint: pulumi.Output<string>;
  /**
   * The app that the vendor knows: a bundle id, the id of a project, or an app id.
   */
  readonly app: pulumi.Output<string>;
  /**
   * Subject of a .p12's certificate.
   */
  readonly subject: pulumi.Output<string | undefined>;
  /**
   * What a .p12's certificate may push to: the bundle id and its variants.
   */
  readonly topics: pulumi.Output<string[] | undefined>;
  /**
   * When a .p12's term begins, ISO 8601.
   */
  readonly notBefore: pulumi.Output<string | undefined>;
  /**
   * When a .p12's term ends, ISO 8601. Missing where there is no term.
   */
  readonly notAfter: pulumi.Output<string | undefined>;
  /**
   * Whole days until then, as of the last read; negative once it has passed.
   */
  readonly daysLeft: pulumi.Output<number | undefined>;
  /**
   * When it was made, ISO 8601.
   */
  readonly createdTime: pulumi.Output<string>;
  /**
   * When what was saved last is in effect everywhere, at the latest, ISO 8601.
   */
  readonly effectiveTime: pulumi.Output<string>;
  /**
   * Its entries in timpush-configs.json, the file that Android clients of TIMPush read; empty for APNs and HarmonyOS. Secrets aren't in it.
   */
  readonly timpushConfig: pulumi.Output<Record<string, string>>;
}

/**
 * The forms of `platform`, told apart by `vendor`.
 */
export type PushCertificatePlatformArgs =
  | PushCertificatePlatformApnsP12Args
  | PushCertificatePlatformApnsP8Args
  | PushCertificatePlatformFcmArgs
  | PushCertificatePlatformHuaweiArgs
  | PushCertificatePlatformHonorArgs
  | PushCertificatePlatformXiaomiArgs
  | PushCertificatePlatformOppoArgs
  | PushCertificatePlatformVivoArgs
  | PushCertificatePlatformMeizuArgs
  | PushCertificatePlatformHarmonyosArgs;

/**
 * `platform` where `vendor` is "apns-p12".
 */
export interface PushCertificatePlatformApnsP12Args {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "apns-p12"
   */
  vendor: "apns-p12";
  /**
   * Where it pushes. The two are certificates of their own with ids of their own; apps from the App Store need production. Another environment replaces the certificate.
   * @example "production"
   */
  environment: pulumi.Input<"development" | "production">;
  /**
   * The app that the certificate must be for. Left out, whichever it is for is taken.
   * @example "com.example.shop"
   */
  bundleId?: pulumi.Input<string>;
  /**
   * The .p12 file, at most 64 KiB, with the certificate and its private key: an asset, bytes, or base64. A new file replaces the old one in place. As an output its fingerprint.
   * @example "MIIKNgIBAzCCCewGCSqGSIb3DQEHAaCCCd0E"
   */
  file: pulumi.Input<string | Uint8Array | pulumi.asset.FileAsset | pulumi.asset.StringAsset>;
  /**
   * The password that the file was exported with. Without one Tencent's documents promise no pushes. As an output the file's fingerprint: the two are one secret.
   * @example "correct horse battery staple"
   */
  password: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "apns-p8".
 */
export interface PushCertificatePlatformApnsP8Args {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "apns-p8"
   */
  vendor: "apns-p8";
  /**
   * Where it pushes. The two are certificates of their own with ids of their own; apps from the App Store need production. Another environment replaces the certificate.
   * @example "production"
   */
  environment: pulumi.Input<"development" | "production">;
  /**
   * Id of the key, as Apple shows it beside the key.
   * @example "ABC123DEFG"
   */
  keyId: pulumi.Input<string>;
  /**
   * Id of the team that the key belongs to.
   * @example "DEF123GHIJ"
   */
  teamId: pulumi.Input<string>;
  /**
   * The main app that it pushes to; no wildcard.
   * @example "com.example.shop"
   */
  bundleId: pulumi.Input<string>;
  /**
   * The AuthKey_….p8 file: an asset, bytes, its text, or base64. One key serves both environments, each by a certificate of its own. As an output its fingerprint.
   * @example "-----BEGIN PRIVATE KEY-----…"
   */
  file: pulumi.Input<string | Uint8Array | pulumi.asset.FileAsset | pulumi.asset.StringAsset>;
}

/**
 * `platform` where `vendor` is "fcm".
 */
export interface PushCertificatePlatformFcmArgs {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "fcm"
   */
  vendor: "fcm";
  /**
   * Whether the system shows a push itself, or the app gets its data.
   * @default "notification"
   * @example "notification"
   */
  messageMode?: pulumi.Input<"notification" | "data">;
  /**
   * Notification channel on Android 8 and newer, made by the app.
   * @example "chat_messages"
   */
  channelId?: pulumi.Input<string>;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intentAction: pulumi.Input<string> }>;
  /**
   * The service account's JSON key file, from Firebase's Project settings > Service accounts: an asset, bytes, its text, or base64. As an output its fingerprint.
   * @example "{\"type\": \"service_account\", …}"
   */
  serviceAccount: pulumi.Input<string | Uint8Array | pulumi.asset.FileAsset | pulumi.asset.StringAsset>;
}

/**
 * `platform` where `vendor` is "huawei".
 */
export interface PushCertificatePlatformHuaweiArgs {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "huawei"
   */
  vendor: "huawei";
  /**
   * Package name of the Android app.
   * @example "com.example.shop"
   */
  packageName: pulumi.Input<string>;
  /**
   * The AppID that AppGallery Connect (the app's Client ID) gave the app.
   * @example "104512345"
   */
  appId: pulumi.Input<string>;
  /**
   * Full name of the launcher Activity's class, on whose icon unread messages are counted.
   * @example "com.example.shop.MainActivity"
   */
  badgeClass?: pulumi.Input<string>;
  /**
   * Notification channel; must be the one at Huawei where one is set there.
   * @example "chat_messages"
   */
  channelId?: pulumi.Input<string>;
  /**
   * Huawei's category of the messages.
   * @example "IM"
   */
  category?: pulumi.Input<string>;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intent: pulumi.Input<string> }>;
  /**
   * The AppSecret (the app's Client Secret). As an output its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  appSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "honor".
 */
export interface PushCertificatePlatformHonorArgs {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "honor"
   */
  vendor: "honor";
  /**
   * The AppID that HONOR Developers (the app's Client ID) gave the app.
   * @example "104512345"
   */
  appId: pulumi.Input<string>;
  /**
   * Full name of the launcher Activity's class, on whose icon unread messages are counted.
   * @example "com.example.shop.MainActivity"
   */
  badgeClass?: pulumi.Input<string>;
  /**
   * `NORMAL` for service messages, `LOW` for marketing. Since 2025-01-01 HONOR takes what is left out for marketing.
   * @example "NORMAL"
   */
  importance?: pulumi.Input<"LOW" | "NORMAL">;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intent: pulumi.Input<string> }>;
  /**
   * The app's ClientSecret. As an output its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  clientSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "xiaomi".
 */
export interface PushCertificatePlatformXiaomiArgs {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "xiaomi"
   */
  vendor: "xiaomi";
  /**
   * Package name of the Android app.
   * @example "com.example.shop"
   */
  packageName: pulumi.Input<string>;
  /**
   * The AppID that Xiaomi's console gave the app.
   * @example "104512345"
   */
  appId: pulumi.Input<string>;
  /**
   * Notification channel; must be the one at Xiaomi where one is set there.
   * @example "chat_messages"
   */
  channelId?: pulumi.Input<string>;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intent: pulumi.Input<string> }>;
  /**
   * The app's AppSecret. As an output its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  appSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "oppo".
 */
export interface PushCertificatePlatformOppoArgs {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "oppo"
   */
  vendor: "oppo";
  /**
   * The app's AppKey at OPPO.
   * @example "5f3c0d9be2a14f7d"
   */
  appKey: pulumi.Input<string>;
  /**
   * The AppID that OPPO's console gave the app.
   * @example "104512345"
   */
  appId: pulumi.Input<string>;
  /**
   * Notification channel, made by the app; Android 8 and newer show nothing without it.
   * @example "chat_messages"
   */
  channelId: pulumi.Input<string>;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; activity?: pulumi.Input<string>; intentAction?: pulumi.Input<string> }>;
  /**
   * The app's MasterSecret, not its AppSecret. As an output its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  masterSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "vivo".
 */
export interface PushCertificatePlatformVivoArgs {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "vivo"
   */
  vendor: "vivo";
  /**
   * The app's AppKey at vivo.
   * @example "5f3c0d9be2a14f7d"
   */
  appKey: pulumi.Input<string>;
  /**
   * The AppID that vivo's console gave the app.
   * @example "104512345"
   */
  appId: pulumi.Input<string>;
  /**
   * vivo's category of the messages.
   * @example "IM"
   */
  category?: pulumi.Input<string>;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intent: pulumi.Input<string> }>;
  /**
   * The app's AppSecret. As an output its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  appSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "meizu".
 */
export interface PushCertificatePlatformMeizuArgs {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "meizu"
   */
  vendor: "meizu";
  /**
   * Package name of the Android app.
   * @example "com.example.shop"
   */
  packageName: pulumi.Input<string>;
  /**
   * The AppID that Meizu's console gave the app.
   * @example "104512345"
   */
  appId: pulumi.Input<string>;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; activity: pulumi.Input<string> }>;
  /**
   * The app's AppSecret. As an output its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  appSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "harmonyos".
 */
export interface PushCertificatePlatformHarmonyosArgs {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   * @example "harmonyos"
   */
  vendor: "harmonyos";
  /**
   * What a tap on a notification opens: the app or a page in it, never a web page.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "in-app-page"; intentAction: pulumi.Input<string> }>;
  /**
   * The service account's JSON key file for Push Kit, from Huawei's API Console: an asset, bytes, its text, or base64. As an output its fingerprint.
   * @example "{\"project_id\": \"101653523863785276\", …}"
   */
  serviceAccount: pulumi.Input<string | Uint8Array | pulumi.asset.FileAsset | pulumi.asset.StringAsset>;
}

/**
 * The forms of `platform`, told apart by `vendor`.
 */
export type PushCertificatePlatform =
  | PushCertificatePlatformApnsP12
  | PushCertificatePlatformApnsP8
  | PushCertificatePlatformFcm
  | PushCertificatePlatformHuawei
  | PushCertificatePlatformHonor
  | PushCertificatePlatformXiaomi
  | PushCertificatePlatformOppo
  | PushCertificatePlatformVivo
  | PushCertificatePlatformMeizu
  | PushCertificatePlatformHarmonyos;

/**
 * `platform` where `vendor` is "apns-p12".
 */
export interface PushCertificatePlatformApnsP12 {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "apns-p12";
  /**
   * Where it pushes. The two are certificates of their own with ids of their own; apps from the App Store need production. Another environment replaces the certificate.
   */
  readonly environment: "development" | "production";
  /**
   * The app that the certificate must be for. Left out, whichever it is for is taken.
   */
  readonly bundleId?: string;
  /**
   * The .p12 file, at most 64 KiB, with the certificate and its private key: an asset, bytes, or base64. A new file replaces the old one in place. As an output its fingerprint.
   */
  readonly file: string;
  /**
   * The password that the file was exported with. Without one Tencent's documents promise no pushes. As an output the file's fingerprint: the two are one secret.
   */
  readonly password: string;
}

/**
 * `platform` where `vendor` is "apns-p8".
 */
export interface PushCertificatePlatformApnsP8 {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "apns-p8";
  /**
   * Where it pushes. The two are certificates of their own with ids of their own; apps from the App Store need production. Another environment replaces the certificate.
   */
  readonly environment: "development" | "production";
  /**
   * Id of the key, as Apple shows it beside the key.
   */
  readonly keyId: string;
  /**
   * Id of the team that the key belongs to.
   */
  readonly teamId: string;
  /**
   * The main app that it pushes to; no wildcard.
   */
  readonly bundleId: string;
  /**
   * The AuthKey_….p8 file: an asset, bytes, its text, or base64. One key serves both environments, each by a certificate of its own. As an output its fingerprint.
   */
  readonly file: string;
}

/**
 * `platform` where `vendor` is "fcm".
 */
export interface PushCertificatePlatformFcm {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "fcm";
  /**
   * Whether the system shows a push itself, or the app gets its data.
   */
  readonly messageMode: "notification" | "data";
  /**
   * Notification channel on Android 8 and newer, made by the app.
   */
  readonly channelId?: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intentAction: string };
  /**
   * The service account's JSON key file, from Firebase's Project settings > Service accounts: an asset, bytes, its text, or base64. As an output its fingerprint.
   */
  readonly serviceAccount: string;
}

/**
 * `platform` where `vendor` is "huawei".
 */
export interface PushCertificatePlatformHuawei {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "huawei";
  /**
   * Package name of the Android app.
   */
  readonly packageName: string;
  /**
   * The AppID that AppGallery Connect (the app's Client ID) gave the app.
   */
  readonly appId: string;
  /**
   * Full name of the launcher Activity's class, on whose icon unread messages are counted.
   */
  readonly badgeClass?: string;
  /**
   * Notification channel; must be the one at Huawei where one is set there.
   */
  readonly channelId?: string;
  /**
   * Huawei's category of the messages.
   */
  readonly category?: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intent: string };
  /**
   * The AppSecret (the app's Client Secret). As an output its fingerprint.
   */
  readonly appSecret: string;
}

/**
 * `platform` where `vendor` is "honor".
 */
export interface PushCertificatePlatformHonor {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "honor";
  /**
   * The AppID that HONOR Developers (the app's Client ID) gave the app.
   */
  readonly appId: string;
  /**
   * Full name of the launcher Activity's class, on whose icon unread messages are counted.
   */
  readonly badgeClass?: string;
  /**
   * `NORMAL` for service messages, `LOW` for marketing. Since 2025-01-01 HONOR takes what is left out for marketing.
   */
  readonly importance?: "LOW" | "NORMAL";
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intent: string };
  /**
   * The app's ClientSecret. As an output its fingerprint.
   */
  readonly clientSecret: string;
}

/**
 * `platform` where `vendor` is "xiaomi".
 */
export interface PushCertificatePlatformXiaomi {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "xiaomi";
  /**
   * Package name of the Android app.
   */
  readonly packageName: string;
  /**
   * The AppID that Xiaomi's console gave the app.
   */
  readonly appId: string;
  /**
   * Notification channel; must be the one at Xiaomi where one is set there.
   */
  readonly channelId?: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intent: string };
  /**
   * The app's AppSecret. As an output its fingerprint.
   */
  readonly appSecret: string;
}

/**
 * `platform` where `vendor` is "oppo".
 */
export interface PushCertificatePlatformOppo {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "oppo";
  /**
   * The app's AppKey at OPPO.
   */
  readonly appKey: string;
  /**
   * The AppID that OPPO's console gave the app.
   */
  readonly appId: string;
  /**
   * Notification channel, made by the app; Android 8 and newer show nothing without it.
   */
  readonly channelId: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; activity?: string; intentAction?: string };
  /**
   * The app's MasterSecret, not its AppSecret. As an output its fingerprint.
   */
  readonly masterSecret: string;
}

/**
 * `platform` where `vendor` is "vivo".
 */
export interface PushCertificatePlatformVivo {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "vivo";
  /**
   * The app's AppKey at vivo.
   */
  readonly appKey: string;
  /**
   * The AppID that vivo's console gave the app.
   */
  readonly appId: string;
  /**
   * vivo's category of the messages.
   */
  readonly category?: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intent: string };
  /**
   * The app's AppSecret. As an output its fingerprint.
   */
  readonly appSecret: string;
}

/**
 * `platform` where `vendor` is "meizu".
 */
export interface PushCertificatePlatformMeizu {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "meizu";
  /**
   * Package name of the Android app.
   */
  readonly packageName: string;
  /**
   * The AppID that Meizu's console gave the app.
   */
  readonly appId: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only where it opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; activity: string };
  /**
   * The app's AppSecret. As an output its fingerprint.
   */
  readonly appSecret: string;
}

/**
 * `platform` where `vendor` is "harmonyos".
 */
export interface PushCertificatePlatformHarmonyos {
  /**
   * Whose push service it is for. Another vendor replaces the certificate.
   */
  readonly vendor: "harmonyos";
  /**
   * What a tap on a notification opens: the app or a page in it, never a web page.
   */
  readonly clickAction: { opens: "application" } | { opens: "in-app-page"; intentAction: string };
  /**
   * The service account's JSON key file for Push Kit, from Huawei's API Console: an asset, bytes, its text, or base64. As an output its fingerprint.
   */
  readonly serviceAccount: string;
}
