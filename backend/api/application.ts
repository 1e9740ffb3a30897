import { z } from "zod";
import { actionsOf } from "./action";
import {
  ClientToken,
  disabledReasons,
  Instant,
  Owner,
  Products,
  products,
  Region,
  regions,
  SdkAppId,
  signatureAlgorithms,
  statuses,
  storedText,
  UserId,
} from "./fields";
import { managementVersion } from "./version";

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

export const AdminAccountRecord = z.object({ UserId: z.string(), CreatedTime: Instant });

/** What the consoles show of an application. Values that a console made are given as they are, rules or not. */
export const ApplicationRecord = z.object({
  SdkAppId,
  Name: z.string(),
  Description: z.string(),
  ApplicationType: z.string().nullable(),
  /** Where Chat data is stored. */
  Region: z.enum(regions),
  /** Where RTC data is stored: Singapore by default, whatever `Region` says. */
  RtcRegion: z.string(),
  Products: z.array(z.enum(products)),
  Status: z.enum(statuses),
  StatusSince: Instant,
  /** When the running window ends; null outside a window. */
  StatusUntil: Instant.nullable(),
  DisabledReason: z.enum(disabledReasons).nullable(),
  /** What brings it back to Normal, in words; null where nothing is wrong. */
  Cure: z.string().nullable(),
  ProductStatus: z.array(ProductStatus),
  /** Whether the TRTC service is open on this SDKAppID. */
  RtcService: z.boolean(),
  SignatureAlgorithm: z.enum(signatureAlgorithms),
  DeletionProtection: z.boolean(),
  /** A paid Chat edition, or a TRTC trial where the settings say so: support alone may delete it (IM console, "停用/删除应用"). */
  DeletableBySupportOnly: z.boolean(),
  CreatedTime: Instant,
  ExpireTime: Instant.nullable(),
  /** The declaration that manages it; null when it was made or left in a console. */
  Owner: z.string().nullable(),
  /** SHA-256 of the claim that counts, in hex (`claimDigest`); null when nobody holds one. */
  ClaimDigest: z.string().nullable(),
  /** Who carries a change of status out: `clock` means simulated, done once its window has passed. */
  Executor: z.enum(["clock", "operator"]),
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
export type ApplicationRecord = z.output<typeof ApplicationRecord>;

/** One entry per requested id: absence from a list never means gone, only this exact code does. */
export const ApplicationEntry = z.discriminatedUnion("Outcome", [
  z.object({ Outcome: z.literal("Found"), SdkAppId, Application: ApplicationRecord }),
  z.object({
    Outcome: z.literal("Refused"),
    SdkAppId,
    Code: z.enum(["ResourceNotFound.Application", "UnauthorizedOperation"]),
    Message: z.string(),
  }),
]);
export type ApplicationEntry = z.output<typeof ApplicationEntry>;

/** Applications of one look at most. */
export const applicationsPerRequest = 100;
/** Admin accounts of one look at most. */
export const adminAccountsPerRequest = 100;

const WithSecrets = z.boolean().default(false);
/** Text that the rules judge only when it changes: a console may have made what they would refuse. */
const judgedOnChange = storedText(1_000);
const Nothing = z.object({});
const Target = z.strictObject({ SdkAppId });

export const CreateApplication = action(
  "CreateApplication",
  "write",
  z.strictObject({
    /** A repetition with the same token answers with the first result instead of a second application. */
    ClientToken: ClientToken.optional(),
    Owner: Owner.optional(),
    Name: judgedOnChange,
    Description: judgedOnChange.default(""),
    ApplicationType: judgedOnChange.nullable().default(null),
    Region,
    Products,
    DeletionProtection: z.boolean().default(false),
  }),
  z.object({
    SdkAppId,
    /** Proof of being the last who made or took this application; deleting needs it (see DeleteApplication). */
    Claim: z.string(),
    /** True when this token had already made the application. */
    Replayed: z.boolean(),
    CreatedTime: Instant,
    /** What was made, without secrets; not given for a repetition, whose application may have changed since. */
    Application: ApplicationRecord.optional(),
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
    Name: judgedOnChange.optional(),
    Description: judgedOnChange.optional(),
    ApplicationType: judgedOnChange.nullable().optional(),
    /** Opens the products named; those that are open already stay, named or not: none can be taken away. */
    Products: Products.optional(),
    DeletionProtection: z.boolean().optional(),
    /** From ECDSA-SHA256 to HMAC-SHA256 and never back; UserSigs made with the key pair stay good. */
    SignatureAlgorithm: z.enum(signatureAlgorithms).optional(),
    /** Opening is final: the service can't be turned off alone. */
    RtcService: z.literal(true, "must be true: the RTC service can be opened, never closed alone").optional(),
  }),
  Nothing,
);

/** Asks for a change of status; the answer says how it stands then and when the running window ends (null: none runs). */
const changesStatus = z.object({ Status: z.enum(statuses), StatusUntil: Instant.nullable() });
const ClaimedTarget = Target.extend({ Claim: z.string().optional() });

export const EnableApplication = action("EnableApplication", "write", ClaimedTarget, changesStatus);
export const DisableApplication = action("DisableApplication", "write", ClaimedTarget, changesStatus);

export const DeleteApplication = action(
  "DeleteApplication",
  "write",
  ClaimedTarget.extend({
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
export const ReleaseApplication = action("ReleaseApplication", "write", ClaimedTarget, Nothing);

export const CreateAdminAccount = action(
  "CreateAdminAccount",
  "write",
  z.strictObject({ SdkAppId, UserId, ClientToken: ClientToken.optional() }),
  /** `Existed` is true for `administrator` and for a repetition of the same token. */
  z.object({ CreatedTime: Instant, Existed: z.boolean() }),
);

const adminAccountId = { SdkAppId, UserId: storedText(200) };
const AdminAccountId = z.object(adminAccountId);

export const DescribeAdminAccounts = action(
  "DescribeAdminAccounts",
  "read",
  z.strictObject({
    AdminAccounts: z.array(z.strictObject(adminAccountId)).min(1).max(adminAccountsPerRequest),
  }),
  z.object({
    Entries: z.array(
      z.discriminatedUnion("Outcome", [
        AdminAccountId.extend({ Outcome: z.literal("Found"), CreatedTime: Instant }),
        AdminAccountId.extend({
          Outcome: z.literal("Refused"),
          Code: z.enum([
            "ResourceNotFound.Application",
            "ResourceNotFound.AdminAccount",
            "UnauthorizedOperation",
          ]),
          Message: z.string(),
        }),
      ]),
    ),
  }),
);

export const DeleteAdminAccount = action(
  "DeleteAdminAccount",
  "write",
  z.strictObject(adminAccountId),
  Nothing,
);
