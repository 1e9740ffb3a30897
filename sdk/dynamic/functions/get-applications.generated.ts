// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * What getApplications is asked.
 */
export interface GetApplicationsArgs {
  /**
   * Exactly this name. Names need not be unique.
   * @example "support_chat"
   */
  name?: string;
  /**
   * Exactly this status.
   * @example "Normal"
   */
  status?: "Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting";
  /**
   * All of these tags, and maybe more.
   * @example {"team":"support"}
   */
  tags?: Record<string, string>;
}

/**
 * What getApplicationsOutput is asked.
 */
export interface GetApplicationsOutputArgs {
  /**
   * Exactly this name. Names need not be unique.
   * @example "support_chat"
   */
  name?: pulumi.Input<string>;
  /**
   * Exactly this status.
   * @example "Normal"
   */
  status?: pulumi.Input<"Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting">;
  /**
   * All of these tags, and maybe more.
   * @example {"team":"support"}
   */
  tags?: pulumi.Input<Record<string, string>>;
}

/**
 * What getApplications answers.
 */
export interface GetApplicationsResult {
  /**
   * Ids of the applications, the oldest first.
   */
  readonly ids: string[];
  /**
   * The applications, without their keys: `getApplication` gives those.
   */
  readonly applications: GetApplicationsApplication[];
}

/**
 * One of the applications that getApplications answers.
 */
export interface GetApplicationsApplication {
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
}
