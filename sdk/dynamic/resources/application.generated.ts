// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * What an Application is made from.
 */
export interface ApplicationArgs {
  /**
   * Name in the consoles: 1-15 letters, digits or underscores. Taken from the resource's own name where that fits. Names need not be unique.
   * @example "support_chat"
   */
  name?: pulumi.Input<string>;
  /**
   * Up to 300 letters, digits or underscores; the consoles take no spaces or punctuation.
   * @default ""
   * @example "customer_support"
   */
  description?: pulumi.Input<string>;
  /**
   * Free text of 1-40 characters that the Chat console shows as the application's type.
   * @example "social"
   */
  applicationType?: pulumi.Input<string>;
  /**
   * Product faces of the SDKAppID. Required unless adopting. Products can be added, never taken away.
   * @example ["chat"]
   */
  products?: pulumi.Input<pulumi.Input<"chat" | "call" | "conference" | "live" | "rtc-engine">[]>;
  /**
   * Where Chat data is stored; RTC data is in Singapore by default whatever this says. Required unless adopting. Fixed at creation: another region replaces the application.
   * @example "singapore"
   */
  region?: pulumi.Input<"china" | "singapore" | "seoul" | "tokyo" | "frankfurt" | "silicon-valley" | "jakarta">;
  /**
   * Whether the application serves. Disabling takes 3-5 minutes, hits every product of the SDKAppID at once, and goes on billing for users still in rooms. As an output it is missing while the application is Expired, which is neither.
   * @default true
   * @example true
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Tags on the application. Keys that are not declared here are left alone.
   * @default {}
   * @example {"team":"support"}
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Opens the TRTC service on a Chat application. It can't be turned off alone; `false` says that nobody here asks for it, and holds even where a call pack opened it.
   * @example true
   */
  rtcService?: pulumi.Input<boolean>;
  /**
   * How UserSigs are signed. Declaring `HMAC-SHA256` upgrades an application from before 2019-08-15, which signs with an ECDSA key pair: in place, for good, and UserSigs made with the pair stay valid. Every other application is HMAC already.
   * @example "HMAC-SHA256"
   */
  signatureAlgorithm?: pulumi.Input<"HMAC-SHA256" | "ECDSA-SHA256">;
  /**
   * What destroying and replacing do: `delete` disables and deletes, `disable` leaves a disabled application, `retain` gives it up untouched. Default `delete`, or `retain` when adopting. It holds once it is applied, so it can't change in one step with a replacement.
   * @example "delete"
   */
  deletionPolicy?: pulumi.Input<"delete" | "disable" | "retain">;
  /**
   * Once disabling has taken effect, dismisses the rooms in which people still are, who would go on being billed. As well as it can: listing rooms needs a paid package at Tencent Cloud, and a failure is a warning.
   * @example true
   */
  dismissRooms?: pulumi.Input<boolean>;
  /**
   * Refuses every deletion, from here or a console, until it is turned off; so it also refuses a replacement that would delete.
   * @default false
   * @example false
   */
  deletionProtection?: pulumi.Input<boolean>;
  /**
   * SDKAppID of an existing application to take over instead of making one. Only what is declared is managed then.
   * @example "1400000001"
   */
  adopt?: pulumi.Input<string> | number;
  /**
   * With `adopt`: takes the application even from another declaration that manages it.
   * @example true
   */
  takeOver?: pulumi.Input<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` says the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * What an Application gives back: everything declared, as the backend holds it, and what it made.
 */
export interface ApplicationOutputs {
  /**
   * Name in the consoles: 1-15 letters, digits or underscores. Taken from the resource's own name where that fits. Names need not be unique.
   */
  readonly name: pulumi.Output<string>;
  /**
   * Up to 300 letters, digits or underscores; the consoles take no spaces or punctuation.
   */
  readonly description: pulumi.Output<string>;
  /**
   * Free text of 1-40 characters that the Chat console shows as the application's type.
   */
  readonly applicationType: pulumi.Output<string | undefined>;
  /**
   * Product faces of the SDKAppID. Required unless adopting. Products can be added, never taken away.
   */
  readonly products: pulumi.Output<("chat" | "call" | "conference" | "live" | "rtc-engine")[]>;
  /**
   * Where Chat data is stored; RTC data is in Singapore by default whatever this says. Required unless adopting. Fixed at creation: another region replaces the application.
   */
  readonly region: pulumi.Output<"china" | "singapore" | "seoul" | "tokyo" | "frankfurt" | "silicon-valley" | "jakarta">;
  /**
   * Whether the application serves. Disabling takes 3-5 minutes, hits every product of the SDKAppID at once, and goes on billing for users still in rooms. As an output it is missing while the application is Expired, which is neither.
   */
  readonly enabled: pulumi.Output<boolean | undefined>;
  /**
   * Tags on the application. Keys that are not declared here are left alone.
   */
  readonly tags: pulumi.Output<Record<string, string>>;
  /**
   * Opens the TRTC service on a Chat application. It can't be turned off alone; `false` says that nobody here asks for it, and holds even where a call pack opened it.
   */
  readonly rtcService: pulumi.Output<boolean>;
  /**
   * How UserSigs are signed. Declaring `HMAC-SHA256` upgrades an application from before 2019-08-15, which signs with an ECDSA key pair: in place, for good, and UserSigs made with the pair stay valid. Every other application is HMAC already.
   */
  readonly signatureAlgorithm: pulumi.Output<"HMAC-SHA256" | "ECDSA-SHA256">;
  /**
   * What destroying and replacing do: `delete` disables and deletes, `disable` leaves a disabled application, `retain` gives it up untouched. Default `delete`, or `retain` when adopting. It holds once it is applied, so it can't change in one step with a replacement.
   */
  readonly deletionPolicy: pulumi.Output<"delete" | "disable" | "retain">;
  /**
   * Once disabling has taken effect, dismisses the rooms in which people still are, who would go on being billed. As well as it can: listing rooms needs a paid package at Tencent Cloud, and a failure is a warning.
   */
  readonly dismissRooms: pulumi.Output<boolean | undefined>;
  /**
   * Refuses every deletion, from here or a console, until it is turned off; so it also refuses a replacement that would delete.
   */
  readonly deletionProtection: pulumi.Output<boolean>;
  /**
   * SDKAppID of an existing application to take over instead of making one. Only what is declared is managed then.
   */
  readonly adopt: pulumi.Output<string | undefined>;
  /**
   * With `adopt`: takes the application even from another declaration that manages it.
   */
  readonly takeOver: pulumi.Output<boolean | undefined>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` says the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * The SDKAppID, made by the service.
   */
  readonly sdkAppId: pulumi.Output<number>;
  /**
   * SDKSecretKey, with which UserSigs are signed: 64 hexadecimal characters, used as text. Undefined on an application that still signs with ECDSA-SHA256, which only one from before 2019-08-15 can: it has `publicKey` and `privateKey` instead, and `signatureAlgorithm` tells which.
   * A secret.
   */
  readonly secretKey: pulumi.Output<string | undefined>;
  /**
   * The public key, PEM, of an ECDSA application or of one that was upgraded from it.
   */
  readonly publicKey: pulumi.Output<string | undefined>;
  /**
   * The private key, PEM, of an ECDSA application or of one that was upgraded from it.
   * A secret.
   */
  readonly privateKey: pulumi.Output<string | undefined>;
  /**
   * What the application is doing now.
   */
  readonly status: pulumi.Output<"Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting">;
  /**
   * Why it is disabled. Only `manual` is cured by `enabled: true`.
   */
  readonly disabledReason: pulumi.Output<"manual" | "arrears" | "package-used-up" | "pay-as-you-go-off" | "refund" | "expired" | undefined>;
  /**
   * What brings it back to Normal, in words.
   */
  readonly disabledCure: pulumi.Output<string | undefined>;
  /**
   * Status of each product face.
   */
  readonly productStatus: pulumi.Output<Record<string, "Normal" | "Disabled">>;
  /**
   * Status of the basic and the value-added services of the RTC faces. The basic ones are shared; the value-added ones of a face come with a package or trial of its product and end with it, and this says Normal while one face has them. Missing on an application without the TRTC service.
   */
  readonly rtcServiceStatus: pulumi.Output<{ basic: "Normal" | "Disabled"; valueAdded: "Normal" | "Disabled" } | undefined>;
  /**
   * Edition of each product face.
   */
  readonly editions: pulumi.Output<Record<string, string>>;
  /**
   * When it was made, ISO 8601.
   */
  readonly createdTime: pulumi.Output<string>;
  /**
   * When its plan ends, ISO 8601.
   */
  readonly expireTime: pulumi.Output<string | undefined>;
  /**
   * Where RTC data is stored.
   */
  readonly rtcRegion: pulumi.Output<string>;
  /**
   * Who carries a change of status out: `clock` means that the backend simulates it.
   */
  readonly executor: pulumi.Output<"clock" | "operator">;
}
