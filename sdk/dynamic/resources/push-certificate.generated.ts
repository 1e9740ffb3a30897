// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * Arguments of a PushCertificate.
 */
export interface PushCertificateArgs {
  /**
   * The application, or its id. Another application replaces the certificate.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * The vendor and the fields of the vendor's form in the console. `vendor` and `environment` replace the certificate; every other field changes in place. A field that is left out is empty.
   * @example {"vendor":"huawei","packageName":"com.example.shop","appId":"104512345","appSecret":"3f9a0c57d1e84b62"}
   */
  platform: pulumi.Input<PushCertificatePlatformArgs>;
  /**
   * Id of an existing certificate of the application to take over instead of creating one, so that shipped clients keep the id that they report. A destroy then leaves the certificate.
   * @example 6768
   */
  adopt?: pulumi.Input<number>;
  /**
   * With `adopt`: takes the certificate over even if another declaration manages it.
   * @example true
   */
  takeOver?: pulumi.Input<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * Outputs of a PushCertificate: the declared properties, as the backend has them, and what the service adds.
 */
export interface PushCertificateOutputs {
  /**
   * The application, or its id. Another application replaces the certificate.
   */
  readonly application: pulumi.Output<string>;
  /**
   * The vendor and the fields of the vendor's form in the console. `vendor` and `environment` replace the certificate; every other field changes in place. A field that is left out is empty.
   */
  readonly platform: pulumi.Output<PushCertificatePlatform>;
  /**
   * Id of an existing certificate of the application to take over instead of creating one, so that shipped clients keep the id that they report. A destroy then leaves the certificate.
   */
  readonly adopt: pulumi.Output<number | undefined>;
  /**
   * With `adopt`: takes the certificate over even if another declaration manages it.
   */
  readonly takeOver: pulumi.Output<boolean | undefined>;
  /**
   * Whether the certificate has expired. Every declaration expects `false`, so an expired certificate is drift; a new file fixes it.
   */
  readonly expired: pulumi.Output<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * Certificate id (businessID) that clients report with their device token. Assigned by the service. An edit keeps it; a replacement doesn't.
   */
  readonly certificateId: pulumi.Output<number>;
  /**
   * SHA-256 in hex of the certificate, of the public key, or of the vendor's secret. Write-only fields are compared by it.
   */
  readonly fingerprint: pulumi.Output<string>;
  /**
   * App at the vendor: a bundle id, a project id or an app id.
   */
  readonly app: pulumi.Output<string>;
  /**
   * Subject of the certificate in a .p12.
   */
  readonly subject: pulumi.Output<string | undefined>;
  /**
   * Topics that the certificate in a .p12 may push to: the bundle id and its variants.
   */
  readonly topics: pulumi.Output<string[] | undefined>;
  /**
   * When the certificate in a .p12 becomes valid, ISO 8601.
   */
  readonly notBefore: pulumi.Output<string | undefined>;
  /**
   * When the certificate in a .p12 expires, ISO 8601. Undefined for credentials that don't expire.
   */
  readonly notAfter: pulumi.Output<string | undefined>;
  /**
   * Whole days until `notAfter`, at the last read; negative after it has expired.
   */
  readonly daysLeft: pulumi.Output<number | undefined>;
  /**
   * When the certificate was created, ISO 8601.
   */
  readonly createdTime: pulumi.Output<string>;
  /**
   * Latest time at which the last change is in effect everywhere, ISO 8601.
   */
  readonly effectiveTime: pulumi.Output<string>;
  /**
   * Entries of this certificate in timpush-configs.json, the file that Android clients of TIMPush read; empty for APNs and HarmonyOS. It holds no secrets.
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
   * Vendor of the push service. Another vendor replaces the certificate.
   * @example "apns-p12"
   */
  vendor: "apns-p12";
  /**
   * APNs environment. Each environment needs a certificate with an id of its own; apps from the App Store use `production`. Another environment replaces the certificate.
   * @example "production"
   */
  environment: pulumi.Input<"development" | "production">;
  /**
   * App that the certificate must be for. Default: the app in the certificate.
   * @example "com.example.shop"
   */
  bundleId?: pulumi.Input<string>;
  /**
   * The .p12 file, at most 64 KiB, with the certificate and its private key: an asset, bytes, or base64. A new file replaces the old one in place. As an output: its fingerprint.
   * @example "MIIKNgIBAzCCCewGCSqGSIb3DQEHAaCCCd0E"
   */
  file: pulumi.Input<string | Uint8Array | pulumi.asset.FileAsset | pulumi.asset.StringAsset>;
  /**
   * Password with which the file was exported. According to Tencent's documents a file without a password sends no pushes. As an output: the fingerprint of the file, which covers both.
   * @example "correct horse battery staple"
   */
  password: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "apns-p8".
 */
export interface PushCertificatePlatformApnsP8Args {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
   * @example "apns-p8"
   */
  vendor: "apns-p8";
  /**
   * APNs environment. Each environment needs a certificate with an id of its own; apps from the App Store use `production`. Another environment replaces the certificate.
   * @example "production"
   */
  environment: pulumi.Input<"development" | "production">;
  /**
   * Key ID, as Apple shows it beside the key.
   * @example "ABC123DEFG"
   */
  keyId: pulumi.Input<string>;
  /**
   * Team ID of the team that owns the key.
   * @example "DEF123GHIJ"
   */
  teamId: pulumi.Input<string>;
  /**
   * Bundle id of the main app; no wildcard.
   * @example "com.example.shop"
   */
  bundleId: pulumi.Input<string>;
  /**
   * The AuthKey_….p8 file: an asset, bytes, its text, or base64. One key serves both environments; each needs a certificate of its own. As an output: its fingerprint.
   * @example "-----BEGIN PRIVATE KEY-----…"
   */
  file: pulumi.Input<string | Uint8Array | pulumi.asset.FileAsset | pulumi.asset.StringAsset>;
}

/**
 * `platform` where `vendor` is "fcm".
 */
export interface PushCertificatePlatformFcmArgs {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
   * @example "fcm"
   */
  vendor: "fcm";
  /**
   * Whether the system shows the push (`notification`) or the app gets its data (`data`).
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
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intentAction: pulumi.Input<string> }>;
  /**
   * The service account's JSON key file, from Firebase's Project settings > Service accounts: an asset, bytes, its text, or base64. As an output: its fingerprint.
   * @example "{\"type\": \"service_account\", …}"
   */
  serviceAccount: pulumi.Input<string | Uint8Array | pulumi.asset.FileAsset | pulumi.asset.StringAsset>;
}

/**
 * `platform` where `vendor` is "huawei".
 */
export interface PushCertificatePlatformHuaweiArgs {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * Full class name of the launcher Activity, whose icon shows the number of unread messages.
   * @example "com.example.shop.MainActivity"
   */
  badgeClass?: pulumi.Input<string>;
  /**
   * Notification channel; the one set at Huawei, if any.
   * @example "chat_messages"
   */
  channelId?: pulumi.Input<string>;
  /**
   * Huawei's category of the messages.
   * @example "IM"
   */
  category?: pulumi.Input<string>;
  /**
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intent: pulumi.Input<string> }>;
  /**
   * The AppSecret (the app's Client Secret). As an output: its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  appSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "honor".
 */
export interface PushCertificatePlatformHonorArgs {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
   * @example "honor"
   */
  vendor: "honor";
  /**
   * The AppID that HONOR Developers (the app's Client ID) gave the app.
   * @example "104512345"
   */
  appId: pulumi.Input<string>;
  /**
   * Full class name of the launcher Activity, whose icon shows the number of unread messages.
   * @example "com.example.shop.MainActivity"
   */
  badgeClass?: pulumi.Input<string>;
  /**
   * `NORMAL` for service messages, `LOW` for marketing. Since 2025-01-01 HONOR counts messages without importance as marketing.
   * @example "NORMAL"
   */
  importance?: pulumi.Input<"LOW" | "NORMAL">;
  /**
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intent: pulumi.Input<string> }>;
  /**
   * The app's ClientSecret. As an output: its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  clientSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "xiaomi".
 */
export interface PushCertificatePlatformXiaomiArgs {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * Notification channel; the one set at Xiaomi, if any.
   * @example "chat_messages"
   */
  channelId?: pulumi.Input<string>;
  /**
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intent: pulumi.Input<string> }>;
  /**
   * The app's AppSecret. As an output: its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  appSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "oppo".
 */
export interface PushCertificatePlatformOppoArgs {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; activity?: pulumi.Input<string>; intentAction?: pulumi.Input<string> }>;
  /**
   * The app's MasterSecret, not its AppSecret. As an output: its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  masterSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "vivo".
 */
export interface PushCertificatePlatformVivoArgs {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; intent: pulumi.Input<string> }>;
  /**
   * The app's AppSecret. As an output: its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  appSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "meizu".
 */
export interface PushCertificatePlatformMeizuArgs {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   * @default {"opens":"application"}
   * @example {"opens":"application"}
   */
  clickAction?: pulumi.Input<{ opens: "application" } | { opens: "web-page"; url: pulumi.Input<string> } | { opens: "in-app-page"; activity: pulumi.Input<string> }>;
  /**
   * The app's AppSecret. As an output: its fingerprint.
   * @example "3f9a0c57d1e84b62"
   */
  appSecret: pulumi.Input<string>;
}

/**
 * `platform` where `vendor` is "harmonyos".
 */
export interface PushCertificatePlatformHarmonyosArgs {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * The service account's JSON key file for Push Kit, from Huawei's API Console: an asset, bytes, its text, or base64. As an output: its fingerprint.
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
   * Vendor of the push service. Another vendor replaces the certificate.
   */
  readonly vendor: "apns-p12";
  /**
   * APNs environment. Each environment needs a certificate with an id of its own; apps from the App Store use `production`. Another environment replaces the certificate.
   */
  readonly environment: "development" | "production";
  /**
   * App that the certificate must be for. Default: the app in the certificate.
   */
  readonly bundleId?: string;
  /**
   * The .p12 file, at most 64 KiB, with the certificate and its private key: an asset, bytes, or base64. A new file replaces the old one in place. As an output: its fingerprint.
   */
  readonly file: string;
  /**
   * Password with which the file was exported. According to Tencent's documents a file without a password sends no pushes. As an output: the fingerprint of the file, which covers both.
   */
  readonly password: string;
}

/**
 * `platform` where `vendor` is "apns-p8".
 */
export interface PushCertificatePlatformApnsP8 {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
   */
  readonly vendor: "apns-p8";
  /**
   * APNs environment. Each environment needs a certificate with an id of its own; apps from the App Store use `production`. Another environment replaces the certificate.
   */
  readonly environment: "development" | "production";
  /**
   * Key ID, as Apple shows it beside the key.
   */
  readonly keyId: string;
  /**
   * Team ID of the team that owns the key.
   */
  readonly teamId: string;
  /**
   * Bundle id of the main app; no wildcard.
   */
  readonly bundleId: string;
  /**
   * The AuthKey_….p8 file: an asset, bytes, its text, or base64. One key serves both environments; each needs a certificate of its own. As an output: its fingerprint.
   */
  readonly file: string;
}

/**
 * `platform` where `vendor` is "fcm".
 */
export interface PushCertificatePlatformFcm {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
   */
  readonly vendor: "fcm";
  /**
   * Whether the system shows the push (`notification`) or the app gets its data (`data`).
   */
  readonly messageMode: "notification" | "data";
  /**
   * Notification channel on Android 8 and newer, made by the app.
   */
  readonly channelId?: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intentAction: string };
  /**
   * The service account's JSON key file, from Firebase's Project settings > Service accounts: an asset, bytes, its text, or base64. As an output: its fingerprint.
   */
  readonly serviceAccount: string;
}

/**
 * `platform` where `vendor` is "huawei".
 */
export interface PushCertificatePlatformHuawei {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * Full class name of the launcher Activity, whose icon shows the number of unread messages.
   */
  readonly badgeClass?: string;
  /**
   * Notification channel; the one set at Huawei, if any.
   */
  readonly channelId?: string;
  /**
   * Huawei's category of the messages.
   */
  readonly category?: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intent: string };
  /**
   * The AppSecret (the app's Client Secret). As an output: its fingerprint.
   */
  readonly appSecret: string;
}

/**
 * `platform` where `vendor` is "honor".
 */
export interface PushCertificatePlatformHonor {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
   */
  readonly vendor: "honor";
  /**
   * The AppID that HONOR Developers (the app's Client ID) gave the app.
   */
  readonly appId: string;
  /**
   * Full class name of the launcher Activity, whose icon shows the number of unread messages.
   */
  readonly badgeClass?: string;
  /**
   * `NORMAL` for service messages, `LOW` for marketing. Since 2025-01-01 HONOR counts messages without importance as marketing.
   */
  readonly importance?: "LOW" | "NORMAL";
  /**
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intent: string };
  /**
   * The app's ClientSecret. As an output: its fingerprint.
   */
  readonly clientSecret: string;
}

/**
 * `platform` where `vendor` is "xiaomi".
 */
export interface PushCertificatePlatformXiaomi {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * Notification channel; the one set at Xiaomi, if any.
   */
  readonly channelId?: string;
  /**
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intent: string };
  /**
   * The app's AppSecret. As an output: its fingerprint.
   */
  readonly appSecret: string;
}

/**
 * `platform` where `vendor` is "oppo".
 */
export interface PushCertificatePlatformOppo {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; activity?: string; intentAction?: string };
  /**
   * The app's MasterSecret, not its AppSecret. As an output: its fingerprint.
   */
  readonly masterSecret: string;
}

/**
 * `platform` where `vendor` is "vivo".
 */
export interface PushCertificatePlatformVivo {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; intent: string };
  /**
   * The app's AppSecret. As an output: its fingerprint.
   */
  readonly appSecret: string;
}

/**
 * `platform` where `vendor` is "meizu".
 */
export interface PushCertificatePlatformMeizu {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
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
   * What a tap on a notification opens. Custom content reaches the app only when the tap opens the app or a page in it.
   */
  readonly clickAction: { opens: "application" } | { opens: "web-page"; url: string } | { opens: "in-app-page"; activity: string };
  /**
   * The app's AppSecret. As an output: its fingerprint.
   */
  readonly appSecret: string;
}

/**
 * `platform` where `vendor` is "harmonyos".
 */
export interface PushCertificatePlatformHarmonyos {
  /**
   * Vendor of the push service. Another vendor replaces the certificate.
   */
  readonly vendor: "harmonyos";
  /**
   * What a tap on a notification opens: the app or a page in it, never a web page.
   */
  readonly clickAction: { opens: "application" } | { opens: "in-app-page"; intentAction: string };
  /**
   * The service account's JSON key file for Push Kit, from Huawei's API Console: an asset, bytes, its text, or base64. As an output: its fingerprint.
   */
  readonly serviceAccount: string;
}
