import { z } from "zod";
import { actionsOf } from "../action";
import { entryOf } from "../entry";
import { ClientToken, Instant, Owner, SdkAppId } from "../fields";
import { managementVersion } from "../version";
import { PushPlatform, PushSecrets } from "./vendors";

const action = actionsOf("rtcapp", managementVersion);

/** Made by the service, never chosen, and kept by every edit: clients report it with their device token. */
export const CertificateId = z.number().int().positive();

/** What is said of a push certificate. Its secrets are never said again. */
export const PushCertificateRecord = z.object({
  SdkAppId,
  CertificateId,
  Platform: PushPlatform,
  /** SHA-256 in hex that stands for the secrets (`PushCredential`). */
  Fingerprint: z.string(),
  /** The app that the vendor knows: a bundle id, the id of a project, or an app id. */
  App: z.string(),
  Subject: z.string().nullable(),
  Topics: z.array(z.string()),
  NotBefore: Instant.nullable(),
  /** Null where it has no term: keys and secrets of vendors. */
  NotAfter: Instant.nullable(),
  /** Whole days until NotAfter, negative once it has passed. */
  DaysLeft: z.number().int().nullable(),
  Expired: z.boolean(),
  CreatedTime: Instant,
  SavedTime: Instant,
  /** When what was saved last is in effect everywhere, at the latest. */
  EffectiveTime: Instant,
  /** The declaration that manages it; null when it was made or left in a console. */
  Owner: z.string().nullable(),
  /** SHA-256 of the claim that counts, in hex (`claimDigest`); null when nobody holds one. */
  ClaimDigest: z.string().nullable(),
  /** Since when it is to go with its application; null where it isn't. Older servers don't tell. */
  LeavingSince: Instant.nullable().optional(),
});
export type PushCertificateRecord = z.output<typeof PushCertificateRecord>;

/** Push certificates of one look at most. */
export const pushCertificatesPerRequest = 100;

const key = { SdkAppId, CertificateId };
const Claim = z.string().optional();
const ById = z.strictObject({ ...key, Claim });

export const CreatePushCertificate = action(
  "CreatePushCertificate",
  "write",
  z.strictObject({
    SdkAppId,
    /** A repetition with the same token answers with the first result instead of a second certificate. */
    ClientToken: ClientToken.optional(),
    Owner: Owner.optional(),
    Platform: PushPlatform,
    Secrets: PushSecrets,
  }),
  z.object({
    CertificateId,
    /** Proof of being the last who made or took this certificate; deleting needs it. */
    Claim: z.string(),
    /** True when this token had already made the certificate; it is as it was, whatever the request says. */
    Replayed: z.boolean(),
    CreatedTime: Instant,
    /** True where it was to go with its application, and this declaration has taken it back. */
    TakenBack: z.boolean().optional(),
  }),
);

export const DescribePushCertificates = action(
  "DescribePushCertificates",
  "read",
  z.strictObject({
    PushCertificates: z.array(z.strictObject(key)).min(1).max(pushCertificatesPerRequest),
  }),
  z.object({
    Entries: z.array(entryOf("PushCertificate", key, { PushCertificate: PushCertificateRecord })),
  }),
);

/** Every certificate of an application, or of all that the account has, by its id. */
export const ListPushCertificates = action(
  "ListPushCertificates",
  "read",
  z.strictObject({
    SdkAppId: SdkAppId.optional(),
    Offset: z.number().int().nonnegative().default(0),
    Limit: z.number().int().min(1).max(pushCertificatesPerRequest).default(pushCertificatesPerRequest),
  }),
  z.object({ TotalCount: z.number().int(), PushCertificates: z.array(PushCertificateRecord) }),
);

/** Saves the form anew, as the console's edit does; the id stays. Vendor and environment can't be edited. */
export const ModifyPushCertificate = action(
  "ModifyPushCertificate",
  "write",
  ById.extend({
    Platform: PushPlatform,
    /** All of the form's secrets, or none: then those that are held stay. */
    Secrets: PushSecrets.optional(),
  }),
  z.object({}),
);

/** Pushes through it stop, and it can't be brought back. An outdated claim deletes nothing and succeeds. */
export const DeletePushCertificate = action(
  "DeletePushCertificate",
  "write",
  ById.extend({
    /**
     * It stays in effect until its application is deleted, which takes it along. Until then CreatePushCertificate of
     * the same Owner takes it back, and ReleaseApplication leaves it to nobody.
     */
    WithApplication: z.boolean().default(false),
  }),
  z.object({ Outdated: z.boolean() }),
);

export const ClaimPushCertificate = action(
  "ClaimPushCertificate",
  "write",
  ById.extend({
    Owner,
    /** Takes it although another declaration manages it. */
    TakeOver: z.boolean().default(false),
  }),
  z.object({ Claim: z.string(), PreviousOwner: z.string().nullable() }),
);

/** Gives it up: it stays as it is and nobody manages it. An outdated claim succeeds and does nothing. */
export const ReleasePushCertificate = action("ReleasePushCertificate", "write", ById, z.object({}));
