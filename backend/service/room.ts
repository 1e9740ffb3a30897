import {
  ApiError,
  type DescribeRoomInfo,
  type DismissRoom,
  type DismissRoomByStrRoomId,
  type RemoveUser,
  type RemoveUserByStrRoomId,
  type SimulateRoom,
} from "../api";
import { asText, summaryOf } from "../rules/activities";
import { judgeEntry, judgePageSize, judgeSpan, pageOf, usersIn } from "../rules/rooms";
import type { ApplicationRow, RoomRow } from "../store";
import { liveInWordsOf } from "./application/live";
import { throwIf } from "./request";
import type { Handler, Moment, Scope, WriteMoment } from "./scope";

/** Refusals in the words of the TRTC service. */
const mustBeThere = (sdkAppId: number, moment: Moment): Promise<ApplicationRow> =>
  liveInWordsOf(sdkAppId, moment, ({ code }) =>
    code === "UnauthorizedOperation" ? "UnauthorizedOperation.SdkAppId" : "FailedOperation.SdkAppIdNotExist",
  );

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

export const describeRoomInfo: Handler<typeof DescribeRoomInfo> = (request, scope) =>
  scope.read(async (moment) => {
    const { SdkAppId, StartTime, EndTime, RoomId, PageNumber, PageSize } = request;
    await mustBeThere(SdkAppId, moment);
    throwIf(judgePageSize(PageSize ?? 1));
    throwIf(judgeSpan(request, moment.now, moment.settings));
    const { offset, limit } = pageOf(PageNumber, PageSize);
    let rooms = moment.db
      .selectFrom("rooms")
      .selectAll()
      .where("sdk_app_id", "=", SdkAppId)
      .where("created_at", ">=", StartTime * 1_000)
      .where("created_at", "<", (EndTime + 1) * 1_000);
    if (RoomId !== undefined) rooms = rooms.where("room", "=", RoomId);
    const rows = await rooms.orderBy("created_at").orderBy("comm_id").offset(offset).limit(limit).execute();
    return {
      Total: rows.length,
      RoomList: rows.map((row) => ({
        CommId: row.comm_id,
        RoomString: row.room,
        CreateTime: seconds(row.created_at),
        DestroyTime: row.destroyed_at === null ? 0 : seconds(row.destroyed_at),
        IsFinished: row.destroyed_at !== null,
        UserId: row.opened_by,
      })),
    };
  });

interface Named {
  readonly SdkAppId: number;
  readonly RoomId: number | string;
}

/** The room of this number, or of this name, in which people are. */
const openRoom = ({ SdkAppId, RoomId }: Named, { db }: Moment): Promise<RoomRow | undefined> =>
  db
    .selectFrom("rooms")
    .selectAll()
    .where("sdk_app_id", "=", SdkAppId)
    .where("room", "=", String(RoomId))
    .where("numbered", "=", typeof RoomId === "number" ? 1 : 0)
    .where("destroyed_at", "is", null)
    .executeTakeFirst();

interface InRoom {
  readonly application: ApplicationRow;
  readonly room: RoomRow;
}

async function existingRoom(named: Named, moment: Moment): Promise<InRoom> {
  const application = await mustBeThere(named.SdkAppId, moment);
  const room = await openRoom(named, moment);
  if (room) return { application, room };
  const kind = typeof named.RoomId === "number" ? "number" : "name";
  throw new ApiError(
    "FailedOperation.RoomNotExist",
    `nobody is in a room of the ${kind} ${named.RoomId}: rooms end with their last user, and numbers and names are different rooms`,
    "RoomId",
  );
}

/** A room lives as long as somebody is in it. */
async function fill({ application, room }: InRoom, users: readonly string[], moment: WriteMoment) {
  const before = usersIn(room.user_ids).length;
  await moment.db
    .updateTable("rooms")
    .set({ user_ids: JSON.stringify(users), ...(users.length === 0 && { destroyed_at: moment.now }) })
    .where("comm_id", "=", room.comm_id)
    .execute();
  if (before !== users.length) noteRoom(application, room.room, [before, users.length], moment);
}

/** Who is in a room is nobody's business here, only how many are. */
function noteRoom(
  { sdk_app_id: sdkAppId, owner }: ApplicationRow,
  room: string,
  [before, after]: readonly [number, number],
  { note }: WriteMoment,
): void {
  const summary = summaryOf([`users in room ${asText(room)}: ${before} → ${after}`]);
  note({ sdkAppId, owner, fields: ["Rooms"], summary });
}

const dismiss = (request: Named, scope: Scope) =>
  scope.write(async (moment) => {
    await fill(await existingRoom(request, moment), [], moment);
    return {};
  });

export const dismissRoom: Handler<typeof DismissRoom> = dismiss;
export const dismissRoomByStrRoomId: Handler<typeof DismissRoomByStrRoomId> = dismiss;

const remove = (request: Named & { readonly UserIds: readonly string[] }, scope: Scope) =>
  scope.write(async (moment) => {
    const found = await existingRoom(request, moment);
    const present = usersIn(found.room.user_ids);
    const staying = present.filter((user) => !request.UserIds.includes(user));
    if (staying.length === present.length) {
      throw new ApiError("FailedOperation.UserNotExist", "none of them is in the room", "UserIds");
    }
    await fill(found, staying, moment);
    return {};
  });

export const removeUser: Handler<typeof RemoveUser> = remove;
export const removeUserByStrRoomId: Handler<typeof RemoveUserByStrRoomId> = remove;

export const simulateRoom: Handler<typeof SimulateRoom> = (request, scope) =>
  scope.write(async (moment) => {
    const { SdkAppId, RoomId, UserIds } = request;
    const application = await mustBeThere(SdkAppId, moment);
    const room = await openRoom(request, moment);
    const present = room ? usersIn(room.user_ids) : [];
    throwIf(judgeEntry(application.status, present, UserIds));
    if (room) {
      await fill({ application, room }, [...new Set([...present, ...UserIds])], moment);
      return {};
    }
    const [opener = ""] = UserIds;
    const users = [...new Set(UserIds)];
    await moment.db
      .insertInto("rooms")
      .values({
        comm_id: `${SdkAppId}_${Buffer.from(scope.random.bytes(16)).toString("hex")}`,
        sdk_app_id: SdkAppId,
        room: String(RoomId),
        numbered: typeof RoomId === "number" ? 1 : 0,
        user_ids: JSON.stringify(users),
        opened_by: opener,
        created_at: moment.now,
        destroyed_at: null,
      })
      .execute();
    noteRoom(application, String(RoomId), [0, users.length], moment);
    return {};
  });
