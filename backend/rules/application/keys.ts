import { ApiError, type SignatureAlgorithm } from "../../api";

/** Bytes to draw for a SDKSecretKey. */
export const secretKeyBytes = 32;

/** The SDKSecretKey of an HMAC-SHA256 application: 64 hexadecimal characters, used as text (docs/rules.md, section 7). */
export function secretKey(drawn: Uint8Array): string {
  if (drawn.length !== secretKeyBytes) throw new RangeError(`a secret key takes ${secretKeyBytes} bytes`);
  return Buffer.from(drawn).toString("hex");
}

/** ECDSA may become HMAC; nothing goes back (IM console, "获取密钥"). */
export const judgeAlgorithm = (held: SignatureAlgorithm, wanted: SignatureAlgorithm): ApiError | undefined =>
  held === wanted || wanted === "HMAC-SHA256"
    ? undefined
    : new ApiError(
        "InvalidParameterValue.SignatureAlgorithm",
        `the application signs with ${held} and can't go back to ${wanted}: the upgrade is for good`,
        "SignatureAlgorithm",
      );
