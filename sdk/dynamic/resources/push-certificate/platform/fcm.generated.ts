// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "fcm".
 */
export interface PushCertificatePlatformFcmArgs {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
 * `platform` where `vendor` is "fcm".
 */
export interface PushCertificatePlatformFcm {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
