import { z } from "zod";
import { actionsOf } from "../action";
import { stsVersion } from "../version";

/** Whose the key pair is that signs (the sts SDK of both sites). */
export const GetCallerIdentity = actionsOf("sts", stsVersion)(
  "GetCallerIdentity",
  "read",
  z.strictObject({}),
  z.object({
    Arn: z.string(),
    /** The account. */
    AccountId: z.string(),
    UserId: z.string(),
    PrincipalId: z.string(),
    Type: z.literal("CAMUser"),
  }),
);
