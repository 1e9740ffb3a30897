import { createHmac, randomBytes } from "node:crypto";
import type { Reading } from "../failure";
import { maxFileBytes } from "../file";
import type { ApnsCertificate } from "./certificate";

/** Each is asked for again within a run, and some are a second of work. A reading takes about 1 kB. */
const kept = 512;
const key = randomBytes(32);
const readings = new Map<string, Reading<ApnsCertificate>>();

const nameOf = (bytes: Uint8Array, password: string): string =>
  createHmac("sha256", key).update(`${password.length}:${password}`).update(bytes).digest("base64");

/** What has been found of late. It holds facts of certificates: neither files nor passwords. */
export const recall = (bytes: Uint8Array, password: string): Reading<ApnsCertificate> | undefined =>
  readings.size === 0 || bytes.byteLength > maxFileBytes ? undefined : readings.get(nameOf(bytes, password));

export function remember(bytes: Uint8Array, password: string, reading: Reading<ApnsCertificate>): void {
  if (bytes.byteLength > maxFileBytes) return;
  for (const oldest of readings.keys()) {
    if (readings.size < kept) break;
    readings.delete(oldest);
  }
  readings.set(nameOf(bytes, password), reading);
}
