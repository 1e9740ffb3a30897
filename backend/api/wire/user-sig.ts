import { createHmac, createSign } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import { z } from "zod";
import { isPrivateKey } from "../application/key";
import type { SignatureAlgorithm } from "../application/values";
import { type PrivateMap, packPrivateMap } from "../room/private-map-key";

/** What a UserSig says: this user may sign in to this application from then for so long. */
export interface UserSigClaims {
  readonly sdkAppId: number;
  readonly userId: string;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** Seconds. */
  readonly expiresIn: number;
  /** Bytes of the application's own that are signed with the rest; a PrivateMapKey has its rights there. */
  readonly userBuf?: Buffer | undefined;
}

/** A UserSig taken apart; nothing in it is proven. */
export interface OpenedUserSig {
  readonly algorithm: SignatureAlgorithm;
  readonly claims: UserSigClaims;
  /** What the signature is of. */
  readonly signed: string;
  /** Base64. */
  readonly signature: string;
}

const lines = (fields: Readonly<Record<string, string | number>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `TLS.${name}:${value}\n`)
    .join("");

/** The text under an HMAC-SHA256 signature (docs/rules.md, section 7). */
const hmacText = ({ sdkAppId, userId, issuedAt, expiresIn, userBuf }: UserSigClaims): string =>
  lines({
    identifier: userId,
    sdkappid: sdkAppId,
    time: issuedAt,
    expire: expiresIn,
    ...(userBuf && { userbuf: userBuf.toString("base64") }),
  });

/** What is signed beside the claims, and means nothing any more. Tencent's libraries differ in it. */
interface OldFields {
  readonly appIdAt3rd: string;
  readonly accountType: string;
}
const oldFields: OldFields = { appIdAt3rd: "0", accountType: "0" };

/** The text under an ECDSA-SHA256 signature (tls-sig-api 1.0.2 of npm). */
const ecdsaText = (
  { sdkAppId, userId, issuedAt, expiresIn, userBuf }: UserSigClaims,
  { appIdAt3rd, accountType } = oldFields,
): string =>
  lines({
    appid_at_3rd: appIdAt3rd,
    account_type: accountType,
    identifier: userId,
    sdk_appid: sdkAppId,
    time: issuedAt,
    expire_after: expiresIn,
    ...(userBuf && { userbuf: userBuf.toString("base64") }),
  });

/** The signature of these claims with a SDKSecretKey, which is used as text and not decoded. Base64. */
export const hmacOf = (secretKey: string, claims: UserSigClaims): string =>
  createHmac("sha256", secretKey).update(hmacText(claims)).digest("base64");

/**
 * A UserSig: of today with a SDKSecretKey, of the same text for the same claims; of the format before 2019 with the private
 * key of a pair, in PEM, whose signatures all differ.
 */
export const signUserSig = (key: string, claims: UserSigClaims): string =>
  packed(isPrivateKey(key) ? ecdsaDocument(key, claims) : hmacDocument(key, claims));

function hmacDocument(secretKey: string, claims: UserSigClaims): object {
  return {
    "TLS.ver": "2.0",
    "TLS.identifier": claims.userId,
    "TLS.sdkappid": claims.sdkAppId,
    "TLS.time": claims.issuedAt,
    "TLS.expire": claims.expiresIn,
    ...(claims.userBuf && { "TLS.userbuf": claims.userBuf.toString("base64") }),
    "TLS.sig": hmacOf(secretKey, claims),
  };
}

/** Its numbers are texts. */
function ecdsaDocument(privateKey: string, claims: UserSigClaims): object {
  return {
    "TLS.account_type": oldFields.accountType,
    "TLS.identifier": claims.userId,
    "TLS.appid_at_3rd": oldFields.appIdAt3rd,
    "TLS.sdk_appid": String(claims.sdkAppId),
    "TLS.expire_after": String(claims.expiresIn),
    "TLS.version": "201610110000",
    "TLS.time": String(claims.issuedAt),
    ...(claims.userBuf && { "TLS.userbuf": claims.userBuf.toString("base64") }),
    "TLS.sig": createSign("sha256").update(ecdsaText(claims)).sign(privateKey, "base64"),
  };
}

