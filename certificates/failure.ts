/**
 * Why a credential can't be used, one code per cause. Codes are for programs and stay; messages are for people
 * and may change.
 */
export const failureCodes = [
  // Any file.
  "TooLarge",
  // A .p12 as a file.
  "NotPkcs12",
  "Truncated",
  "Damaged",
  "UnsupportedEncryption",
  "TooManyIterations",
  "TooManyItems",
  "PasswordTooLong",
  "WrongPassword",
  // What a .p12 holds.
  "NoCertificate",
  "NoPrivateKey",
  "UnsupportedKey",
  "KeyMismatch",
  "SeveralCertificates",
  // Its certificate, for pushing to one app.
  "NotApns",
  "WildcardBundleId",
  "OtherBundleId",
  "OtherEnvironment",
  "NotYetValid",
  "Expired",
  // A .p8.
  "NotP8",
  "EncryptedKey",
  "WrongKeyType",
  "InvalidKeyId",
  "InvalidTeamId",
  "InvalidBundleId",
  // The JSON file of a service account.
  "NotJson",
  "FcmServerKey",
  "OtherFile",
  "OtherVendor",
  "MissingField",
  "InvalidField",
  "InvalidPrivateKey",
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** One thing that is wrong with a credential. */
export interface CredentialFailure {
  readonly code: FailureCode;
  /**
   * What is wrong and what to do next, to be read after the name of what is at fault: "is not …", "must be …".
   * It never holds a password or any part of a key.
   */
  readonly message: string;
  /**
   * What is at fault: an argument of the reader (`password`, `bundleId`) or a field of the JSON
   * (`private_key`); undefined stands for the file itself.
   */
  readonly field: string | undefined;
}

/** What a reader answers: never an exception, whatever the bytes are. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failures: readonly CredentialFailure[] };

/** Ends a reading from any depth; `reading` turns it into an answer. */
class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(readonly failures: readonly CredentialFailure[]) {
    super(failures.map(({ code }) => code).join(", "));
  }
}

export const failure = (code: FailureCode, message: string, field?: string): CredentialFailure => ({
  code,
  message,
  field,
});

export function refuse(code: FailureCode, message: string, field?: string): never {
  throw new Refusal([failure(code, message, field)]);
}

/** Goes on only when there is nothing to complain about. */
export function refuseAll(failures: readonly (CredentialFailure | undefined)[]): void {
  const found = failures.filter((one) => one !== undefined);
  if (found.length > 0) throw new Refusal(found);
}

/** Anything but a refusal is a mistake in this library, and is let through to be found. */
export function reading<T>(read: () => T): Reading<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, failures: error.failures };
    throw error;
  }
}

/** Text out of a file inside a message: quoted, its control characters visible, and not endless. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
