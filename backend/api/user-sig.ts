import { z } from "zod";
import { actionsOf } from "./action";
import { signatureAlgorithms } from "./application/values";
import { Instant, SdkAppId } from "./fields";
import { managementVersion } from "./version";

/** Whether the application would let a user in with this UserSig (IM console, "UserSig generation & verification"). */
export const VerifyUserSig = actionsOf("rtcapp", managementVersion)(
  "VerifyUserSig",
  "read",
  z.strictObject({ SdkAppId, UserId: z.string().max(1_000), UserSig: z.string().max(10_000) }),
  z.object({
    Accepted: z.boolean(),
    /** Why not; null when it is accepted. */
    Reason: z.string().nullable(),
    /** Null for a text that is no UserSig. */
    SignatureAlgorithm: z.enum(signatureAlgorithms).nullable(),
    ExpireTime: Instant.nullable(),
    /** What was signed beside the rest, in base64; null for a UserSig without. */
    UserBuf: z.string().nullable(),
    /** What UserBuf says where it is that of a PrivateMapKey. */
    PrivateMap: z
      .object({
        /** The digits of a room that is named by number, null for one that is named by text. */
        RoomId: z.number().int().nullable(),
        StrRoomId: z.string().nullable(),
        /** Eight bits: create and enter a room; send and receive sound, video and a shared screen; 255 is all. */
        PrivilegeMap: z.number().int(),
      })
      .nullable(),
  }),
);
