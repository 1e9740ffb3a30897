import { z } from "zod";
import { actionsOf } from "./action";
import { applicationFieldNames } from "./application/fields";
import { type Noun, nouns } from "./errors";
import { Instant, SdkAppId, storedText } from "./fields";
import { PaginationToken, paged } from "./paging";
import { managementVersion } from "./version";

/** Who makes changes: a Pulumi program, a person in the web console or at the command line, a program, the operator. */
export const actorKinds = ["provider", "console", "cli", "api", "admin"] as const;
export type ActorKind = (typeof actorKinds)[number];

type Parts = `${Exclude<Noun, "Application">}s`;

const partsOfApplications: readonly Parts[] = nouns.flatMap((noun) =>
  noun === "Application" ? [] : [`${noun}s` as const],
);

/** What a change can be of: facts of an application in the words of its record, its parts, and the account's own. */
export const activityFields = [
  ...applicationFieldNames,
  "Editions",
  "Status",
  "Billing",
  ...partsOfApplications,
  "Rooms",
  "TagPairs",
  "Projects",
  "Settings",
  "Faults",
  "AccessKeys",
  /** That a real application was made known, or its key. */
  "Enrolment",
  /** What somebody said of a real application. */
  "Attestation",
  /** Read, which is no change. */
  "Secrets",
] as const;
export type ActivityField = (typeof activityFields)[number];

/** One change of one application, or of the account. */
export const ActivityRecord = z.object({
  /** Grows with every entry of the account. */
  Sequence: z.number().int(),
  Time: Instant,
  /** The action that was asked for; operators' commands on the database itself have names of their own. */
  Action: z.string(),
  Actor: z.object({
    Kind: z.enum(actorKinds),
    Uin: z.string(),
    /** The sub-user to whom the key pair was given. */
    User: z.string().nullable(),
    /** Names the key pair that signed; null where nothing was signed. */
    SecretId: z.string().nullable(),
  }),
  /** The declaration that manages what was changed; null where none does. */
  Owner: z.string().nullable(),
  /** Null where the change is of the account and of no application. */
  SdkAppId: SdkAppId.nullable(),
  Fields: z.array(z.string()),
  /** One line for people: what became of what. Never holds a secret. */
  Summary: z.string(),
  RequestId: z.string(),
});
export type ActivityRecord = z.output<typeof ActivityRecord>;

/** Entries of one page at most. */
export const activitiesPerRequest = 1_000;

/**
 * Who changed what, the newest first. What a clock brings about, such as the end of a window, is no entry; nor is a
 * request that was refused, or that found everything as it wanted it. Reading an application's secret keys with a key
 * pair is one, with the field `Secrets`, once an hour for each of both. The newest entry with a `Field` of an
 * application tells since when that field is as it is.
 */
export const DescribeActivities = actionsOf("rtcapp", managementVersion)(
  "DescribeActivities",
  "read",
  z.strictObject({
    SdkAppId: SdkAppId.optional(),
    Actor: z.enum(actorKinds).optional(),
    Action: storedText(100).optional(),
    Field: z.enum(activityFields).optional(),
    /** From this instant on. */
    From: Instant.optional(),
    /** Before this instant. */
    To: Instant.optional(),
    ...paged(activitiesPerRequest),
  }),
  z.object({ PaginationToken, Activities: z.array(ActivityRecord) }),
);
