import { ClaimPushCertificate, type PushCertificateRecord } from "../../../backend/api";
import type { Claimable, Session, Takeable } from "../../lifecycle/kind";
import { type Key, printCertificateId } from "./id";

/** A push certificate as what a declaration can begin to manage. */
export const takeable = ({ client }: Session, { SdkAppId, CertificateId }: Key): Takeable => {
  const id = printCertificateId({ SdkAppId, CertificateId });
  return {
    id,
    title: `push certificate ${id}`,
    take: ({ TakeOver, ...holder }) =>
      // Older servers don't know TakeOver.
      client.call(ClaimPushCertificate, {
        SdkAppId,
        CertificateId,
        ...holder,
        ...(TakeOver && { TakeOver }),
      }),
  };
};

/** How who manages a push certificate lets go of it. */
export const letGoOfCertificate = ({ CertificateId }: Pick<Key, "CertificateId">): string =>
  `Where this resource was renamed, give it aliases instead, or in a file of applications the old name; else declare adopt: ${CertificateId} there first, so that destroying it there lets it go`;

/** A push certificate as what one declaration manages at a time. */
export const claimable = (session: Session, record: PushCertificateRecord): Claimable => ({
  ...takeable(session, record),
  takeBack: `adopt: ${record.CertificateId} and takeOver: true`,
  letGo: letGoOfCertificate(record),
  Owner: record.Owner,
  ClaimDigest: record.ClaimDigest,
  isLeaving: typeof record.LeavingSince === "string",
});
