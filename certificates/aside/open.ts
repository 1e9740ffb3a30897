import type { ApnsCertificate } from "../apns/certificate";
import { recall, remember } from "../apns/memory";
import { openApnsP12Within } from "../apns/p12";
import type { Reading } from "../failure";
import { Postponed } from "../pkcs12/work-budget";
import { readInThread } from "./thread";

/**
 * What is computed in place, in seconds by the estimates of `WorkBudget`: the files of today's OpenSSL with its 2,048
 * iterations, whose reading takes less than waking a thread.
 */
const here = 0.01;

/** For whom a file is read: each of them has one file in work at a time, and at most `most` waiting. */
export interface Reader {
  readonly owner: string;
  readonly most: number;
}

/**
 * The push certificate in a .p12 file, as `openApnsP12` answers; a costly one is read in a thread, so that nobody
 * else waits for it.
 *
 * @throws TooManyWaiting
 */
export async function openApnsP12Aside(
  bytes: Uint8Array,
  password: string,
  { owner, most }: Reader,
): Promise<Reading<ApnsCertificate>> {
  const known = recall(bytes, password);
  if (known) return known;
  const reading = openHere(bytes, password) ?? (await readInThread({ bytes, password }, owner, most));
  remember(bytes, password, reading);
  return reading;
}

/** Undefined where it takes long. */
function openHere(bytes: Uint8Array, password: string): Reading<ApnsCertificate> | undefined {
  try {
    return openApnsP12Within(bytes, password, here);
  } catch (error) {
    if (error instanceof Postponed) return undefined;
    throw error;
  }
}
