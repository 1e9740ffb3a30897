// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "oppo".
 */
export interface PushCertificatePlatformOppoArgs {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
 * `platform` where `vendor` is "oppo".
 */
export interface PushCertificatePlatformOppo {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
