// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * Arguments of getApplications.
 */
export interface GetApplicationsArgs {
  /**
   * Name to match exactly. Names need not be unique.
   * @example "support_chat"
   */
  name?: string;
  /**
   * Status to match.
   * @example "Normal"
   */
  status?: "Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting";
  /**
   * Tags that the application must have; it may have more.
   * @example {"team":"support"}
   */
  tags?: Record<string, string>;
}

/**
 * Arguments of getApplicationsOutput, which may not be known yet.
 */
export interface GetApplicationsOutputArgs {
  /**
   * Name to match exactly. Names need not be unique.
   * @example "support_chat"
   */
  name?: pulumi.Input<string>;
  /**
   * Status to match.
   * @example "Normal"
   */
  status?: pulumi.Input<"Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting">;
  /**
   * Tags that the application must have; it may have more.
   * @example {"team":"support"}
   */
  tags?: pulumi.Input<Record<string, string>>;
}

/**
 * Result of getApplications.
 */
export interface GetApplicationsResult {
  /**
   * Ids of the applications, the oldest first.
   */
  readonly ids: string[];
  /**
   * The applications, without their keys, which `getApplication` returns.
   */
  readonly applications: GetApplicationsApplication[];
}

/**
 * One of the applications that getApplications returns.
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
}
