import { type ApplicationRecord, ClaimApplication } from "../../../backend/api";
import type { Claimable, Session, Takeable } from "../../lifecycle/kind";

/** An application as what a declaration can begin to manage. */
export const takeable = ({ client }: Session, SdkAppId: number): Takeable => ({
  id: String(SdkAppId),
  title: `Application ${SdkAppId}`,
  take: (holder) => client.call(ClaimApplication, { SdkAppId, ...holder }),
});

/** How who manages an application lets go of it. */
export const letGoOfApplication = 'Release it there first (deletionPolicy: "retain", then destroy)';

/** An application as what one declaration manages at a time. */
export const claimable = (
  session: Session,
  { SdkAppId, Owner, ClaimDigest }: ApplicationRecord,
): Claimable => ({
  ...takeable(session, SdkAppId),
  takeBack: `adopt: "${SdkAppId}" and takeOver: true`,
  letGo: letGoOfApplication,
  Owner,
  ClaimDigest,
});
