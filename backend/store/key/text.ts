import { BackendError } from "../errors";
import { keyLength } from "../seal";

/** Holds the key in base64 or hexadecimal; stands in for the key file. */
export const keyVariable = "TENCENTRTC_BACKEND_KEY";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The key that an environment variable holds; undefined where it is not set. An empty one is a secret that a CI system
 * doesn't have: without it a key file would be written that nobody keeps.
 */
export function keyFromEnvironment(environment: Environment, variable = keyVariable): Buffer | undefined {
  const text = environment[variable];
  if (text === undefined) return undefined;
  const key = decoded(text);
  if (key !== undefined) return key;
  throw new BackendError({
    kind: "key-unreadable",
    file: variable,
    what: `The environment variable ${variable} can't be used`,
    why: `${text.trim() === "" ? "it is empty and" : "it"} is not a key: ${keyLength} bytes in base64 or hexadecimal`,
    next: "Set it to the key of the database, or unset it to use the key file; for a new database `openssl rand -base64 32` makes one",
  });
}

/** The key in a text; undefined where it is none. Only exact spellings count: a cut key must not pass. */
export function decoded(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, "hex");
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(trimmed)) return undefined;
  const key = Buffer.from(trimmed, "base64");
  return key.length === keyLength ? key : undefined;
}
