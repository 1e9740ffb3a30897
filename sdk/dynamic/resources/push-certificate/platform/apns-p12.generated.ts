// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * `platform` where `vendor` is "apns-p12".
 */
export interface PushCertificatePlatformApnsP12Args {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
   * @example "apns-p12"
   */
  vendor: "apns-p12";
  /**
   * APNs environment; apps from the App Store use `production`. Each environment needs a certificate with an id of its own: another environment replaces the certificate.
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
 * `platform` where `vendor` is "apns-p12".
 */
export interface PushCertificatePlatformApnsP12 {
  /**
   * Vendor of the push service. A certificate is of one vendor: another one replaces it.
   */
  readonly vendor: "apns-p12";
  /**
   * APNs environment; apps from the App Store use `production`. Each environment needs a certificate with an id of its own: another environment replaces the certificate.
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
