import { type Reading, reading, refuseAll } from "../failure";
import { judgeSize } from "../file";
import { openPkcs12 } from "../pkcs12/open";
import { WorkBudget } from "../pkcs12/work-budget";
import type { ApnsCertificate } from "./certificate";
import { apnsIdentity } from "./identity";
import { judgeApnsCertificate, type Purpose } from "./judgement";
import { recall } from "./memory";

/**
 * The push certificate in a .p12 file, whatever its purpose and term. Takes a few milliseconds, and never more
 * than 2 s of a processor (`pkcs12/work-budget`); nothing where the same file has been read aside of late.
 *
 * @param password what the file was exported with; may be empty
 */
export function openApnsP12(bytes: Uint8Array, password: string): Reading<ApnsCertificate> {
  return recall(bytes, password) ?? reading(() => identityOf(bytes, password));
}

/**
 * Opens a .p12 like `openApnsP12`, within a budget of computation.
 *
 * @param seconds by the estimates of `WorkBudget`
 * @throws Postponed where the file asks for more, and not for too much.
 */
export function openApnsP12Within(
  bytes: Uint8Array,
  password: string,
  seconds: number,
): Reading<ApnsCertificate> {
  return reading(() => identityOf(bytes, password, new WorkBudget(seconds)));
}

/** Opens a .p12 and judges it: success means that APNs takes it now, for that app and in that environment. */
export function readApnsP12(bytes: Uint8Array, password: string, purpose: Purpose): Reading<ApnsCertificate> {
  return reading(() => {
    const certificate = identityOf(bytes, password);
    refuseAll([judgeApnsCertificate(certificate, purpose)]);
    return certificate;
  });
}

function identityOf(bytes: Uint8Array, password: string, work = new WorkBudget()): ApnsCertificate {
  judgeSize(bytes.byteLength);
  return apnsIdentity(openPkcs12(Buffer.from(bytes), password, work));
}
