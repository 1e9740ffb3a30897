import { createHmac } from "node:crypto";
import type { PushPlatform } from "./vendors";

/** Vendors whose credential has a public half, of which the fingerprint is; of the others it is of the secret itself. */
const withPublicHalf: readonly string[] = [
  "apns-p12",
  "apns-p8",
  "fcm",
  "harmonyos",
] satisfies PushPlatform["Vendor"][];

/**
 * The fingerprint that is told of a credential. That of a secret text is an HMAC with a key of the account's, so that
 * whoever reads a state can't try secrets out against it.
 *
 * @param key undefined where a server tells none, as older ones
 * @param fingerprint of the credential (`PushCredential`)
 */
export const toldFingerprint = (key: string | undefined, vendor: string, fingerprint: string): string =>
  key === undefined || withPublicHalf.includes(vendor)
    ? fingerprint
    : createHmac("sha256", key).update(fingerprint).digest("hex");
