import { randomBytes } from "node:crypto";
import { closeSync, fstatSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { draftOf, publish, removeDraft } from "./drafts";
import { BackendError } from "./errors";
import { keyLength } from "./seal";
import { fromSystem, systemCode } from "./system-errors";

/** Holds the key in base64 or hexadecimal; stands in for the key file. */
export const keyVariable = "TENCENTRTC_BACKEND_KEY";

export type Environment = Readonly<Record<string, string | undefined>>;

export const keyFileOf = (database: string): string => `${database}.key`;

/** The key of an existing database. */
export function readKey(database: string, environment: Environment): Buffer {
  const key = keyFromEnvironment(environment) ?? keyFromFile(keyFileOf(database));
  if (key !== undefined) return key;
  throw new BackendError({
    kind: "key-missing",
    file: keyFileOf(database),
    what: `The secrets in the backend database ${database} can't be opened`,
    why: `its key file ${keyFileOf(database)} is missing and ${keyVariable} is not set`,
    next: `Copy the key file from where the database came from, or set ${keyVariable} to the key; no other key opens them`,
  });
}

/**
 * The key for a database about to be made. A key file that is there already is used: it was left by a creation
 * that was interrupted, or made just now by another process that creates the same database.
 */
export function readOrCreateKey(database: string, environment: Environment): Buffer {
  const file = keyFileOf(database);
  const present = keyFromEnvironment(environment) ?? keyFromFile(file);
  if (present !== undefined) return present;
  const draft = draftOf(file);
  try {
    writeFileSync(draft, `${randomBytes(keyLength).toString("base64")}\n`, { flag: "wx", mode: 0o600 });
    publish(draft, file);
  } catch (error) {
    removeDraft(draft);
    throw fromSystem(error, file, `The key file ${file} can't be created`);
  }
  return readKey(database, environment);
}

function keyFromEnvironment(environment: Environment): Buffer | undefined {
  const text = environment[keyVariable];
  if (text === undefined || text === "") return undefined;
  const key = decoded(text);
  if (key !== undefined) return key;
  throw new BackendError({
    kind: "key-unreadable",
    file: keyVariable,
    what: `The environment variable ${keyVariable} can't be used`,
    why: `it is not a key: ${keyLength} bytes in base64 or hexadecimal`,
    next: "Set it to the key of the database, or unset it to use the key file; for a new database `openssl rand -base64 32` makes one",
  });
}

function keyFromFile(file: string): Buffer | undefined {
  const text = readPrivately(file);
  if (text === undefined) return undefined;
  const key = decoded(text);
  if (key !== undefined) return key;
  throw new BackendError({
    kind: "key-unreadable",
    file,
    what: `The key file ${file} can't be used`,
    why: `it doesn't hold a key: ${keyLength} bytes in base64 or hexadecimal`,
    next: "Restore it from where the database came from",
  });
}

function readPrivately(file: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, "r");
    const mode = fstatSync(descriptor).mode & 0o777;
    // Windows has no such modes: there the folder's access list decides.
    if (process.platform !== "win32" && (mode & 0o077) !== 0) throw tooOpen(file, mode);
    return readFileSync(descriptor, "utf8");
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    if (error instanceof BackendError) throw error;
    throw unreadable(file, error);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const tooOpen = (file: string, mode: number): BackendError =>
  new BackendError({
    kind: "key-unreadable",
    file,
    what: `The key file ${file} is not used`,
    why: `others than its owner may read it (mode ${mode.toString(8).padStart(4, "0")})`,
    next: `Run: chmod 600 '${file}'`,
  });

const unreadable = (file: string, cause: unknown): BackendError =>
  new BackendError(
    {
      kind: "key-unreadable",
      file,
      what: `The key file ${file} can't be read`,
      why: `the operating system answers ${systemCode(cause) ?? "with an error"}`,
      next: "Make it a plain file that this user may read, with mode 0600",
    },
    { cause },
  );

/** The key in a text; undefined where it is none. Only exact spellings count: a cut key must not pass. */
function decoded(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-fA-F]{64}$/.test(trimmed)) return Buffer.from(trimmed, "hex");
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(trimmed)) return undefined;
  const key = Buffer.from(trimmed, "base64");
  return key.length === keyLength ? key : undefined;
}
