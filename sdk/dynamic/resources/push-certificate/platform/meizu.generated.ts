// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "meizu".
 */
export interface PushCertificatePlatformMeizuArgs {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
 * `platform` where `vendor` is "meizu".
 */
export interface PushCertificatePlatformMeizu {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
