import { z } from "zod";
import { actionsOf } from "../action";
import { products, signatureAlgorithms } from "../application/values";
import { executors, sites } from "../executor";
import { Instant, SdkAppId, storedText } from "../fields";
import { managementVersion } from "../version";

const action = actionsOf("rtcapp", managementVersion);

const trtcTrialDeletion = z.enum(["contact-support", "self-service"]);
const tagServices = z.enum(["im-and-trtc", "im", "trtc", "none"]);
const paidUpgrade = z.enum(["self-service", "ticket"]);

/**
 * Settings of an account: what the sources leave open or put differently (docs/rules.md, sections 0 and 9).
 * A setting's unit is in its name; the defaults are in `defaultSettings`.
 */
export const Settings = z.object({
  /** Applications per account; a disabled one counts, a deleted one doesn't. */
  ApplicationsPerAccount: z.number().int().positive(),
  /** Admin accounts per application, `administrator` included. */
  AdminAccountsPerApplication: z.number().int().positive(),
  /** Push certificates per application; no source names a limit. */
  PushCertificatesPerApplication: z.number().int().positive(),
  /** Minutes after which a saved push certificate is in effect everywhere. */
  PushCertificateEffectMinutes: z.number().min(0),
  TrialChatCallsPerDay: z.number().int().min(0),
  /** How long disabling, enabling and deleting take: a value between these two, drawn at each change. */
  WindowSecondsMin: z.number().min(0),
  WindowSecondsMax: z.number().min(0),
  /** Days from arrears to Disabled. */
  ArrearsGraceDays: z.number().min(0),
  /** Days from a refund (Expired) to Disabled. */
  RefundGraceDays: z.number().min(0),
  /** Hours in which a repeated ClientToken answers with its first result. */
  ClientTokenHours: z.number().min(0),
  /** Days of rooms that the account's package shows (DescribeRoomInfo); 0 where none was bought. */
  RoomHistoryDays: z.number().int().min(0).max(14),
  /** Requests of one action per second that a server takes from the account. */
  RequestsPerSecond: z.number().int().positive(),
  /** Who may delete an application with a paid Chat edition. */
  PaidChatDeletion: z.enum(["contact-support", "self-service"]),
  /** Who may delete a Chat application whose TRTC service is a trial: open, and without a paid package. */
  TrtcTrialDeletion: trtcTrialDeletion,
  /** Days that a claimed trial lasts: of Call, RTC Engine and the call pack, and of Live and Conference. */
  TrialDays: z.number().positive(),
  LiveTrialDays: z.number().positive(),
  /** Trials that may be claimed on one application, and on all of an account together. */
  TrialsPerApplication: z.number().int().min(0),
  TrialsPerAccount: z.number().int().min(0),
  /** Trials of the call pack on one application; they don't count among the others. */
  CallPackTrialsPerApplication: z.number().int().min(0),
  /** Who changes one paid version into a higher one: as the product has it, or one word for every product. */
  PaidUpgrade: z.enum(["per-product", "self-service", "ticket"]),
  /** Who changes a paid version of one product; counts only while `PaidUpgrade` is `per-product`. */
  PaidUpgradeCall: paidUpgrade,
  PaidUpgradeConference: paidUpgrade,
  PaidUpgradeLive: paidUpgrade,
  PaidUpgradeRtcEngine: paidUpgrade,
  /** Days from its purchase in which an untouched RTC package is refunded. */
  RefundDays: z.number().min(0),
  /** From an order until it takes effect. */
  OrderEffectSeconds: z.number().min(0),
  /** Days for which a change stays in the activity log. */
  ActivityDays: z.number().positive(),
  /** Entries that the activity log keeps, a few more for a while: the newest. */
  ActivitiesPerAccount: z.number().int().positive(),
  /** Minutes for which a look at a real application counts for a refresh; 0 asks each time. */
  VerifyMinutes: z.number().min(0),
  /** People who must say that a real application was disabled or deleted before it counts: 1 or 2. */
  PeopleToAttest: z.number().int().min(1).max(2),
  /** Service types under which the tag service takes applications. */
  TagServices: tagServices,
  /** Seconds until a look by Chat's REST API shows a webhook that was changed by it. */
  WebhookVisibleSeconds: z.number().min(0),
});
export type Settings = z.output<typeof Settings>;

