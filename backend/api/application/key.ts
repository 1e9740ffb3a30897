import { createPrivateKey } from "node:crypto";

/** Whether an application's key is the private key of a pair, with which ECDSA signs, and no SDKSecretKey. */
export const isPrivateKey = (key: string): boolean => key.includes("-----BEGIN");

export const applicationKeyRule =
  "must be the SDKSecretKey as the console shows it, without blanks, or the private key of an ECDSA key pair in PEM, not encrypted";

/**
 * An application's key: the text of a SDKSecretKey, or a private key in the one form (PKCS #8) that stands for all it may be
 * written in. Undefined for any other text.
 */
export function applicationKey(text: string): string | undefined {
  if (!isPrivateKey(text)) return /^[\x21-\x7e]{1,1000}$/.test(text) ? text : undefined;
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType !== "ec") return undefined;
    return key.export({ type: "pkcs8", format: "pem" }).toString();
  } catch {
    return undefined;
  }
}
