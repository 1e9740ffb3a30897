import { createHmac, randomBytes } from "node:crypto";
import type { Reading } from "../failure";
import { maxFileBytes } from "../file";
import type { ApnsCertificate } from "./certificate";

/** Some are asked for again within a run, each a second of work. */
const kept = 64;
const key = randomBytes(32);
const readings = new Map<string, Reading<ApnsCertificate>>();

const nameOf = (bytes: Uint8Array, password: string): string =>
  createHmac("sha256", key).update(`${password.length}:${password}`).update(bytes).digest("base64");

/** What a thread has found of late. It holds facts of certificates: neither files nor passwords. */
export const recall = (bytes: Uint8Array, password: string): Reading<ApnsCertificate> | undefined =>
  readings.size === 0 || bytes.byteLength > maxFileBytes ? undefined : readings.get(nameOf(bytes, password));

export function remember(bytes: Uint8Array, password: string, reading: Reading<ApnsCertificate>): void {
  for (const oldest of readings.keys()) {
    if (readings.size < kept) break;
    readings.delete(oldest);
  }
  readings.set(nameOf(bytes, password), reading);
}
