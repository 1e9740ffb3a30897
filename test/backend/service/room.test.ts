import {
  DeleteApplication,
  DescribeRoomInfo,
  DisableApplication,
  DismissRoom,
  DismissRoomByStrRoomId,
  EnableApplication,
  ModifySettings,
  RemoveUser,
  RemoveUserByStrRoomId,
  type RequestOf,
  SimulateRoom,
} from "../../../backend/api";
import { Backend, uin } from "./backend";

let backend: Backend;
let SdkAppId: number;
beforeEach(async () => {
  backend = await Backend.open();
  SdkAppId = (await backend.create({ Products: ["rtc-engine"] })).SdkAppId;
});
afterEach(() => backend.close());

const enter = (RoomId: number | string, ...UserIds: string[]) =>
  backend.admin(SimulateRoom, { SdkAppId, RoomId, UserIds });
const now = () => backend.now / 1_000;
const list = async (changes: Partial<RequestOf<typeof DescribeRoomInfo>> = {}) => {
  const page = { PageNumber: 0, PageSize: 100 };
  const span = { StartTime: now() - 3_600, EndTime: now() };
  return (await backend.call(DescribeRoomInfo, { SdkAppId, ...span, ...page, ...changes })).RoomList;
};
const open = async () =>
  (await list()).filter(({ IsFinished }) => !IsFinished).map(({ RoomString }) => RoomString);

describe("DescribeRoomInfo", () => {
  test("tells of a room while people are in it, and after", async () => {
    await enter(12345, "alice", "bob");
    const [room] = await list();
    expect(room).toEqual({
      CommId: expect.stringMatching(new RegExp(`^${SdkAppId}_`)),
      RoomString: "12345",
      CreateTime: now(),
      DestroyTime: 0,
      IsFinished: false,
      UserId: "alice",
    });
    backend.pass({ seconds: 60 });
    await backend.call(DismissRoom, { SdkAppId, RoomId: 12345 });
    expect(await list()).toEqual([{ ...room, DestroyTime: now(), IsFinished: true }]);
  });

  test("shows rooms that began in the span, by name where one is given, page by page", async () => {
    for (let room = 1; room <= 25; room += 1) await enter(room, "alice");
    expect(await list({ StartTime: now() + 1, EndTime: now() + 2 })).toEqual([]);
    expect((await list({ RoomId: "7" })).map(({ RoomString }) => RoomString)).toEqual(["7"]);
    expect(await list({ PageNumber: 1, PageSize: 20 })).toHaveLength(5);
    expect(await list({ PageSize: undefined })).toHaveLength(10);
    expect(await list({ PageNumber: undefined })).toHaveLength(10);
  });

  const day = 86_400;
  test.each<[string, Partial<RequestOf<typeof DescribeRoomInfo>>, string]>([
    ["more than a day", { StartTime: 0 }, "InvalidParameter.QueryScaleOversize"],
    ["a span that runs backwards", { EndTime: 0 }, "InvalidParameter.QueryScaleOversize"],
    ["a page of more than 100", { PageSize: 101 }, "InvalidParameter.PageSizeOversize"],
    ["an application that isn't there", { SdkAppId: 1400000001 }, "FailedOperation.SdkAppIdNotExist"],
  ])("refuses %s", async (_, changes, code) => {
    const request = { SdkAppId, StartTime: now() - day, EndTime: now(), ...changes };
    expect((await backend.refusal(DescribeRoomInfo, request)).code).toBe(code);
  });

  test.each([
    [14, 13.9, undefined],
    [14, 14.1, "InvalidParameter.StartTimeExpire"],
    [7, 6.9, undefined],
    [7, 7.1, "InvalidParameter.StartTimeOversize"],
    [0, 0, "InvalidParameter.StartTimeOversize"],
  ])("with a package of %p days, %p days ago: %p", async (RoomHistoryDays, days, code) => {
    await backend.admin(ModifySettings, { RoomHistoryDays });
    const StartTime = now() - Math.round(days * day);
    const request = { SdkAppId, StartTime, EndTime: StartTime + 3_600 };
    if (code === undefined) await backend.call(DescribeRoomInfo, request);
    else expect((await backend.refusal(DescribeRoomInfo, request)).code).toBe(code);
  });
});

