import { createHash } from "node:crypto";

/** What the backend keeps and shows of a claim: SHA-256 in hex, so that its holder knows it and nobody can use it. */
export const claimDigest = (claim: string): string => createHash("sha256").update(claim).digest("hex");
