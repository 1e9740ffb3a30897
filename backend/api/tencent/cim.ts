import { z } from "zod";
import { actionsOf } from "../action";
import { SdkAppId } from "../fields";
import { cimVersion } from "../version";

/** The SDKAppIDs of the account: all that Tencent's public API of Chat says of applications (docs/rules.md, section 8). */
export const DescribeSdkAppid = actionsOf("cim", cimVersion)(
  "DescribeSdkAppid",
  "read",
  z.strictObject({}),
  z.object({ SdkAppids: z.array(SdkAppId) }),
);
