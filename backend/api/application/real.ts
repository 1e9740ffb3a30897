import { z } from "zod";
import { Evidence } from "../enrolment/facts";
import { Instant, SdkAppId } from "../fields";
import { disabledReasons, products, regions, signatureAlgorithms, statuses } from "./values";

/** How a real application stands, as far as anybody knows; those that Tencent Cloud is changing look like what they were. */
export const realStatuses = ["Normal", "Disabled", "Unknown"] as const;
/** How an application stands, simulated or real. */
export const everyStatus = [...statuses, "Unknown"] as const;
/**
 * Why a real application stands still. `billing`: a matter of money, without saying which; `blocked`: on Tencent's
 * blocklist. Only a person knows of `manual` that it was by hand.
 */
export const realDisabledReasons = ["manual", "billing", "blocked"] as const;
/** Why an application is disabled, simulated or real. */
export const everyDisabledReason = [
  ...disabledReasons,
  ...realDisabledReasons.filter((reason) => reason !== "manual"),
] as const;

/**
 * What is known of a real application, under the names that a simulated one has. What nobody knows is null, and neither
 * none nor empty.
 */
export const RealApplication = z.object({
  SdkAppId,
  Executor: z.literal("operator"),
  Name: z.string().nullable(),
  Description: z.string().nullable(),
  /** Empty for none. */
  ApplicationType: z.string().nullable(),
  Region: z.enum(regions).nullable(),
  Products: z.array(z.enum(products)).nullable(),
  RtcService: z.boolean().nullable(),
  SignatureAlgorithm: z.enum(signatureAlgorithms).nullable(),
  DeletionProtection: z.null(),
  RtcRegion: z.null(),
  Status: z.enum(realStatuses),
  /** No window is known of: what a person has clicked shows once it has taken effect. */
  StatusUntil: z.null(),
  DisabledReason: z.enum(realDisabledReasons).nullable(),
  /** What brings it back, in words; null where nothing is known to be wrong. */
  Cure: z.string().nullable(),
  ProductStatus: z.array(z.never()),
  DeletableBySupportOnly: z.literal(false),
  CreatedTime: z.null(),
  ExpireTime: z.null(),
  EnrolledTime: Instant,
  /** The declaration that manages it; null where none does. */
  Owner: z.string().nullable(),
  ClaimDigest: z.string().nullable(),
  /** Users who are known to be admins. */
  AdminAccounts: z.array(z.object({ UserId: z.string(), CreatedTime: z.null() })),
  /** How each fact is known; one without an entry isn't. */
  Facts: z.array(Evidence),
  /** Why the last look at Tencent Cloud told nothing, where it didn't: what is told here was known before. */
  Unasked: z.string().nullable(),
  HasSecretKey: z.boolean(),
  /** Only where the request asked for secrets. */
  SecretKey: z.string().optional(),
  PublicKey: z.string().optional(),
  PrivateKey: z.string().optional(),
  /** Instead of the secrets asked for: why the backend can't open them, and what to do. */
  SecretsFault: z.string().optional(),
  /** Instead of the secrets asked for: the key pair may read none. */
  SecretsWithheld: z.literal(true).optional(),
});
export type RealApplication = z.output<typeof RealApplication>;