describe("a number and a name of the same digits are two rooms", () => {
  beforeEach(async () => {
    await enter(12345, "alice");
    await enter("12345", "bob");
  });

  test("each is dismissed by its own action", async () => {
    expect(await open()).toEqual(["12345", "12345"]);
    await backend.call(DismissRoomByStrRoomId, { SdkAppId, RoomId: "12345" });
    expect(await open()).toEqual(["12345"]);
    const again = { SdkAppId, RoomId: "12345" };
    expect((await backend.refusal(DismissRoomByStrRoomId, again)).code).toBe("FailedOperation.RoomNotExist");
    await backend.call(DismissRoom, { SdkAppId, RoomId: 12345 });
    expect(await open()).toEqual([]);
  });

  test("and its users are removed by its own; the last one ends it", async () => {
    await enter(12345, "carol");
    await backend.call(RemoveUser, { SdkAppId, RoomId: 12345, UserIds: ["alice", "nobody"] });
    expect(await open()).toEqual(["12345", "12345"]);
    const gone = { SdkAppId, RoomId: 12345, UserIds: ["alice"] };
    expect((await backend.refusal(RemoveUser, gone)).code).toBe("FailedOperation.UserNotExist");
    await backend.call(RemoveUser, { ...gone, UserIds: ["carol"] });
    expect((await backend.refusal(RemoveUser, gone)).code).toBe("FailedOperation.RoomNotExist");
    await backend.call(RemoveUserByStrRoomId, { SdkAppId, RoomId: "12345", UserIds: ["bob"] });
    expect(await open()).toEqual([]);
  });
});

test("a room that ended may be opened again, as another one", async () => {
  await enter(1, "alice");
  await backend.call(DismissRoom, { SdkAppId, RoomId: 1 });
  await enter(1, "alice");
  const rooms = await list();
  expect(new Set(rooms.map(({ CommId }) => CommId)).size).toBe(2);
  expect(await open()).toEqual(["1"]);
});

test("rooms go on in a disabled application and end with a deleted one", async () => {
  await enter(1, "alice");
  await backend.disable(SdkAppId);
  expect(await open()).toEqual(["1"]);
  await backend.call(DeleteApplication, { SdkAppId });
  backend.pass({ seconds: 300 });
  await backend.create();
  const left = await backend.store.read((db) => db.selectFrom("rooms").selectAll().execute());
  expect(left).toEqual([]);
});

test("nobody enters a room once disabling has taken effect, who is in one stays, and enabling lets people in", async () => {
  await enter(1, "alice");
  await backend.call(DisableApplication, { SdkAppId });
  await enter(1, "bob");
  await enter(2, "carol");
  backend.pass({ seconds: 300 });
  const late = { SdkAppId, RoomId: 3, UserIds: ["dave"] };
  const admin = { kind: "admin" } as const;
  for (const RoomId of [1, 3]) {
    const refusal = await backend.refusal(SimulateRoom, { ...late, RoomId }, admin);
    expect(refusal).toMatchObject({
      code: "FailedOperation",
      message: expect.stringContaining("is Disabled"),
    });
  }
  await enter(1, "alice", "bob");
  expect((await open()).sort()).toEqual(["1", "2"]);
  await backend.call(EnableApplication, { SdkAppId });
  expect((await backend.refusal(SimulateRoom, late, admin)).message).toContain("is Enabling");
  backend.pass({ seconds: 300 });
  await enter(3, "dave");
  expect((await open()).sort()).toEqual(["1", "2", "3"]);
});

test("another account's rooms are out of reach", async () => {
  await enter(1, "alice");
  const other = "200000000002";
  await backend.addAccount(other);
  const foreign = backend.as(other, DismissRoom, { SdkAppId, RoomId: 1 });
  await expect(foreign).rejects.toMatchObject({ code: "UnauthorizedOperation.SdkAppId" });
  expect(await open()).toEqual(["1"]);
  expect(uin).not.toBe(other);
});
