import { z } from "zod";
import { actionsOf } from "../action";
import { applicationKey, applicationKeyRule } from "../application/key";
import {
  ApplicationDescription,
  ApplicationName,
  ApplicationType,
  Products,
  Region,
} from "../application/values";
import { ErrorCode } from "../errors";
import { Instant, SdkAppId, storedText } from "../fields";
import { UserId } from "../user-id";
import { managementVersion } from "../version";
import { Evidence, FactName, PendingAttestation, realFacts, standings } from "./facts";

const action = actionsOf("rtcapp", managementVersion);

/** A SDKSecretKey, or the private key of a pair, as `applicationKey` has it. */
const SecretKey = z
  .string()
  .max(10_000)
  .transform((text, context): string => {
    const key = applicationKey(text);
    if (key !== undefined) return key;
    context.addIssue({ code: "custom", message: applicationKeyRule });
    return z.NEVER;
  });

/** A real application as its account knows it. */
export const EnrolledApplication = z.object({
  SdkAppId,
  /** The declaration that manages it; null where none does. */
  Owner: z.string().nullable(),
  EnrolledTime: Instant,
  HasSecretKey: z.boolean(),
  /** What is known, and how; a fact without an entry isn't known. */
  Facts: z.array(Evidence),
  /** What waits for a second person's word, where the account asks for two. */
  Pending: z.array(PendingAttestation),
  /** Only where the request asked for secrets. */
  SecretKey: z.string().optional(),
  /** Instead of the secrets asked for: why the backend can't open them, and what to do. */
  SecretsFault: z.string().optional(),
  /** Instead of the secrets asked for: the key pair may read none. */
  SecretsWithheld: z.literal(true).optional(),
});
export type EnrolledApplication = z.output<typeof EnrolledApplication>;

/** What to do, for people, each once. */
const Next = z.array(z.string());

/**
 * Makes a real application known to its account. With a key Tencent Cloud is asked first, and what it doesn't confirm is
 * refused: a wrong key, another region than the given one, a SDKAppID that isn't there. Without a key nobody is asked, and
 * all is `assumed`. Asked again it finds what is there.
 */
export const EnrolApplication = action(
  "EnrolApplication",
  "write",
  z.strictObject({
    SdkAppId,
    /** Where it isn't given the hosts of all regions are asked in turn. */
    Region: Region.optional(),
    SecretKey: SecretKey.optional(),
    /** Admins beside `administrator`. */
    Admins: z.array(UserId).max(100).default([]),
    Name: ApplicationName.optional(),
    Description: ApplicationDescription.optional(),
    ApplicationType: ApplicationType.optional(),
    Products: Products.optional(),
  }),
  z.object({
    Application: EnrolledApplication,
    /** True where it had been enrolled before. */
    Existed: z.boolean(),
    Next,
  }),
);

/** Enrolled applications of one page at most. */
export const enrolledPerRequest = 100;

/** The applications that are enrolled in a real account, as they are known; Tencent Cloud isn't asked. */
export const ListEnrolledApplications = action(
  "ListEnrolledApplications",
  "read",
  z.strictObject({
    Offset: z.number().int().nonnegative().default(0),
    Limit: z.number().int().min(1).max(enrolledPerRequest).default(enrolledPerRequest),
    WithSecrets: z.boolean().default(false),
  }),
  z.object({ TotalCount: z.number().int(), Applications: z.array(EnrolledApplication) }),
);

/** Applications of one look at Tencent Cloud at most: its answer shall come within half a minute. */
export const verifiedPerRequest = 50;

const Unknown = z.object({ Fact: FactName, UserId: UserId.nullable(), Why: z.string() });

/**
 * Asks Tencent Cloud about enrolled applications, and keeps what it proves. Nothing changes there. `sound`: all that
 * can be asked is as it should be, and known of this look; `found`: something isn't, or can't be known; `unasked`: Tencent
 * Cloud couldn't be asked.
 */
export const VerifyApplications = action(
  "VerifyApplications",
  "read",
  z.strictObject({ SdkAppIds: z.array(SdkAppId).min(1).max(verifiedPerRequest) }),
  z.object({
    /** Why nobody knows whose they are, where that is of the account and no single application. */
    AccountFault: z.string().nullable(),
    Entries: z.array(
      z.discriminatedUnion("Outcome", [
        z.object({
          SdkAppId,
          Outcome: z.literal("Verified"),
          Verdict: z.enum(["sound", "found", "unasked"]),
          /** As it is known now: what this look told, and of older looks what it left open. */
          Application: EnrolledApplication,
          /** What this look left open. */
          Unknown: z.array(Unknown),
          Next,
        }),
        z.object({ SdkAppId, Outcome: z.literal("Refused"), Code: ErrorCode, Message: z.string() }),
      ]),
    ),
  }),
);

/**
 * Records what somebody saw or did in the console. It counts until a later look of Tencent Cloud says otherwise. A new key
 * is tried at the next look; one that was refused before is taken only with `AlthoughRefused`. Where the account's
 * `PeopleToAttest` is 2, `disabled` and `deleted` wait in `Pending` until the sub-user of another key pair says the same.
 */
export const AttestApplication = action(
  "AttestApplication",
  "write",
  z.strictObject({
    SdkAppId,
    Name: realFacts.Name.value.optional(),
    Description: realFacts.Description.value.optional(),
    /** Empty for none. */
    ApplicationType: realFacts.ApplicationType.value.optional(),
    Products: realFacts.Products.value.optional(),
    RtcService: realFacts.RtcService.value.optional(),
    SignatureAlgorithm: realFacts.SignatureAlgorithm.value.optional(),
    Region: Region.optional(),
    Status: z.enum(standings).optional(),
    Admins: z
      .array(z.strictObject({ UserId, IsAdmin: z.boolean() }))
      .max(100)
      .default([]),
    SecretKey: SecretKey.optional(),
    AlthoughRefused: z.boolean().default(false),
    /** Who says so, where no sub-user's key pair tells it. */
    By: storedText(100).min(1, "must not be empty").optional(),
  }),
  z.object({ Application: EnrolledApplication }),
);
