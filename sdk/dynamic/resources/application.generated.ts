// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * Arguments of an Application.
 */
export interface ApplicationArgs {
  /**
   * Name in the consoles: 1-15 letters, digits or underscores. Default: the resource's own name, where it fits. Names need not be unique.
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
   * Products of the SDKAppID. Required, except with `adopt`. Products can be added, never removed.
   * @example ["chat"]
   */
  products?: pulumi.Input<pulumi.Input<"chat" | "call" | "conference" | "live" | "rtc-engine">[]>;
  /**
   * Where Chat data is stored. RTC data is stored in Singapore by default, whatever the region. Required, except with `adopt`. A region is fixed at creation: another one replaces the application.
   * @example "singapore"
   */
  region?: pulumi.Input<"china" | "singapore" | "seoul" | "tokyo" | "frankfurt" | "silicon-valley" | "jakarta">;
  /**
   * Whether the application is in service. Disabling takes 3-5 minutes and stops every product of the SDKAppID at once; users who are still in rooms are billed until their rooms are dismissed. As an output it is undefined while the application is Expired.
   * @default true
   * @example true
   */
  enabled?: pulumi.Input<boolean>;
  /**
   * Tags on the application. Tags with other keys stay as they are.
   * @default {}
   * @example {"team":"support"}
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /**
   * Opens the TRTC service on a Chat application. An open service can't be closed. `false` doesn't ask for it, and is no drift where a call pack has opened it.
   * @example true
   */
  rtcService?: pulumi.Input<boolean>;
  /**
   * How UserSigs are signed. `HMAC-SHA256` upgrades an application from before 2019-08-15, which signs with an ECDSA key pair. The upgrade is in place and can't be undone; UserSigs signed with the key pair stay valid. Every other application uses HMAC already.
   * @example "HMAC-SHA256"
   */
  signatureAlgorithm?: pulumi.Input<"HMAC-SHA256" | "ECDSA-SHA256">;
  /**
   * What a destroy or a replacement does: `delete` disables and deletes the application, `disable` only disables it, `retain` leaves it as it is. Default `delete`; with `adopt`, `retain`. Apply a new policy first; a replacement must come in a later update.
   * @example "delete"
   */
  deletionPolicy?: pulumi.Input<"delete" | "disable" | "retain">;
  /**
   * After disabling has taken effect, tries to dismiss rooms that still have users, who would be billed further. Listing rooms needs a paid package at Tencent Cloud; a failure is only a warning.
   * @example true
   */
  dismissRooms?: pulumi.Input<boolean>;
  /**
   * Refuses every deletion, from Pulumi or a console, until it is `false`. A replacement that would delete the application is refused, too.
   * @default false
   * @example false
   */
  deletionProtection?: pulumi.Input<boolean>;
  /**
   * SDKAppID of an existing application to take over instead of creating one. Only declared properties are managed then.
   * @example "1400000001"
   */
  adopt?: pulumi.Input<string> | number;
  /**
   * With `adopt`: takes the application over even if another declaration manages it.
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
 * Outputs of an Application: the declared properties, as the backend has them, and what the service adds.
 */
export interface ApplicationOutputs {
  /**
   * Name in the consoles: 1-15 letters, digits or underscores. Default: the resource's own name, where it fits. Names need not be unique.
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
   * Products of the SDKAppID. Required, except with `adopt`. Products can be added, never removed.
   */
  readonly products: pulumi.Output<("chat" | "call" | "conference" | "live" | "rtc-engine")[]>;
  /**
   * Where Chat data is stored. RTC data is stored in Singapore by default, whatever the region. Required, except with `adopt`. A region is fixed at creation: another one replaces the application.
   */
  readonly region: pulumi.Output<"china" | "singapore" | "seoul" | "tokyo" | "frankfurt" | "silicon-valley" | "jakarta">;
  /**
   * Whether the application is in service. Disabling takes 3-5 minutes and stops every product of the SDKAppID at once; users who are still in rooms are billed until their rooms are dismissed. As an output it is undefined while the application is Expired.
   */
  readonly enabled: pulumi.Output<boolean | undefined>;
  /**
   * Tags on the application. Tags with other keys stay as they are.
   */
  readonly tags: pulumi.Output<Record<string, string>>;
  /**
   * Opens the TRTC service on a Chat application. An open service can't be closed. `false` doesn't ask for it, and is no drift where a call pack has opened it.
   */
  readonly rtcService: pulumi.Output<boolean>;
  /**
   * How UserSigs are signed. `HMAC-SHA256` upgrades an application from before 2019-08-15, which signs with an ECDSA key pair. The upgrade is in place and can't be undone; UserSigs signed with the key pair stay valid. Every other application uses HMAC already.
   */
  readonly signatureAlgorithm: pulumi.Output<"HMAC-SHA256" | "ECDSA-SHA256">;
  /**
   * What a destroy or a replacement does: `delete` disables and deletes the application, `disable` only disables it, `retain` leaves it as it is. Default `delete`; with `adopt`, `retain`. Apply a new policy first; a replacement must come in a later update.
   */
  readonly deletionPolicy: pulumi.Output<"delete" | "disable" | "retain">;
  /**
   * After disabling has taken effect, tries to dismiss rooms that still have users, who would be billed further. Listing rooms needs a paid package at Tencent Cloud; a failure is only a warning.
   */
  readonly dismissRooms: pulumi.Output<boolean | undefined>;
  /**
   * Refuses every deletion, from Pulumi or a console, until it is `false`. A replacement that would delete the application is refused, too.
   */
  readonly deletionProtection: pulumi.Output<boolean>;
  /**
   * SDKAppID of an existing application to take over instead of creating one. Only declared properties are managed then.
   */
  readonly adopt: pulumi.Output<string | undefined>;
  /**
   * With `adopt`: takes the application over even if another declaration manages it.
   */
  readonly takeOver: pulumi.Output<boolean | undefined>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * The SDKAppID, assigned by the service.
   */
  readonly sdkAppId: pulumi.Output<number>;
  /**
   * SDKSecretKey, the key that signs UserSigs: 64 hexadecimal characters, used as text. Undefined on a real account unless `tencentrtc:secretKeysInState` is true, and on an application from before 2019-08-15 that still signs with ECDSA-SHA256 (see `signatureAlgorithm`): it has `publicKey` and `privateKey` instead.
   * A secret.
   */
  readonly secretKey: pulumi.Output<string | undefined>;
  /**
   * The public key, in PEM, of an application that signs, or once signed, with ECDSA-SHA256.
   */
  readonly publicKey: pulumi.Output<string | undefined>;
  /**
   * The private key, in PEM, of an application that signs, or once signed, with ECDSA-SHA256.
   * A secret.
   */
  readonly privateKey: pulumi.Output<string | undefined>;
  /**
   * Status of the application. `Unknown`: of a real application nobody knows it.
   */
  readonly status: pulumi.Output<"Normal" | "Disabling" | "Disabled" | "Enabling" | "Expired" | "Deleting" | "Unknown">;
  /**
   * Why the application is disabled. `enabled: true` helps only with `manual`. `billing` and `blocked` are of real applications: a matter of money, or Tencent's blocklist.
   */
  readonly disabledReason: pulumi.Output<"manual" | "arrears" | "package-used-up" | "pay-as-you-go-off" | "refund" | "expired" | "billing" | "blocked" | undefined>;
  /**
   * What to do to bring a disabled application back to Normal, in words.
   */
  readonly disabledCure: pulumi.Output<string | undefined>;
  /**
   * Status of each product.
   */
  readonly productStatus: pulumi.Output<Record<string, "Normal" | "Disabled">>;
  /**
   * Status of the basic and the value-added RTC services. All RTC products share the basic services. Value-added services come with a package or trial of a product and end with it; the status is Normal while one product has them. Undefined on an application without the TRTC service.
   */
  readonly rtcServiceStatus: pulumi.Output<{ basic: "Normal" | "Disabled"; valueAdded: "Normal" | "Disabled" } | undefined>;
  /**
   * Edition of each product.
   */
  readonly editions: pulumi.Output<Record<string, string>>;
  /**
   * When the application was created, ISO 8601.
   */
  readonly createdTime: pulumi.Output<string>;
  /**
   * When the Chat package ends, ISO 8601.
   */
  readonly expireTime: pulumi.Output<string | undefined>;
  /**
   * Where RTC data is stored.
   */
  readonly rtcRegion: pulumi.Output<string>;
  /**
   * Who carries out a change of status. `clock`: the backend simulates it. `operator`: people do, in the console of Tencent Cloud, where the application is.
   */
  readonly executor: pulumi.Output<"clock" | "operator">;
}
