// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * What getApplication is asked.
 */
export interface GetApplicationArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  id: string;
}

/**
 * What getApplicationOutput is asked.
 */
export interface GetApplicationOutputArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  id: pulumi.Input<string>;
}

/**
 * What getApplication answers. Secrets in it are outputs, encrypted wherever they go.
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
   * Product faces of the SDKAppID.
   */
  readonly products: string[];
  /**
   * Where Chat data is stored.
   */
  readonly region: "china" | "singapore" | "seoul" | "tokyo" | "frankfurt" | "silicon-valley" | "jakarta";
  /**
   * Whether it serves. Missing while it is Expired, which is neither.
   */
  readonly enabled?: boolean;
  /**
   * Every tag on it.
   */
  readonly tags: Record<string, string>;
  /**
   * Whether the TRTC service is open on it.
   */
  readonly rtcService: boolean;
  /**
   * How UserSigs are signed.
   */
  readonly signatureAlgorithm: "HMAC-SHA256" | "ECDSA-SHA256";
  /**
   * Whether every deletion of it is refused.
   */
  readonly deletionProtection: boolean;
  /**
   * Its admin accounts.
   */
  readonly adminAccounts: string[];
  /**
   * The declaration that manages it: organisation, stack, project, parents and name.
   */
  readonly owner?: string;
  /**
   * The SDKAppID, made by the service.
   */
  readonly sdkAppId: number;
  /**
   * What the application is doing now.
   */
  readonly status: "Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting";
  /**
   * Why it is disabled. Only `manual` is cured by `enabled: true`.
   */
  readonly disabledReason?: "manual" | "arrears" | "package-used-up" | "pay-as-you-go-off" | "refund" | "expired";
  /**
   * What brings it back to Normal, in words.
   */
  readonly disabledCure?: string;
  /**
   * Status of each product face.
   */
  readonly productStatus: Record<string, "Normal" | "Disabled">;
  /**
   * Status of the basic and the value-added services of the RTC faces. The basic ones are shared; the value-added ones of a face come with a package or trial of its product and end with it, and this says Normal while one face has them. Missing on an application without the TRTC service.
   */
  readonly rtcServiceStatus?: { basic: "Normal" | "Disabled"; valueAdded: "Normal" | "Disabled" };
  /**
   * Edition of each product face.
   */
  readonly editions: Record<string, string>;
  /**
   * When it was made, ISO 8601.
   */
  readonly createdTime: string;
  /**
   * When its plan ends, ISO 8601.
   */
  readonly expireTime?: string;
  /**
   * Where RTC data is stored.
   */
  readonly rtcRegion: string;
  /**
   * Who carries a change of status out: `clock` means that the backend simulates it.
   */
  readonly executor: "clock" | "operator";
  /**
   * SDKSecretKey, with which UserSigs are signed: 64 hexadecimal characters, used as text. Undefined on an application that still signs with ECDSA-SHA256, which only one from before 2019-08-15 can: it has `publicKey` and `privateKey` instead, and `signatureAlgorithm` tells which.
   * A secret.
   */
  readonly secretKey: pulumi.Output<string | undefined>;
  /**
   * The public key, PEM, of an ECDSA application or of one that was upgraded from it.
   */
  readonly publicKey?: string;
  /**
   * The private key, PEM, of an ECDSA application or of one that was upgraded from it.
   * A secret.
   */
  readonly privateKey: pulumi.Output<string | undefined>;
}
