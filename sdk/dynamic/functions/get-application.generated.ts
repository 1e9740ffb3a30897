// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * Arguments of getApplication.
 */
export interface GetApplicationArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  id: string;
}

/**
 * Arguments of getApplicationOutput, which may not be known yet.
 */
export interface GetApplicationOutputArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  id: pulumi.Input<string>;
}

/**
 * Result of getApplication. Secrets in it are outputs, encrypted wherever they go.
 */
export interface GetApplicationResult {
  /**
   * Id of the application as a resource: the SDKAppID as text.
   */
  readonly id: string;
  /**
   * Name in the consoles. Names need not be unique.
   */
  readonly name: string;
  /**
   * Description in the consoles.
   */
  readonly description: string;
  /**
   * Type in the Chat console.
   */
  readonly applicationType?: string;
  /**
   * Products of the SDKAppID.
   */
  readonly products: string[];
  /**
   * Where Chat data is stored.
   */
  readonly region: "china" | "singapore" | "seoul" | "tokyo" | "frankfurt" | "silicon-valley" | "jakarta";
  /**
   * Whether the application is in service. Undefined while it is Expired.
   */
  readonly enabled?: boolean;
  /**
   * Every tag on the application.
   */
  readonly tags: Record<string, string>;
  /**
   * Whether the TRTC service is open on the application.
   */
  readonly rtcService: boolean;
  /**
   * How UserSigs are signed.
   */
  readonly signatureAlgorithm: "HMAC-SHA256" | "ECDSA-SHA256";
  /**
   * Whether every deletion is refused.
   */
  readonly deletionProtection: boolean;
  /**
   * Admin accounts of the application.
   */
  readonly adminAccounts: string[];
  /**
   * Declaration that manages the application: organisation, stack, project, parents and name.
   */
  readonly owner?: string;
  /**
   * The SDKAppID, assigned by the service.
   */
  readonly sdkAppId: number;
  /**
   * Status of the application. `Unknown`: of a real application nobody knows it.
   */
  readonly status: "Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting" | "Unknown";
  /**
   * Why the application is disabled. `enabled: true` helps only with `manual`. `billing` and `blocked` are of real applications: a matter of money, or Tencent's blocklist.
   */
  readonly disabledReason?: "manual" | "arrears" | "package-used-up" | "pay-as-you-go-off" | "refund" | "expired" | "billing" | "blocked";
  /**
   * What to do to bring a disabled application back to Normal, in words.
   */
  readonly disabledCure?: string;
  /**
   * Status of each product.
   */
  readonly productStatus: Record<string, "Normal" | "Disabled">;
  /**
   * Status of the basic and the value-added RTC services. All RTC products share the basic services. Value-added services come with a package or trial of a product and end with it; the status is Normal while one product has them. Undefined on an application without the TRTC service.
   */
  readonly rtcServiceStatus?: { basic: "Normal" | "Disabled"; valueAdded: "Normal" | "Disabled" };
  /**
   * Edition of each product.
   */
  readonly editions: Record<string, string>;
  /**
   * When the application was created, ISO 8601.
   */
  readonly createdTime: string;
  /**
   * When the Chat package ends, ISO 8601.
   */
  readonly expireTime?: string;
  /**
   * Where RTC data is stored.
   */
  readonly rtcRegion: string;
  /**
   * Who carries out a change of status. `clock`: the backend simulates it. `operator`: people do, in the console of Tencent Cloud, where the application is.
   */
  readonly executor: "clock" | "operator";
  /**
   * SDKSecretKey, the key that signs UserSigs: 64 hexadecimal characters, used as text. Undefined on a real account unless `tencentrtc:secretKeysInState` is true, and on an application from before 2019-08-15 that still signs with ECDSA-SHA256 (see `signatureAlgorithm`): it has `publicKey` and `privateKey` instead.
   * A secret.
   */
  readonly secretKey: pulumi.Output<string | undefined>;
  /**
   * The public key, in PEM, of an application that signs, or once signed, with ECDSA-SHA256.
   */
  readonly publicKey?: string;
  /**
   * The private key, in PEM, of an application that signs, or once signed, with ECDSA-SHA256.
   * A secret.
   */
  readonly privateKey: pulumi.Output<string | undefined>;
}
