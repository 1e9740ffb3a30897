import {
  DescribeAccount,
  DescribeRoomInfo,
  DismissRoom,
  DismissRoomByStrRoomId,
  type ResponseOf,
  RoomNumber,
  roomHistoryDays,
  roomHoursPerRequest,
  roomsPerPage,
} from "../../../backend/api";
import { explain, isExpected } from "../../../ground/errors";
import { hasCode } from "../../client/errors";
import type { Session } from "../../lifecycle/kind";
import type { Wait } from "./status-wait";

type Room = ResponseOf<typeof DescribeRoomInfo>["RoomList"][number];

/** What could be done, and why not more. */
interface Outcome {
  readonly dismissed: number;
  readonly fault: unknown;
}

/**
 * Dismisses the rooms in which people still are, as well as it can: the list of rooms is a paid action that may lag,
 * so nothing waits for it or fails with it.
 */
export async function dismissRooms(session: Session, target: Wait): Promise<void> {
  const { dismissed, fault } = await dismissListed(session, target);
  if (dismissed > 0) {
    session.reporter.info(target.about, `dismissed ${dismissed} rooms of Application ${target.sdkAppId}`);
  }
  if (fault === undefined) return;
  session.reporter.warn(
    target.about,
    `not every room of Application ${target.sdkAppId} could be looked for or dismissed: ${explain(fault)}. ` +
      "Whoever is in one goes on being billed: dismiss what you know of by hand (DismissRoom)",
  );
}

async function dismissListed(session: Session, target: Wait): Promise<Outcome> {
  const seen = new Set<string>();
  let dismissed = 0;
  let fault: unknown;
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      target.signal.throwIfAborted();
      if (!isExpected(error)) throw error;
      // With the application its rooms are gone.
      if (!hasCode(error, "FailedOperation.SdkAppIdNotExist")) fault ??= error;
    }
  };
  await attempt(async () => {
    for await (const room of recentRooms(session, target.sdkAppId)) {
      if (room.IsFinished || seen.has(room.CommId)) continue;
      seen.add(room.CommId);
      for (const dismissal of dismissals(session, target.sdkAppId, room.RoomString)) {
        await attempt(async () => {
          if (await existed(dismissal)) dismissed += 1;
        });
      }
    }
  });
  return { dismissed, fault };
}

/** The newest first, since a cheaper package shows fewer days. */
async function* recentRooms(session: Session, SdkAppId: number): AsyncGenerator<Room> {
  const span = roomHoursPerRequest * 3_600;
  const { ServerTime } = await session.client.call(DescribeAccount, {});
  const now = Math.floor(Date.parse(ServerTime) / 1_000);
  // A minute short of all: a request beyond the limit, even by the clock's next second, is refused.
  const first = now - roomHistoryDays * 86_400 + 60;
  for (let EndTime = now; EndTime > first; EndTime -= span) {
    const StartTime = Math.max(first, EndTime - span);
    for (let PageNumber = 0; ; PageNumber += 1) {
      const page = { SdkAppId, StartTime, EndTime, PageNumber, PageSize: roomsPerPage };
      const { RoomList } = await session.client.call(DescribeRoomInfo, page);
      yield* RoomList;
      if (RoomList.length < roomsPerPage) break;
    }
  }
}

type Dismissal = () => Promise<unknown>;

/** The list doesn't say whether digits are a number or a name, and both may be open. */
function dismissals({ client }: Session, SdkAppId: number, room: string): Dismissal[] {
  const named: Dismissal = () => client.call(DismissRoomByStrRoomId, { SdkAppId, RoomId: room });
  const RoomId = Number(room);
  const mayBeNumber = String(RoomId) === room && RoomNumber.safeParse(RoomId).success;
  return mayBeNumber ? [() => client.call(DismissRoom, { SdkAppId, RoomId }), named] : [named];
}

async function existed(dismissal: Dismissal): Promise<boolean> {
  try {
    await dismissal();
    return true;
  } catch (error) {
    if (hasCode(error, "FailedOperation.RoomNotExist")) return false;
    throw error;
  }
}
