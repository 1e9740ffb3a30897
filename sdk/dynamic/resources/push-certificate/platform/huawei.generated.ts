// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "huawei".
 */
export interface PushCertificatePlatformHuaweiArgs {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
 * `platform` where `vendor` is "huawei".
 */
export interface PushCertificatePlatformHuawei {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
