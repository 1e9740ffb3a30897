import { createVerify, timingSafeEqual } from "node:crypto";
import { hmacOf, type OpenedUserSig } from "../api";

/** What an application checks signatures with. An upgraded one has both, and takes the signatures of both. */
export interface VerifyingKeys {
  readonly secretKey: string | undefined;
  /** PEM. */
  readonly publicKey: string | undefined;
}

interface Entrance {
  readonly sdkAppId: number;
  readonly userId: string;
}

/** Why an opened UserSig doesn't let this user in now, in milliseconds since 1970; undefined when it does. */
export function judgeUserSig(
  sig: OpenedUserSig,
  { sdkAppId, userId }: Entrance,
  keys: VerifyingKeys,
  now: number,
): string | undefined {
  const { claims } = sig;
  if (claims.sdkAppId !== sdkAppId) return `it was made for application ${claims.sdkAppId}`;
  if (claims.userId !== userId) return `it was made for the user "${claims.userId}"`;
  const fault = sig.algorithm === "HMAC-SHA256" ? hmacFault(sig, keys) : ecdsaFault(sig, keys);
  if (fault !== undefined) return fault;
  return userSigEnd(sig) <= now ? "it has expired" : undefined;
}

/** Milliseconds since 1970. */
export const userSigEnd = ({ claims }: OpenedUserSig): number => (claims.issuedAt + claims.expiresIn) * 1_000;

const wrongKey = "it was signed with another key";

function hmacFault({ claims, signature }: OpenedUserSig, { secretKey }: VerifyingKeys): string | undefined {
  if (secretKey === undefined)
    return "it is signed with HMAC-SHA256, and this application has an ECDSA key pair only";
  const expected = Buffer.from(hmacOf(secretKey, claims));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : wrongKey;
}

function ecdsaFault({ signed, signature }: OpenedUserSig, { publicKey }: VerifyingKeys): string | undefined {
  if (publicKey === undefined)
    return "it is signed with ECDSA-SHA256, and this application never had a key pair";
  const isGood = createVerify("sha256").update(signed).verify(publicKey, signature, "base64");
  return isGood ? undefined : wrongKey;
}
