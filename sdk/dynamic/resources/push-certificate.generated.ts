// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";
import type { PushCertificatePlatformApnsP12Args, PushCertificatePlatformApnsP12 } from "./push-certificate/platform/apns-p12.generated";
import type { PushCertificatePlatformApnsP8Args, PushCertificatePlatformApnsP8 } from "./push-certificate/platform/apns-p8.generated";
import type { PushCertificatePlatformFcmArgs, PushCertificatePlatformFcm } from "./push-certificate/platform/fcm.generated";
import type { PushCertificatePlatformHuaweiArgs, PushCertificatePlatformHuawei } from "./push-certificate/platform/huawei.generated";
import type { PushCertificatePlatformHonorArgs, PushCertificatePlatformHonor } from "./push-certificate/platform/honor.generated";
import type { PushCertificatePlatformXiaomiArgs, PushCertificatePlatformXiaomi } from "./push-certificate/platform/xiaomi.generated";
import type { PushCertificatePlatformOppoArgs, PushCertificatePlatformOppo } from "./push-certificate/platform/oppo.generated";
import type { PushCertificatePlatformVivoArgs, PushCertificatePlatformVivo } from "./push-certificate/platform/vivo.generated";
import type { PushCertificatePlatformMeizuArgs, PushCertificatePlatformMeizu } from "./push-certificate/platform/meizu.generated";
import type { PushCertificatePlatformHarmonyosArgs, PushCertificatePlatformHarmonyos } from "./push-certificate/platform/harmonyos.generated";

/**
 * Arguments of a PushCertificate.
 */
export interface PushCertificateArgs {
  /**
   * The application, or its id. A certificate can't be moved: another application replaces it.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * The vendor and the fields of the vendor's form in the console. `vendor` and `environment` replace the certificate; every other field changes in place. A field that is left out is empty.
   * @example {"vendor":"huawei","packageName":"com.example.shop","appId":"104512345","appSecret":"3f9a0c57d1e84b62"}
   */
  platform: pulumi.Input<PushCertificatePlatformArgs>;
  /**
   * Id of an existing certificate of the application to take over instead of creating one, so that shipped clients keep the id that they report. A destroy then leaves the certificate.
   * @example 6768
   */
  adopt?: pulumi.Input<number>;
  /**
   * With `adopt`: takes the certificate over even if another declaration manages it.
   * @example true
   */
  takeOver?: pulumi.Input<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * Outputs of a PushCertificate: the declared properties, as the backend has them, and what the service adds.
 */
export interface PushCertificateOutputs {
  /**
   * The application, or its id. A certificate can't be moved: another application replaces it.
   */
  readonly application: pulumi.Output<string>;
  /**
   * The vendor and the fields of the vendor's form in the console. `vendor` and `environment` replace the certificate; every other field changes in place. A field that is left out is empty.
   */
  readonly platform: pulumi.Output<PushCertificatePlatform>;
  /**
   * Id of an existing certificate of the application to take over instead of creating one, so that shipped clients keep the id that they report. A destroy then leaves the certificate.
   */
  readonly adopt: pulumi.Output<number | undefined>;
  /**
   * With `adopt`: takes the certificate over even if another declaration manages it.
   */
  readonly takeOver: pulumi.Output<boolean | undefined>;
  /**
   * Whether the certificate has expired. Every declaration expects `false`, so an expired certificate is drift; a new file fixes it.
   */
  readonly expired: pulumi.Output<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * Certificate id (businessID) that clients report with their device token. Assigned by the service. An edit keeps it; a replacement doesn't.
   */
  readonly certificateId: pulumi.Output<number>;
  /**
   * SHA-256 in hex of the certificate, of the public key, or of the vendor's secret. Write-only fields are compared by it.
   */
  readonly fingerprint: pulumi.Output<string>;
  /**
   * App at the vendor: a bundle id, a project id or an app id.
   */
  readonly app: pulumi.Output<string>;
  /**
   * Subject of the certificate in a .p12.
   */
  readonly subject: pulumi.Output<string | undefined>;
  /**
   * Topics that the certificate in a .p12 may push to: the bundle id and its variants.
   */
  readonly topics: pulumi.Output<string[] | undefined>;
  /**
   * When the certificate in a .p12 becomes valid, ISO 8601.
   */
  readonly notBefore: pulumi.Output<string | undefined>;
  /**
   * When the certificate in a .p12 expires, ISO 8601. Undefined for credentials that don't expire.
   */
  readonly notAfter: pulumi.Output<string | undefined>;
  /**
   * Whole days until `notAfter`, at the last read; negative after it has expired.
   */
  readonly daysLeft: pulumi.Output<number | undefined>;
  /**
   * When the certificate was created, ISO 8601.
   */
  readonly createdTime: pulumi.Output<string>;
  /**
   * Latest time at which the last change is in effect everywhere, ISO 8601.
   */
  readonly effectiveTime: pulumi.Output<string>;
  /**
   * Entries of this certificate in timpush-configs.json, the file that Android clients of TIMPush read; empty for APNs and HarmonyOS. It holds no secrets.
   */
  readonly timpushConfig: pulumi.Output<Record<string, string>>;
}

export type * from "./push-certificate/platform/apns-p12.generated";
export type * from "./push-certificate/platform/apns-p8.generated";
export type * from "./push-certificate/platform/fcm.generated";
export type * from "./push-certificate/platform/huawei.generated";
export type * from "./push-certificate/platform/honor.generated";
export type * from "./push-certificate/platform/xiaomi.generated";
export type * from "./push-certificate/platform/oppo.generated";
export type * from "./push-certificate/platform/vivo.generated";
export type * from "./push-certificate/platform/meizu.generated";
export type * from "./push-certificate/platform/harmonyos.generated";

/**
 * The forms of `platform`, told apart by `vendor`.
 */
export type PushCertificatePlatformArgs =
  | PushCertificatePlatformApnsP12Args
  | PushCertificatePlatformApnsP8Args
  | PushCertificatePlatformFcmArgs
  | PushCertificatePlatformHuaweiArgs
  | PushCertificatePlatformHonorArgs
  | PushCertificatePlatformXiaomiArgs
  | PushCertificatePlatformOppoArgs
  | PushCertificatePlatformVivoArgs
  | PushCertificatePlatformMeizuArgs
  | PushCertificatePlatformHarmonyosArgs;

/**
 * The forms of `platform`, told apart by `vendor`.
 */
export type PushCertificatePlatform =
  | PushCertificatePlatformApnsP12
  | PushCertificatePlatformApnsP8
  | PushCertificatePlatformFcm
  | PushCertificatePlatformHuawei
  | PushCertificatePlatformHonor
  | PushCertificatePlatformXiaomi
  | PushCertificatePlatformOppo
  | PushCertificatePlatformVivo
  | PushCertificatePlatformMeizu
  | PushCertificatePlatformHarmonyos;
