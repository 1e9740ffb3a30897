import { type PushCertificateRecord, toldFingerprint } from "../../../backend/api";
import { type Bag, isBag } from "../../../ground/bag";
import type { Session } from "../../lifecycle/kind";
import { printedFingerprint } from "../../lifecycle/run/vault";
import { isFingerprint } from "../../lifecycle/write-only";

/** What the backend says of a certificate, and with which key its fingerprint is made. */
export interface Observed {
  readonly record: PushCertificateRecord;
  readonly key: string | undefined;
}

/** Whether a fingerprint of before, which was made without a key, is of the same secret. */
const isSameOfBefore = ({ record, key }: Observed, plain: string): boolean =>
  toldFingerprint(key, record.Platform.Vendor, plain) === record.Fingerprint;

/** The fingerprint for the form of a state: that of before, where the state has it and the secret is the same. */
export function shownInForm(observed: Observed, declared: unknown): string {
  const held = isBag(declared) ? Object.values(declared).find(isFingerprint) : undefined;
  const plain = String(held).replace(/^sha256:/, "");
  return isSameOfBefore(observed, plain) ? plain : observed.record.Fingerprint;
}

/** The output of before, where it says the same; else nothing. */
export const keptFingerprint = (observed: Observed, { fingerprint }: Bag): Bag =>
  typeof fingerprint === "string" && isSameOfBefore(observed, fingerprint) ? { fingerprint } : {};

/** Whether what a check of this run held in a secret's place is what the backend has. */
export const isSameSecret = (
  { vault, account: { FingerprintKey: key } }: Session,
  held: unknown,
  record: PushCertificateRecord,
): boolean =>
  held === printedFingerprint(record.Fingerprint) || isSameOfBefore({ record, key }, vault.plain(held));
