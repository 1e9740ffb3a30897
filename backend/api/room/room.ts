import { z } from "zod";
import { actionsOf } from "../action";
import { SdkAppId, storedText } from "../fields";
import { UserId } from "../user-id";
import { managementVersion, trtcVersion } from "../version";

/**
 * The room actions of Tencent's public TRTC service, as its SDK describes them. Rooms are numbered or named; the
 * list tells the two apart by nothing but which action finds them.
 */
const action = actionsOf("trtc", trtcVersion);

/** Days that the list reaches back at most, and hours that one request may span. */
export const roomHistoryDays = 14;
export const roomHoursPerRequest = 24;
/** Rooms of one page at most. */
export const roomsPerPage = 100;
/** Users of one removal at most. */
export const usersPerRemoval = 10;

export const RoomNumber = z.number().int().min(1).max(4_294_967_294);
const RoomName = storedText(64).min(1);
const UserIds = z.array(storedText(64).min(1)).min(1).max(usersPerRemoval);
const Nothing = z.object({});
/** Seconds since 1970. */
const Seconds = z.number().int().nonnegative();

/**
 * Rooms that began in a span of time. At Tencent Cloud this needs a paid package and is meant for statistics: it
 * may lag, and nothing may depend on it.
 */
export const DescribeRoomInfo = action(
  "DescribeRoomInfo",
  "read",
  z.strictObject({
    SdkAppId,
    StartTime: Seconds,
    /** At most 24 hours after StartTime. */
    EndTime: Seconds,
    RoomId: RoomName.optional(),
    /** From 0. Without it or PageSize the first 10 rooms are answered. */
    PageNumber: z.number().int().nonnegative().optional(),
    PageSize: z.number().int().min(1).optional(),
  }),
  z.object({
    /** Rooms in this page. */
    Total: z.number().int(),
    RoomList: z.array(
      z.object({
        CommId: z.string(),
        /** The number or the name. */
        RoomString: z.string(),
        CreateTime: Seconds,
        /** 0 while people are in it. */
        DestroyTime: Seconds,
        IsFinished: z.boolean(),
        /** Who opened it. */
        UserId: z.string(),
      }),
    ),
  }),
);

export const DismissRoom = action(
  "DismissRoom",
  "write",
  z.strictObject({ SdkAppId, RoomId: RoomNumber }),
  Nothing,
);

export const DismissRoomByStrRoomId = action(
  "DismissRoomByStrRoomId",
  "write",
  z.strictObject({ SdkAppId, RoomId: RoomName }),
  Nothing,
);

export const RemoveUser = action(
  "RemoveUser",
  "write",
  z.strictObject({ SdkAppId, RoomId: RoomNumber, UserIds }),
  Nothing,
);

export const RemoveUserByStrRoomId = action(
  "RemoveUserByStrRoomId",
  "write",
  z.strictObject({ SdkAppId, RoomId: RoomName, UserIds }),
  Nothing,
);

/** People in a room of a simulated account: opens it, or lets them into it if it is open. */
export const SimulateRoom = actionsOf("rtcapp", managementVersion)(
  "SimulateRoom",
  "admin",
  z.strictObject({
    SdkAppId,
    RoomId: z.union([RoomNumber, RoomName]),
    UserIds: z.array(UserId).min(1).max(1_000),
  }),
  Nothing,
);
