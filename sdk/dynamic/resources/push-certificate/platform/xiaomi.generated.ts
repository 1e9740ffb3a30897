// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "xiaomi".
 */
export interface PushCertificatePlatformXiaomiArgs {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
 * `platform` where `vendor` is "xiaomi".
 */
export interface PushCertificatePlatformXiaomi {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
