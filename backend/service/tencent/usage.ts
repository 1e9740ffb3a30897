import { dayMs } from "../../../ground/time";
import { ApiError, type DescribeTrtcUsage, usageDays } from "../../api";
import { liveInWordsOf } from "../application/live";
import type { Handler } from "../scope";

/** Nobody talks in a simulated account, so there are no minutes: the answer tells whether the application is the account's. */
export const describeTrtcUsage: Handler<typeof DescribeTrtcUsage> = (request, scope) =>
  scope.read(async (moment) => {
    const days = (Date.parse(request.EndTime) - Date.parse(request.StartTime)) / dayMs + 1;
    if (days < 1 || days > usageDays) {
      throw new ApiError(
        "InvalidParameter.QueryScaleOversize",
        `from StartTime to EndTime must be 1 to ${usageDays} days`,
        "EndTime",
      );
    }
    const { SdkAppId: id } = request;
    if (id !== undefined) await liveInWordsOf(id, moment, () => "InvalidParameter.SdkAppId");
    return { UsageKey: [], UsageList: [] };
  });
