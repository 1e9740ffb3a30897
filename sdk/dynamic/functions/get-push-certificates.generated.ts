// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * What getPushCertificates is asked.
 */
export interface GetPushCertificatesArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: string;
  /**
   * Exactly this vendor.
   * @example "fcm"
   */
  vendor?: "apns-p12" | "apns-p8" | "fcm" | "huawei" | "honor" | "xiaomi" | "oppo" | "vivo" | "meizu" | "harmonyos";
}

/**
 * What getPushCertificatesOutput is asked.
 */
export interface GetPushCertificatesOutputArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: pulumi.Input<string>;
  /**
   * Exactly this vendor.
   * @example "fcm"
   */
  vendor?: pulumi.Input<"apns-p12" | "apns-p8" | "fcm" | "huawei" | "honor" | "xiaomi" | "oppo" | "vivo" | "meizu" | "harmonyos">;
}

/**
 * What getPushCertificates answers.
 */
export interface GetPushCertificatesResult {
  /**
   * The certificates, the oldest first, without their secrets.
   */
  readonly certificates: GetPushCertificatesCertificate[];
}

/**
 * One of the certificates that getPushCertificates answers.
 */
export interface GetPushCertificatesCertificate {
  /**
   * Its id as a resource.
   */
  readonly id: string;
  /**
   * Whose push service it is for.
   */
  readonly vendor: "apns-p12" | "apns-p8" | "fcm" | "huawei" | "honor" | "xiaomi" | "oppo" | "vivo" | "meizu" | "harmonyos";
  /**
   * Where a certificate of APNs pushes.
   */
  readonly environment?: string;
  /**
   * Whether its term has ended.
   */
  readonly expired: boolean;
  /**
   * The declaration that manages it: organisation, stack, project, parents and name.
   */
  readonly owner?: string;
  /**
   * The id (businessID) that clients report with their device token. Made by the service; it survives every edit, and no replacement.
   */
  readonly certificateId: number;
  /**
   * SHA-256 in hex of the certificate, of the public half of the key, or of the vendor's secret: what the write-only fields are compared by.
   */
  readonly fingerprint: string;
  /**
   * The app that the vendor knows: a bundle id, the id of a project, or an app id.
   */
  readonly app: string;
  /**
   * Subject of a .p12's certificate.
   */
  readonly subject?: string;
  /**
   * What a .p12's certificate may push to: the bundle id and its variants.
   */
  readonly topics?: string[];
  /**
   * When a .p12's term begins, ISO 8601.
   */
  readonly notBefore?: string;
  /**
   * When a .p12's term ends, ISO 8601. Missing where there is no term.
   */
  readonly notAfter?: string;
  /**
   * Whole days until then, as of the last read; negative once it has passed.
   */
  readonly daysLeft?: number;
  /**
   * When it was made, ISO 8601.
   */
  readonly createdTime: string;
  /**
   * When what was saved last is in effect everywhere, at the latest, ISO 8601.
   */
  readonly effectiveTime: string;
  /**
   * Its entries in timpush-configs.json, the file that Android clients of TIMPush read; empty for APNs and HarmonyOS. Secrets aren't in it.
   */
  readonly timpushConfig: Record<string, string>;
}
