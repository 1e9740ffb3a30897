import { ApiError, claimDigest } from "../api";

/** Bytes to draw for a claim: nobody guesses 128 bits. */
export const claimBytes = 16;

/** What the row of an application or a push certificate says of its declaration. */
interface Holder {
  readonly owner: string | null;
  readonly claim_hash: string | null;
}

/** @param number of the account's claims: one that it hasn't given out yet is of a newer copy of the database */
export const claimOf = (number: number, drawn: Uint8Array): string =>
  `${number}.${Buffer.from(drawn).toString("base64url")}`;

/** A caller without a claim acts as a console does; one with an old claim has been overtaken. */
export function isOutdated(holder: Holder, claim: string | undefined): boolean {
  return claim !== undefined && holder.claim_hash !== claimDigest(claim);
}

/** What can be claimed. */
export type Claimed = "application" | "push certificate" | "subscription";

const holderInWords = ({ owner, claim_hash }: Holder, thing: Claimed): string => {
  if (owner !== null) return `"${owner}" manages the ${thing} now`;
  return claim_hash === null
    ? "it was given up and nobody manages it now"
    : "another declaration manages it now";
};

/** Refuses a change by a declaration that another one has overtaken. */
export const overtaken = (holder: Holder, thing: Claimed = "application"): ApiError =>
  new ApiError(
    "OperationDenied.ManagedElsewhere",
    `this declaration no longer manages the ${thing}: ${holderInWords(holder, thing)}. Nothing was changed`,
    "Claim",
  );

/** Whether `wanted` may take a thing: a free one, its own, or another's with leave. */
export function judgeTaking(
  holder: Holder,
  wanted: { readonly owner: string; readonly claim?: string | undefined; readonly takeOver: boolean },
  thing: Claimed = "application",
): ApiError | undefined {
  if (holder.owner === null || holder.owner === wanted.owner || wanted.takeOver) return undefined;
  if (wanted.claim !== undefined && !isOutdated(holder, wanted.claim)) return undefined;
  return new ApiError(
    "OperationDenied.ManagedElsewhere",
    `"${holder.owner}" manages the ${thing}: release it there first, or take it over explicitly`,
    "Owner",
  );
}
