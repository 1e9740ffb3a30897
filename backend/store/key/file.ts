import { randomBytes } from "node:crypto";
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import { BackendError } from "../errors";
import { draftOf, publish, removeDraft } from "../file/draft";
import { fromSystem, systemCode } from "../file/system-errors";
import { keyIdOf, keyLength } from "../seal";
import { decoded, keyVariable } from "./text";

export const keyFileOf = (database: string): string => `${database}.key`;

/** A key that is to become the database's, named by its id, so that no two rotations can mistake their keys. */
const comingKeyFileOf = (database: string, keyId: string): string => `${keyFileOf(database)}.${keyId}`;

/** Undefined where there is no such file. */
export function readKeyFile(file: string): Buffer | undefined {
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

/**
 * The key for a database about to be made. A key file that is there already is used: it was left by a creation
 * that was interrupted, or made just now by another process that creates the same database.
 */
export function readOrCreateKeyFile(database: string): Buffer {
  const file = keyFileOf(database);
  const present = readKeyFile(file);
  if (present !== undefined) return present;
  const made = randomBytes(keyLength);
  writeKeyFile(file, made);
  return readKeyFile(file) ?? made;
}

/** Puts a key beside the database that is about to be sealed with it. */
export const writeComingKey = (database: string, key: Uint8Array): void =>
  writeKeyFile(comingKeyFileOf(database, keyIdOf(key)), key);

/** Removes what rotations that were killed before they changed the database have left; they held its write lock. */
export function removeComingKeys(database: string, presentId: string): void {
  const start = `${basename(keyFileOf(database))}.`;
  for (const name of readdirSync(dirname(database))) {
    const id = name.startsWith(start) ? name.slice(start.length) : "";
    if (/^[0-9a-f]{16}$/.test(id) && id !== presentId) rmSync(comingKeyFileOf(database, id), { force: true });
  }
}

/**
 * Gives the key that the database is sealed with now the name of its key file. Left undone by a rotation that was
 * killed, it is done by whoever opens the database next; the key of before goes with it.
 */
export function takeComingKey(database: string, keyId: string): Buffer | undefined {
  const coming = comingKeyFileOf(database, keyId);
  const key = readKeyFile(coming);
  if (key === undefined || keyIdOf(key) !== keyId) return undefined;
  try {
    renameSync(coming, keyFileOf(database));
  } catch (error) {
    // Another process was first, or this user may only read: the key is the right one all the same.
    if (!["ENOENT", "EACCES", "EPERM", "EROFS"].includes(systemCode(error) ?? "")) throw error;
  }
  return key;
}

function writeKeyFile(file: string, key: Uint8Array): void {
  const draft = draftOf(file);
  try {
    writeFileSync(draft, `${Buffer.from(key).toString("base64")}\n`, { flag: "wx", mode: 0o600 });
    publish(draft, file);
  } catch (error) {
    removeDraft(draft);
    throw fromSystem(error, file, `The key file ${file} can't be created`);
  }
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
      next: `Make it a plain file that this user may read, with mode 0600, or set ${keyVariable} to the key that it holds`,
    },
    { cause },
  );
