import { z } from "zod";
import { products, regions, signatureAlgorithms } from "../application/values";
import { Instant, storedText } from "../fields";
import { UserId } from "../user-id";

/**
 * How a real application stands. Suspended is a matter of money, and kept apart from disabled by hand. No call proves
 * that one was deleted: only a person can say so.
 */
export const standings = ["serves", "disabled", "suspended", "blocked", "deleted"] as const;
export type Standing = (typeof standings)[number];

interface RealFact {
  readonly value: z.ZodType<FactValue>;
  /** Whether a call to Tencent Cloud can prove it. */
  readonly provable: boolean;
}
export type FactValue = boolean | string | readonly string[] | Readonly<Record<string, string>>;

const text = storedText(1_000);

/** What can be known of a real application. One table, of which requests, rows and messages are made. */
export const realFacts = {
  /** That the application is the account's. Nothing proves the contrary. */
  Owned: { value: z.literal(true), provable: true },
  /** Whether the stored SDKSecretKey is the application's. */
  Key: { value: z.boolean(), provable: true },
  Region: { value: z.enum(regions), provable: true },
  Status: { value: z.enum(standings), provable: true },
  /** Whether a user is an admin. */
  Admin: { value: z.boolean(), provable: true },
  /** Every tag that people put on it, by key. */
  Tags: { value: z.record(z.string(), z.string()), provable: true },
  Name: { value: text, provable: false },
  Description: { value: text, provable: false },
  /** Empty for none. */
  ApplicationType: { value: text, provable: false },
  Products: { value: z.array(z.enum(products)), provable: false },
  RtcService: { value: z.boolean(), provable: false },
  SignatureAlgorithm: { value: z.enum(signatureAlgorithms), provable: false },
} as const satisfies Readonly<Record<string, RealFact>>;

export type FactName = keyof typeof realFacts;
export const FactName = z.enum(namesOf(realFacts));

/**
 * How a fact is known: `proven` by a call whose answer a document explains, `inferred` from one that none explains,
 * `attested` by a person, `assumed` because it was declared and nobody looked.
 */
export const howsKnown = ["proven", "inferred", "attested", "assumed"] as const;
export type HowKnown = (typeof howsKnown)[number];

/** A fact of a real application, with how it is known. What isn't known has no entry. */
export const Evidence = z.object({
  Fact: FactName,
  /** Whom an `Admin` is about; null of all other facts. */
  UserId: UserId.nullable(),
  Value: z.union([z.boolean(), z.string(), z.array(z.string()), z.record(z.string(), z.string())]),
  How: z.enum(howsKnown),
  /** The call and its answer ("account_check at tokyo: 0"), or who said so. */
  By: z.string(),
  /** When it was so known. */
  Time: Instant,
  /** Of the call, where it has one. */
  RequestId: z.string().nullable(),
});
export type Evidence = z.output<typeof Evidence>;

/** What one person has said, and another has to confirm: until then it is no evidence. */
export const PendingAttestation = z.object({
  Fact: FactName,
  Value: Evidence.shape.Value,
  /** The sub-user who has said it. */
  By: z.string(),
  Time: Instant,
  /** Until when it can be confirmed. */
  ExpireTime: Instant,
});
export type PendingAttestation = z.output<typeof PendingAttestation>;

function namesOf<Facts extends object>(facts: Facts): readonly (keyof Facts & string)[];
function namesOf(facts: object): readonly string[] {
  return Object.keys(facts);
}
