// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "vivo".
 */
export interface PushCertificatePlatformVivoArgs {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
 * `platform` where `vendor` is "vivo".
 */
export interface PushCertificatePlatformVivo {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
