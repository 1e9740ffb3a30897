// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "honor".
 */
export interface PushCertificatePlatformHonorArgs {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
 * `platform` where `vendor` is "honor".
 */
export interface PushCertificatePlatformHonor {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
