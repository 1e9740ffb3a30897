/** Bytes to draw for a SDKSecretKey. */
export const secretKeyBytes = 32;

/** The SDKSecretKey of an HMAC-SHA256 application: 64 hexadecimal characters, used as text (docs/rules.md, section 7). */
export function secretKey(drawn: Uint8Array): string {
  if (drawn.length !== secretKeyBytes) throw new RangeError(`a secret key takes ${secretKeyBytes} bytes`);
  return Buffer.from(drawn).toString("hex");
}