function packed(document: object): string {
  const text = deflateSync(JSON.stringify(document)).toString("base64");
  return text.replaceAll("+", "*").replaceAll("/", "-").replaceAll("=", "_");
}

/** The claims of a PrivateMapKey: a UserSig that says what its user may do in one room, and ends with it. */
export const withPrivateMap = (claims: UserSigClaims, map: PrivateMap): UserSigClaims => ({
  ...claims,
  userBuf: packPrivateMap({ ...claims, ...map, expiresAt: claims.issuedAt + claims.expiresIn }),
});

/** The first time that isn't taken for seconds since 1970 (of the year 5138): milliseconds have passed it in 1973. */
export const firstMillisecondTime = 100_000_000_000;

/** A number as today's libraries write it, or its digits as those of before 2019 do. */
const Whole = z.union([z.int().nonnegative(), z.string().regex(/^\d+$/).transform(Number).pipe(z.int())]);
const Document = z.union([
  z
    .object({
      "TLS.ver": z.literal("2.0"),
      "TLS.identifier": z.string(),
      "TLS.sdkappid": Whole,
      "TLS.time": Whole,
      "TLS.expire": Whole,
      "TLS.userbuf": z.string().optional(),
      "TLS.sig": z.string(),
    })
    .transform(({ "TLS.userbuf": userBuf, ...fields }) => ({
      algorithm: "HMAC-SHA256" as const,
      userBuf: userBuf === undefined ? undefined : Buffer.from(userBuf, "base64"),
      textOf: (claims: UserSigClaims) => hmacText(claims),
      expiresIn: fields["TLS.expire"],
      sdkAppId: fields["TLS.sdkappid"],
      fields,
    })),
  z
    .object({
      "TLS.version": z.string(),
      "TLS.identifier": z.string(),
      "TLS.sdk_appid": Whole,
      "TLS.time": Whole,
      "TLS.expire_after": Whole,
      "TLS.appid_at_3rd": z.coerce.string().default(oldFields.appIdAt3rd),
      "TLS.account_type": z.coerce.string().default(oldFields.accountType),
      "TLS.userbuf": z.string().optional(),
      "TLS.sig": z.string(),
    })
    .transform(({ "TLS.userbuf": userBuf, ...fields }) => ({
      algorithm: "ECDSA-SHA256" as const,
      userBuf: userBuf === undefined ? undefined : Buffer.from(userBuf, "base64"),
      textOf: (claims: UserSigClaims) =>
        ecdsaText(claims, {
          appIdAt3rd: fields["TLS.appid_at_3rd"],
          accountType: fields["TLS.account_type"],
        }),
      expiresIn: fields["TLS.expire_after"],
      sdkAppId: fields["TLS.sdk_appid"],
      fields,
    })),
]);

/** A UserSig is some 200 bytes; one that swells to more than this is none. */
const largestDocument = 65_536;

/** Takes a UserSig apart; undefined for any other text. */
export function openUserSig(userSig: string): OpenedUserSig | undefined {
  const base64 = userSig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "=");
  try {
    const json = inflateSync(Buffer.from(base64, "base64"), { maxOutputLength: largestDocument });
    const document = Document.parse(JSON.parse(json.toString()));
    const { algorithm, textOf, expiresIn, sdkAppId, userBuf, fields } = document;
    const [userId, issuedAt] = [fields["TLS.identifier"], fields["TLS.time"]];
    const claims = { sdkAppId, userId, issuedAt, expiresIn, ...(userBuf && { userBuf }) };
    return { algorithm, claims, signed: textOf(claims), signature: fields["TLS.sig"] };
  } catch {
    return undefined;
  }
}
