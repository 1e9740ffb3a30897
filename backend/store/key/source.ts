import { BackendError } from "../errors";
import { type Location, placeOf } from "../location";
import { keyIdOf } from "../seal";
import {
  keyFileOf,
  readKeyFile,
  readOrCreateKeyFile,
  removeComingKeys,
  takeComingKey,
  writeComingKey,
} from "./file";
import { type Environment, keyFromEnvironment, keyVariable } from "./text";

/** Where the key of one database comes from. */
export interface KeySource {
  /**
   * The key with this id.
   *
   * @throws BackendError when there is no key, or only another one.
   */
  find(keyId: string): Buffer;
  /** The key for a database about to be made. */
  forNew(): Buffer;
  /** Where the key is a file beside the database; undefined where the environment gives it. */
  readonly file: KeyFile | undefined;
}

/** How a key file is changed without a moment at which no file holds the database's key. */
export interface KeyFile {
  /** Puts the key that is to come beside the present one; what an interrupted rotation has left there goes. */
  prepare(coming: Uint8Array, presentId: string): void;
  /** Makes it the key file, once the database is sealed with it. */
  replace(keyId: string): void;
}

/** A file has its key beside it, unless the environment gives one; a shared database's is given by the environment. */
export const keySourceOf = (location: Location, environment: Environment): KeySource =>
  "url" in location ? ofShared(placeOf(location), environment) : ofFile(location.file, environment);

function ofFile(file: string, environment: Environment): KeySource {
  const keyFile = keyFileOf(file);
  return {
    find(keyId) {
      const given = keyFromEnvironment(environment);
      const key = given ?? readKeyFile(keyFile);
      if (key !== undefined && keyIdOf(key) === keyId) return key;
      const coming = given === undefined ? takeComingKey(file, keyId) : undefined;
      if (coming !== undefined) return coming;
      if (key === undefined) throw missingFile(file, keyFile);
      throw wrongKey(file, keyFile, `${keyVariable} or ${keyFile}`, keyId, keyIdOf(key));
    },
    forNew: () => keyFromEnvironment(environment) ?? readOrCreateKeyFile(file),
    file: keyFromEnvironment(environment) === undefined ? rotatedFile(file) : undefined,
  };
}

const rotatedFile = (file: string): KeyFile => ({
  prepare(coming, presentId) {
    removeComingKeys(file, presentId);
    writeComingKey(file, coming);
  },
  replace: (keyId) => void takeComingKey(file, keyId),
});

function ofShared(place: string, environment: Environment): KeySource {
  const forNew = (): Buffer => {
    const key = keyFromEnvironment(environment);
    if (key === undefined) throw missingVariable(place);
    return key;
  };
  return {
    find(keyId) {
      const key = forNew();
      if (keyIdOf(key) === keyId) return key;
      throw wrongKey(place, keyVariable, keyVariable, keyId, keyIdOf(key));
    },
    forNew,
    file: undefined,
  };
}

const missingFile = (database: string, keyFile: string): BackendError =>
  new BackendError({
    kind: "key-missing",
    file: keyFile,
    what: `The secrets in the backend database ${database} can't be opened`,
    why: `its key file ${keyFile} is missing and ${keyVariable} is not set`,
    next: `Copy the key file from where the database came from, or set ${keyVariable} to the key; no other key opens them`,
  });

const missingVariable = (place: string): BackendError =>
  new BackendError({
    kind: "key-missing",
    file: keyVariable,
    what: `The secrets in the backend database ${place} can't be sealed or opened`,
    why: `${keyVariable} is not set, and a shared database has no key file beside it`,
    next: `Set ${keyVariable} to the database's key wherever the database is used; for a new database \`openssl rand -base64 32\` makes one`,
  });

const wrongKey = (place: string, file: string, held: string, needed: string, given: string): BackendError =>
  new BackendError({
    kind: "key-wrong",
    file,
    what: `The secrets in the backend database ${place} can't be opened`,
    why: `they were sealed with the key ${needed}, and ${held} holds ${given}`,
    next:
      file === keyVariable
        ? `Set ${keyVariable} to the key that the database was made with, or last rotated to`
        : "Copy the key file from where the database came from, or set the variable to that key",
  });
