import type { z } from "zod";
import {
  judgePushCredential,
  type PushCredential,
  PushPlatform,
  type PushSecrets,
  pushSecrets,
  readPushCredential,
  readPushCredentialAside,
} from "../../../backend/api";
import type { CredentialFailure } from "../../../certificates";
import { type Bag, type Failure, isBag } from "../../../ground/bag";
import { printPath } from "../../../ground/issue";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { printedFingerprint } from "../../lifecycle/run/vault";
import { isFingerprint } from "../../lifecycle/write-only";
import { pathInProgram, toProgram, toService } from "./spelling";

/** The service's form of what a program declares. */
export interface Form {
  readonly platform: PushPlatform;
  /** Secrets as declared; fingerprints where those of the state are passed on. */
  readonly secrets: PushSecrets;
}

type Read =
  | {
      readonly form: Form;
      readonly issues?: undefined;
      readonly credential?: PushCredential;
      readonly failures: readonly CredentialFailure[];
    }
  | { readonly issues: readonly z.core.$ZodIssue[] };

/** The service's form, or what its rules say against it. Fields that aren't known yet are left out. */
function formOf(declared: Bag): { form: Form } | { issues: readonly z.core.$ZodIssue[] } {
  const known = Object.fromEntries(Object.entries(declared).filter(([, value]) => !containsUnknown(value)));
  const fields = Object.entries(toService(known));
  const names = secretNames(declared.vendor);
  const parsed = PushPlatform.safeParse(Object.fromEntries(fields.filter(([name]) => !names.includes(name))));
  if (!parsed.success) return { issues: parsed.error.issues };
  const secrets = fields
    .filter(([name]) => names.includes(name))
    .map(([name, value]) => [name, String(value)]);
  return { form: { platform: parsed.data, secrets: Object.fromEntries(secrets) } };
}

/** @throws Error when the form is none: it is judged at check. */
export function checkedForm(declared: unknown): Form {
  const read = formOf(Object(declared));
  if ("form" in read) return read.form;
  throw new Error("an unchecked push certificate reached its creation");
}

const secretNames = (vendor: unknown): string[] =>
  Object.entries(pushSecrets).flatMap(([name, secrets]) => (name === vendor ? Object.keys(secrets) : []));

/** Results of reading, since one check asks several times. */
const readings = new WeakMap<Bag, Read>();

function read(declared: Bag): Read {
  const known = readings.get(declared);
  if (known) return known;
  const found = formOf(declared);
  const result = "issues" in found ? found : { ...found, ...credentialIn(found.form) };
  readings.set(declared, result);
  return result;
}

/** Whether every secret is known, and none of them is what a state holds in its place. */
const isAtHand = ({ platform, secrets }: Form): boolean =>
  secretNames(platform.Vendor).every((name) => secrets[name] !== undefined && !isFingerprint(secrets[name]));

/** The files of all the declarations of a run wait for one thread. */
const reader = { owner: "declarations", most: Number.POSITIVE_INFINITY };

/** Opens a costly file in a thread: the provider answers its other declarations meanwhile. */
export async function learnForm(declared: unknown): Promise<void> {
  const found = isBag(declared) ? formOf(declared) : undefined;
  if (!found || !("form" in found) || !isAtHand(found.form)) return;
  await readPushCredentialAside(found.form.platform, found.form.secrets, reader);
}

function credentialIn(form: Form) {
  if (!isAtHand(form)) return { failures: [] };
  const { platform, secrets } = form;
  const reading = readPushCredential(platform, secrets);
  return reading.ok ? { credential: reading.value, failures: [] } : { failures: reading.failures };
}

/** What the secrets of a declared form are; undefined where they aren't known, or can't be read. */
export const credentialOf = (declared: unknown): PushCredential | undefined => {
  const found = isBag(declared) ? read(declared) : undefined;
  return found && "form" in found ? found.credential : undefined;
};

/** Judges a declared form as the service would, as far as it is known. */
export function judgeForm(declared: unknown, held: unknown, now: Date | undefined): Failure[] {
  if (!isBag(declared)) return [];
  const found = read(declared);
  if (found.issues) {
    // What is missing may only not be known yet; the rules of single fields have been judged before.
    if (containsUnknown(declared)) return [];
    return found.issues.map(({ path, message }) => ({
      path: printPath(["platform", ...pathInProgram(path)]),
      reason: message,
    }));
  }
  const { form, credential, failures } = found;
  const moment = now ?? credential?.certificate?.notBefore ?? new Date();
  const misused = credential && judgePushCredential(credential, form.platform, moment);
  // Of one that is in use already the end of its term is drift, and no reason to stop everything else.
  const isOverdue = misused?.code === "Expired" && isHeld(credential, held);
  const all = misused && !isOverdue ? [...failures, misused] : failures;
  return all.map((failure) => asFailure(failure, form));
}

/** Whether the state holds this very secret. */
export const isHeld = (credential: PushCredential | undefined, held: unknown): boolean =>
  credential !== undefined &&
  isBag(held) &&
  Object.values(held).includes(printedFingerprint(credential.fingerprint));

function asFailure({ field, message }: CredentialFailure, { platform, secrets }: Form): Failure {
  const [file = ""] = pathInProgram(Object.keys(secrets).filter((name) => name !== "Password"));
  if (field === undefined) return { path: `platform.${file}`, reason: message };
  const isOfForm = Object.hasOwn(toProgram({ ...platform, ...secrets }), field);
  return isOfForm
    ? { path: `platform.${field}`, reason: message }
    : { path: `platform.${file}`, reason: `has a field "${field}" that ${message}` };
}
