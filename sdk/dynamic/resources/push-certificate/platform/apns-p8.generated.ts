// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "apns-p8".
 */
export interface PushCertificatePlatformApnsP8Args {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
   * @example "apns-p8"
   */
  vendor: "apns-p8";
  /**
   * APNs environment; apps from the App Store use `production`. Each environment needs a certificate with an id of its own: another environment replaces the certificate.
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
 * `platform` where `vendor` is "apns-p8".
 */
export interface PushCertificatePlatformApnsP8 {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
   */
  readonly vendor: "apns-p8";
  /**
   * APNs environment; apps from the App Store use `production`. Each environment needs a certificate with an id of its own: another environment replaces the certificate.
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
