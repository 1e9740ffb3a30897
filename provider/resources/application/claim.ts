import { type ApplicationRecord, ClaimApplication } from "../../../backend/api";
import type { Claimable, Holder } from "../../lifecycle/claim";
import type { Session } from "../../lifecycle/kind";

/** An application as what one declaration manages at a time. */
export const claimable = (session: Session, record: ApplicationRecord): Claimable => ({
  id: String(record.SdkAppId),
  takeBack: `adopt: "${record.SdkAppId}" and takeOver: true`,
  Owner: record.Owner,
  ClaimDigest: record.ClaimDigest,
  async take(holder: Holder) {
    const { Claim } = await session.client.call(ClaimApplication, { SdkAppId: record.SdkAppId, ...holder });
    return Claim;
  },
});
