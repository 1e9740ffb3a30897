// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "harmonyos".
 */
export interface PushCertificatePlatformHarmonyosArgs {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
 * `platform` where `vendor` is "harmonyos".
 */
export interface PushCertificatePlatformHarmonyos {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
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
