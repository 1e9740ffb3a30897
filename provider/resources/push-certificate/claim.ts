import { ClaimPushCertificate, type PushCertificateRecord } from "../../../backend/api";
import type { Claimable } from "../../lifecycle/claim";
import type { Session } from "../../lifecycle/kind";
import { printCertificateId } from "./id";

/** A push certificate as what one declaration manages at a time. */
export const claimable = (session: Session, record: PushCertificateRecord): Claimable => {
  const { SdkAppId, CertificateId, Owner, ClaimDigest, LeavingSince } = record;
  return {
    id: printCertificateId(record),
    takeBack: `adopt: ${CertificateId} and takeOver: true`,
    Owner,
    ClaimDigest,
    isLeaving: typeof LeavingSince === "string",
    async take({ TakeOver, ...holder }) {
      // Older servers don't know it.
      const leave = TakeOver ? { TakeOver } : {};
      const request = { SdkAppId, CertificateId, ...holder, ...leave };
      return (await session.client.call(ClaimPushCertificate, request)).Claim;
    },
  };
};
