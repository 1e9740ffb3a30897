import { z } from "zod";
import { actionsOf } from "../action";
import { AdminAccountRecord } from "../admin-account";
import { entryOf } from "../entry";
import { ClientToken, Instant, Owner, SdkAppId } from "../fields";
import { managementVersion } from "../version";
import { applicationShape } from "./fields";
import { RealApplication } from "./real";
import { disabledReasons, products, statuses } from "./values";

const action = actionsOf("rtcapp", managementVersion);

/** Status of one product face. Disabling an application disables every face at once (RTC console, "Global Impact"). */
export const ProductStatus = z.object({
  Product: z.enum(products),
  Status: z.enum(["Normal", "Disabled"]),
  /** RTC faces only: the console shows basic and value-added services apart. */
  BasicService: z.enum(["Normal", "Disabled"]).optional(),
  ValueAddedService: z.enum(["Normal", "Disabled"]).optional(),
  /** The plan of this face: `free-trial`, a paid edition, or `none` where a trial must first be claimed. */
  Edition: z.string(),
  ExpireTime: Instant.nullable(),
});

/** What the consoles show of a simulated application. Values that a console made are given as they are, rules or not. */
export const SimulatedApplication = z.object({
  SdkAppId,
  ...applicationShape("record"),
  /** Where RTC data is stored: Singapore by default, whatever `Region` says. */
  RtcRegion: z.string(),
  Status: z.enum(statuses),
  StatusSince: Instant,
  /** When the running window ends; null outside a window. */
  StatusUntil: Instant.nullable(),
  DisabledReason: z.enum(disabledReasons).nullable(),
  /** What brings it back to Normal, in words; null where nothing is wrong. */
  Cure: z.string().nullable(),
  ProductStatus: z.array(ProductStatus),
  /** A paid Chat edition, or a TRTC trial where the settings say so: support alone may delete it (IM console, "停用/删除应用"). */
  DeletableBySupportOnly: z.boolean(),
  CreatedTime: Instant,
  ExpireTime: Instant.nullable(),
  /** SHA-256 of the claim that counts, in hex (`claimDigest`); null when nobody holds one. */
  ClaimDigest: z.string().nullable(),
  /** Who carries a change of status out: nobody, it is done once its window has passed. */
  Executor: z.literal("clock"),
  AdminAccounts: z.array(AdminAccountRecord),
  /** What its declaration has let go of, to go with the application: in effect until then. Older servers don't tell. */
  Leaving: z
    .array(z.object({ Noun: z.enum(["PushCertificate", "Subscription"]), Id: z.string(), Since: Instant }))
    .optional(),
  /** Only where the request asked for secrets. ECDSA applications have both parts of a pair instead; upgraded ones keep it. */
  SecretKey: z.string().optional(),
  PublicKey: z.string().optional(),
  PrivateKey: z.string().optional(),
  /** Instead of the secrets asked for: why the backend can't open them, and what to do. */
  SecretsFault: z.string().optional(),
  /** Instead of the secrets asked for: the key pair may read none. */
  SecretsWithheld: z.literal(true).optional(),
});
export type SimulatedApplication = z.output<typeof SimulatedApplication>;

/** An application of an account, which are all simulated or all real. */
export const ApplicationRecord = z.discriminatedUnion("Executor", [SimulatedApplication, RealApplication]);
export type ApplicationRecord = z.output<typeof ApplicationRecord>;

/** Answer for one requested id. Only the exact code means that the application is gone, never absence from a list. */
export const ApplicationEntry = entryOf("Application", { SdkAppId }, { Application: ApplicationRecord });
export type ApplicationEntry = z.output<typeof ApplicationEntry>;

/** Applications of one look at most. */
export const applicationsPerRequest = 100;

const WithSecrets = z.boolean().default(false);
const Nothing = z.object({});
const ById = z.strictObject({ SdkAppId });

export const CreateApplication = action(
  "CreateApplication",
  "write",
  z.strictObject({
    /** A repetition with the same token answers with the first result instead of a second application. */
    ClientToken: ClientToken.optional(),
    ...applicationShape("create"),
  }),
  z.object({
    SdkAppId,
    /** Proof of being the last who made or took this application; deleting needs it (see DeleteApplication). */
    Claim: z.string(),
    /** True when this token had already made the application. */
    Replayed: z.boolean(),
    CreatedTime: Instant,
    /** What was made, without secrets; not given for a repetition, whose application may have changed since. */
    Application: SimulatedApplication.optional(),
    /** Other live applications of the same Owner: what an interrupted run may have left behind. */
    Siblings: z.array(z.object({ SdkAppId, CreatedTime: Instant })),
  }),
);

export const DescribeApplications = action(
  "DescribeApplications",
  "read",
  z.strictObject({ SdkAppIds: z.array(SdkAppId).min(1).max(applicationsPerRequest), WithSecrets }),
  z.object({ Entries: z.array(ApplicationEntry) }),
);

export const ListApplications = action(
  "ListApplications",
  "read",
  z.strictObject({
    Offset: z.number().int().nonnegative().default(0),
    Limit: z.number().int().min(1).max(applicationsPerRequest).default(applicationsPerRequest),
    WithSecrets,
  }),
  z.object({ TotalCount: z.number().int(), Applications: z.array(ApplicationRecord) }),
);

export const ModifyApplication = action(
  "ModifyApplication",
  "write",
  z.strictObject({
    SdkAppId,
    /** Refused with OperationDenied.ManagedElsewhere when another declaration has taken the application since. */
    Claim: z.string().optional(),
    ...applicationShape("modify"),
  }),
  Nothing,
);

/** Asks for a change of status; the answer says how it stands then and when the running window ends (null: none runs). */
const changesStatus = z.object({ Status: z.enum(statuses), StatusUntil: Instant.nullable() });
const ClaimedId = ById.extend({ Claim: z.string().optional() });

export const EnableApplication = action("EnableApplication", "write", ClaimedId, changesStatus);
export const DisableApplication = action("DisableApplication", "write", ClaimedId, changesStatus);

export const DeleteApplication = action(
  "DeleteApplication",
  "write",
  ClaimedId.extend({
    /** Only judges whether the application may be deleted, whatever its status; changes nothing. */
    DryRun: z.boolean().default(false),
  }),
  /** An outdated claim deletes nothing and succeeds: the application belongs to its newer declaration. */
  changesStatus.extend({ Outdated: z.boolean() }),
);

export const ClaimApplication = action(
  "ClaimApplication",
  "write",
  z.strictObject({
    SdkAppId,
    Owner,
    /** The claim in hand, when a declaration renames itself: it stays good, so a lost answer loses nothing. */
    Claim: z.string().optional(),
    /** Takes it although another declaration manages it. */
    TakeOver: z.boolean().default(false),
  }),
  z.object({ Claim: z.string(), PreviousOwner: z.string().nullable() }),
);

/** Gives an application up: it stays as it is and nobody manages it. An outdated claim succeeds and does nothing. */
export const ReleaseApplication = action("ReleaseApplication", "write", ClaimedId, Nothing);
