import { createVerify, timingSafeEqual } from "node:crypto";
import { firstMillisecondTime, hmacOf, type OpenedUserSig, openPrivateMap } from "../api";

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

/** Why a UserSig doesn't let somebody in. */
interface UserSigFault {
  /** What of it is wrong: whom it is for, what signed it, when, or what it allows. */
  readonly about: "application" | "user" | "algorithm" | "key" | "start" | "end" | "rights";
  /** For a sentence: "it …". */
  readonly words: string;
}

/** Why an opened UserSig doesn't let this user in now, in milliseconds since 1970; undefined when it does. */
export function judgeUserSig(
  sig: OpenedUserSig,
  { sdkAppId, userId }: Entrance,
  keys: VerifyingKeys,
  now: number,
): UserSigFault | undefined {
  const { claims } = sig;
  if (claims.sdkAppId !== sdkAppId)
    return { about: "application", words: `it was made for application ${claims.sdkAppId}` };
  if (claims.userId !== userId)
    return { about: "user", words: `it was made for the user "${claims.userId}"` };
  const fault = sig.algorithm === "HMAC-SHA256" ? hmacFault(sig, keys) : ecdsaFault(sig, keys);
  return fault ?? termFault(sig, now) ?? privateMapFault(sig, now);
}

/** What the clock of whoever signed may be ahead, in milliseconds. *Chosen*, as wide as that of API requests. */
const clockLead = 5 * 60_000;

function termFault(sig: OpenedUserSig, now: number): UserSigFault | undefined {
  const { issuedAt } = sig.claims;
  if (issuedAt >= firstMillisecondTime) {
    const words = `its time of issue, ${issuedAt}, is in milliseconds: it is counted in seconds since 1970`;
    return { about: "start", words };
  }
  if (issuedAt * 1_000 > now + clockLead) {
    const words = `it counts from ${new Date(issuedAt * 1_000).toISOString()} on, and now is ${new Date(now).toISOString()}`;
    return { about: "start", words };
  }
  const end = userSigEnd(sig);
  if (end > now) return undefined;
  return { about: "end", words: `it has expired, on ${new Date(end).toISOString()}` };
}

/** A PrivateMapKey names its user and application twice; TRTC goes by the inner ones. */
function privateMapFault({ claims }: OpenedUserSig, now: number): UserSigFault | undefined {
  const map = claims.userBuf && openPrivateMap(claims.userBuf);
  if (!map) return undefined;
  const about = "rights";
  if (map.sdkAppId !== claims.sdkAppId)
    return { about, words: `its rights are for application ${map.sdkAppId}` };
  if (map.userId !== claims.userId) return { about, words: `its rights are for the user "${map.userId}"` };
  const end = map.expiresAt * 1_000;
  // Four bytes hold the end: of one beyond 2106 they tell nothing.
  const isTold = claims.issuedAt + claims.expiresIn < 2 ** 32;
  if (!isTold || end > now) return undefined;
  return { about, words: `its rights have ended, on ${new Date(end).toISOString()}` };
}

/** Milliseconds since 1970. */
export const userSigEnd = ({ claims }: OpenedUserSig): number => (claims.issuedAt + claims.expiresIn) * 1_000;

const wrongKey: UserSigFault = {
  about: "key",
  words: "it was signed with another key, or changed after it was signed",
};

/** Why a text can't be opened as a UserSig. */
export function notUserSig(text: string): string {
  const isOfAlphabet = /^[A-Za-z0-9*_-]+$/.test(text);
  if (isOfAlphabet && /^eJ/.test(text))
    return "it is no UserSig: it begins like one and is cut off or changed";
  return "it is no UserSig, which begins with eJ and has letters, digits, *, - and _ alone";
}

function hmacFault(
  { claims, signature }: OpenedUserSig,
  { secretKey }: VerifyingKeys,
): UserSigFault | undefined {
  if (secretKey === undefined) {
    const words = "it is signed with HMAC-SHA256, and this application has an ECDSA key pair only";
    return { about: "algorithm", words };
  }
  const expected = Buffer.from(hmacOf(secretKey, claims));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : wrongKey;
}

function ecdsaFault(
  { signed, signature }: OpenedUserSig,
  { publicKey }: VerifyingKeys,
): UserSigFault | undefined {
  if (publicKey === undefined) {
    const words = "it is signed with ECDSA-SHA256, and this application never had a key pair";
    return { about: "algorithm", words };
  }
  const isGood = createVerify("sha256").update(signed).verify(publicKey, signature, "base64");
  return isGood ? undefined : wrongKey;
}
