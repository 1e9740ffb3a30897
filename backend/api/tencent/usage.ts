import { z } from "zod";
import { actionsOf } from "../action";
import { SdkAppId } from "../fields";
import { trtcVersion } from "../version";

/** Days that one request may span. */
export const usageDays = 31;

const Day = z.iso.date("must be a day as YYYY-MM-DD");

/** Minutes of TRTC by day; of all applications unless one is named (the trtc SDK of both sites). */
export const DescribeTrtcUsage = actionsOf("trtc", trtcVersion)(
  "DescribeTrtcUsage",
  "read",
  z.strictObject({ StartTime: Day, EndTime: Day, SdkAppId: SdkAppId.optional() }),
  z.object({
    /** What each number of `UsageValue` counts. */
    UsageKey: z.array(z.string()),
    UsageList: z.array(
      z.object({ TimeKey: z.string(), TimeString: z.string(), UsageValue: z.array(z.number()) }),
    ),
  }),
);
