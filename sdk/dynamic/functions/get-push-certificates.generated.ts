// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * Arguments of getPushCertificates.
 */
export interface GetPushCertificatesArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: string;
  /**
   * Vendor to match.
   * @example "fcm"
   */
  vendor?: "apns-p12" | "apns-p8" | "fcm" | "huawei" | "honor" | "xiaomi" | "oppo" | "vivo" | "meizu" | "harmonyos";
}

/**
 * Arguments of getPushCertificatesOutput, which may not be known yet.
 */
export interface GetPushCertificatesOutputArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: pulumi.Input<string>;
  /**
   * Vendor to match.
   * @example "fcm"
   */
  vendor?: pulumi.Input<"apns-p12" | "apns-p8" | "fcm" | "huawei" | "honor" | "xiaomi" | "oppo" | "vivo" | "meizu" | "harmonyos">;
}

/**
 * Result of getPushCertificates.
 */
export interface GetPushCertificatesResult {
  /**
   * The certificates, the oldest first, without their secrets.
   */
  readonly certificates: GetPushCertificatesCertificate[];
}

/**
 * One of the certificates that getPushCertificates returns.
 */
export interface GetPushCertificatesCertificate {
  /**
   * Id of the certificate as a resource.
   */
  readonly id: string;
  /**
   * Vendor of the push service.
   */
  readonly vendor: "apns-p12" | "apns-p8" | "fcm" | "huawei" | "honor" | "xiaomi" | "oppo" | "vivo" | "meizu" | "harmonyos";
  /**
   * Environment of an APNs certificate.
   */
  readonly environment?: string;
  /**
   * Whether the certificate has expired.
   */
  readonly expired: boolean;
  /**
   * Declaration that manages the certificate: organisation, stack, project, parents and name.
   */
  readonly owner?: string;
  /**
   * Certificate id (businessID) that clients report with their device token. Assigned by the service. An edit keeps it; a replacement doesn't.
   */
  readonly certificateId: number;
  /**
   * SHA-256 in hex of the certificate, of the public key, or of the vendor's secret. Write-only fields are compared by it.
   */
  readonly fingerprint: string;
  /**
   * App at the vendor: a bundle id, a project id or an app id.
   */
  readonly app: string;
  /**
   * Subject of the certificate in a .p12.
   */
  readonly subject?: string;
  /**
   * Topics that the certificate in a .p12 may push to: the bundle id and its variants.
   */
  readonly topics?: string[];
  /**
   * When the certificate in a .p12 becomes valid, ISO 8601.
   */
  readonly notBefore?: string;
  /**
   * When the certificate in a .p12 expires, ISO 8601. Undefined for credentials that don't expire.
   */
  readonly notAfter?: string;
  /**
   * Whole days until `notAfter`, at the last read; negative after it has expired.
   */
  readonly daysLeft?: number;
  /**
   * When the certificate was created, ISO 8601.
   */
  readonly createdTime: string;
  /**
   * Latest time at which the last change is in effect everywhere, ISO 8601.
   */
  readonly effectiveTime: string;
  /**
   * Entries of this certificate in timpush-configs.json, the file that Android clients of TIMPush read; empty for APNs and HarmonyOS. It holds no secrets.
   */
  readonly timpushConfig: Record<string, string>;
}
