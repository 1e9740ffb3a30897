import { type ApplicationRecord, ClaimApplication } from "../../../backend/api";
import type { Claimable, Takeable } from "../../lifecycle/claim";
import type { Session } from "../../lifecycle/kind";

/** An application as what a declaration can begin to manage. */
export const takeable = ({ client }: Session, SdkAppId: number): Takeable => ({
  id: String(SdkAppId),
  title: `Application ${SdkAppId}`,
  take: (holder) => client.call(ClaimApplication, { SdkAppId, ...holder }),
});

/** An application as what one declaration manages at a time. */
export const claimable = (
  session: Session,
  { SdkAppId, Owner, ClaimDigest }: ApplicationRecord,
): Claimable => ({
  ...takeable(session, SdkAppId),
  takeBack: `adopt: "${SdkAppId}" and takeOver: true`,
  Owner,
  ClaimDigest,
});
