import { createHash } from "node:crypto";

/** What the backend keeps and shows of a claim: SHA-256 in hex, so that its holder knows it and nobody can use it. */
export const claimDigest = (claim: string): string => createHash("sha256").update(claim).digest("hex");

/** The number of a claim among those of its account; undefined for one of an older release, which didn't count. */
export function claimNumber(claim: string): number | undefined {
  const [, digits] = /^(\d{1,15})\./.exec(claim) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