/** Older servers don't tell of what they do by no setting. */
const ReportedSettings = Settings.extend({
  TrtcTrialDeletion: trtcTrialDeletion.default("self-service"),
  PaidUpgradeCall: paidUpgrade.default("ticket"),
  PaidUpgradeConference: paidUpgrade.default("ticket"),
  PaidUpgradeLive: paidUpgrade.default("ticket"),
  PaidUpgradeRtcEngine: paidUpgrade.default("ticket"),
  VerifyMinutes: Settings.shape.VerifyMinutes.default(15),
  PeopleToAttest: Settings.shape.PeopleToAttest.default(1),
  TagServices: tagServices.default("im-and-trtc"),
  WebhookVisibleSeconds: Settings.shape.WebhookVisibleSeconds.default(0),
});

export const DescribeAccount = action(
  "DescribeAccount",
  "read",
  z.strictObject({}),
  z.object({
    /** A UUID made with the backend; a snapshot keeps it. */
    Identity: z.string(),
    /** The account's number. */
    Uin: z.string(),
    /** True where SDKAppIDs, windows and keys are made up here and not at Tencent Cloud. */
    Simulated: z.boolean(),
    /** Who carries changes out: `clock` where it is simulated. Older servers, which know no other, don't tell. */
    Executor: z.enum(executors).optional(),
    /** Of a real account; null of a simulated one. */
    Site: z.enum(sites).nullish(),
    Settings: ReportedSettings,
    /** Live applications: those that count against the quota. Of a real account those that are enrolled. */
    Applications: z.number().int(),
    ServerTime: Instant,
    /**
     * What the account gives out next: an SDKAppID, the id of a push certificate, the number of a claim. Whoever holds
     * one as high has it of a newer copy of the database. Older servers don't tell, and a real account gives out claims alone.
     */
    NextSdkAppId: z.number().int().optional(),
    NextCertificateId: z.number().int().optional(),
    NextClaim: z.number().int().optional(),
    /** With which the fingerprints of vendors' secrets are made (`toldFingerprint`). Older servers tell none. */
    FingerprintKey: z.string().optional(),
  }),
);

/** Owners of the live applications, to foresee what a run will delete. */
export const ListOwners = action(
  "ListOwners",
  "read",
  z.strictObject({ Prefix: z.string().max(1_000) }),
  z.object({ Owners: z.array(z.object({ SdkAppId, Owner: z.string() })) }),
);

export const ModifySettings = action("ModifySettings", "admin", Settings.partial().strict(), Settings);

/** Support's own act: deletes whatever the edition or protection, at once. Empties a simulated account. */
export const SupportDeleteApplication = action(
  "SupportDeleteApplication",
  "admin",
  z.strictObject({ SdkAppId }),
  z.object({}),
);

/** What billing does to an application from outside, for simulated accounts. */
export const SimulateBilling = action(
  "SimulateBilling",
  "admin",
  z.strictObject({
    SdkAppId,
    Event: z.enum(["arrears", "paid", "package-used-up", "pay-as-you-go-off", "refund", "expired"]),
  }),
  z.object({}),
);

/** An application as a console or an older release of it left it: names no rule allows, old key pairs, paid plans. */
export const SimulateApplication = action(
  "SimulateApplication",
  "admin",
  z.strictObject({
    SdkAppId,
    Name: storedText(1_000).optional(),
    Description: storedText(1_000).optional(),
    ApplicationType: storedText(1_000).nullable().optional(),
    SignatureAlgorithm: z.enum(signatureAlgorithms).optional(),
    Editions: z.partialRecord(z.enum(products), storedText(100)).optional(),
  }),
  z.object({}),
);
