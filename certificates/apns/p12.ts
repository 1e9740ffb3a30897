import { type Reading, reading, refuseAll } from "../failure";
import { judgeSize } from "../file";
import { openPkcs12 } from "../pkcs12/open";
import type { ApnsCertificate } from "./certificate";
import { apnsIdentity } from "./identity";
import { judgeApnsCertificate, type Purpose } from "./judgement";

/**
 * The push certificate in a .p12 file, whatever its purpose and term. Takes a few milliseconds, and never more
 * than 2 s.
 *
 * @param password what the file was exported with; may be empty
 */
export function openApnsP12(bytes: Uint8Array, password: string): Reading<ApnsCertificate> {
  return reading(() => identityOf(bytes, password));
}

/** The same, judged: an answer means that APNs takes it now, for that app and in that environment. */
export function readApnsP12(bytes: Uint8Array, password: string, purpose: Purpose): Reading<ApnsCertificate> {
  return reading(() => {
    const certificate = identityOf(bytes, password);
    refuseAll([judgeApnsCertificate(certificate, purpose)]);
    return certificate;
  });
}

function identityOf(bytes: Uint8Array, password: string): ApnsCertificate {
  judgeSize(bytes.byteLength);
  return apnsIdentity(openPkcs12(Buffer.from(bytes), password));
}
