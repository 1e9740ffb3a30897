import { createHash } from "node:crypto";

/** SHA-256 in lower-case hex, without colons: what `openssl x509 -fingerprint -sha256` prints, but for the form. */
export const fingerprintOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
