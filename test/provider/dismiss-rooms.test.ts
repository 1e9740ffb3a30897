import {
  ApiError,
  DescribeAccount,
  DescribeRoomInfo,
  EnableApplication,
  ModifyApplication,
  SimulateApplication,
  SimulateRoom,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { everyCall } from "../depth";
import { Backend } from "./backend";
import { application } from "./engine/declarations";
import { cancelling } from "./engine/interrupted";
import type { MiniEngine } from "./mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());
beforeEach(() => backend.settings({ RoomHistoryDays: 14 }));

const program = (inputs: Bag = {}) => [
  application("app", { products: ["rtc-engine"], dismissRooms: true, ...inputs }),
];

/** An application in which people are in these rooms, the first of which has been going on for days. */
async function busy(inputs: Bag = {}, rooms: readonly (number | string)[] = [7, "7", "studio", "007"]) {
  const engine = backend.engine();
  expect(await engine.up(program(inputs))).toMatchObject({ faults: [] });
  const SdkAppId = Number(engine.resource("app").id);
  for (const [index, RoomId] of rooms.entries()) {
    if (index === 0) backend.pass({ days: -10 });
    await backend.admin(SimulateRoom, { SdkAppId, RoomId, UserIds: ["alice"] });
    if (index === 0) backend.pass({ days: 10 });
  }
  return { engine, SdkAppId };
}

async function openRooms(SdkAppId: number): Promise<string[]> {
  const end = Math.floor(Date.parse((await backend.call(DescribeAccount, {})).ServerTime) / 1_000);
  const open: string[] = [];
  for (let day = 0; day < 13; day += 1) {
    const EndTime = end - day * 86_400;
    const span = { StartTime: EndTime - 86_399, EndTime, PageNumber: 0, PageSize: 100 };
    const { RoomList } = await backend.call(DescribeRoomInfo, { SdkAppId, ...span });
    open.push(...RoomList.filter((room) => !room.IsFinished).map((room) => room.RoomString));
  }
  return open.sort();
}

const said = (run: { messages: readonly { level: string; text: string }[] }, level: string) =>
  run.messages
    .filter((message) => message.level === level)
    .map(({ text }) => text)
    .join("\n");

/** The actions of a run that change something, in order, each once. */
const order = ({ writes }: { writes: readonly string[] }) => [...new Set(writes)];

describe("dismissRooms", () => {
  test("disabling: every room is dismissed, once it has taken effect and nobody enters any more", async () => {
    const { engine, SdkAppId } = await busy();
    expect(await openRooms(SdkAppId)).toEqual(["007", "7", "7", "studio"]);
    const run = await engine.up(program({ enabled: false }));
    expect(run).toMatchObject({ ops: { app: "update" }, faults: [] });
    expect(order(run)[0]).toBe("DisableApplication");
    expect(said(run, "info")).toMatch(/dismissed 4 rooms/);
    expect(await openRooms(SdkAppId)).toEqual([]);
    expect((await engine.preview(program({ enabled: false }))).ops.app).toBe("same");
  });

  test("a page is not all of them", async () => {
    const rooms = Array.from({ length: 230 }, (_, index) => `room_${index}`);
    const { engine, SdkAppId } = await busy({}, rooms);
    expect(said(await engine.up(program({ enabled: false })), "info")).toMatch(/dismissed 230 rooms/);
    expect(await openRooms(SdkAppId)).toEqual([]);
  });

  test("left out, or false: nobody looks for rooms", async () => {
    for (const dismissRooms of [undefined, false]) {
      const { engine, SdkAppId } = await busy({ dismissRooms });
      const run = await engine.up(program({ dismissRooms, enabled: false }));
      expect(run.calls.map(({ name }) => name)).not.toContain("DescribeRoomInfo");
      expect(await openRooms(SdkAppId)).toHaveLength(4);
    }
  });

  test("declaring it asks nobody", async () => {
    const { engine } = await busy({ dismissRooms: undefined }, []);
    const run = await engine.up(program());
    expect(run).toMatchObject({ ops: { app: "update" }, writes: [], faults: [] });
    expect(run.calls.map(({ name }) => name)).not.toContain("DescribeRoomInfo");
  });

  test.each(["delete", "disable"])(
    "destroying by the policy %p puts people out as well",
    async (deletionPolicy) => {
      const { engine } = await busy({ deletionPolicy });
      const run = await engine.destroy();
      expect(run).toMatchObject({ faults: [] });
      expect(said(run, "info")).toMatch(/dismissed 4 rooms/);
      const names = run.calls.map(({ name }) => name);
      expect(names.indexOf("DismissRoom")).toBeGreaterThan(names.indexOf("DisableApplication"));
    },
  );

  test("retaining leaves people where they are", async () => {
    const { engine, SdkAppId } = await busy({ deletionPolicy: "retain" });
    await engine.destroy();
    expect(await openRooms(SdkAppId)).toHaveLength(4);
  });

  test("a deletion that is refused puts nobody out", async () => {
    const isProtected = await busy({ deletionProtection: true });
    const isPaid = await busy({ products: ["rtc-engine", "chat"] });
    await backend.admin(SimulateApplication, { SdkAppId: isPaid.SdkAppId, Editions: { chat: "pro" } });
    for (const { engine, SdkAppId } of [isProtected, isPaid]) {
      expect(Object.keys((await engine.destroy()).errors)).toEqual(["app"]);
      expect(await openRooms(SdkAppId)).toHaveLength(4);
    }
  });
});

describe("what goes wrong with rooms is a warning and gates nothing", () => {
  const finish: [
    string,
    (engine: MiniEngine, before: (call: { name: string }) => void) => ReturnType<MiniEngine["up"]>,
  ][] = [
    ["disabling", (engine, before) => engine.up(program({ enabled: false }), { trouble: { before } })],
    ["destroying", (engine, before) => engine.destroy({ trouble: { before } })],
  ];

  describe.each(finish)("%s", (_, run) => {
    test.each(["DescribeRoomInfo", "DismissRoom"])("%s is refused", async (action) => {
      const { engine } = await busy();
      const result = await run(engine, ({ name }) => {
        if (name === action) throw new ApiError("UnauthorizedOperation", "no package bought");
      });
      expect(result).toMatchObject({ faults: [] });
      expect(said(result, "warn")).toMatch(/not every room .* no package bought .*UnauthorizedOperation/);
    });
  });

  test("a room that can't be dismissed keeps no other one open", async () => {
    const { engine, SdkAppId } = await busy();
    let isFirst = true;
    const before = ({ name }: { name: string }) => {
      if (name !== "DismissRoomByStrRoomId" || !isFirst) return;
      isFirst = false;
      throw new ApiError("FailedOperation", "try again later");
    };
    const run = await engine.up(program({ enabled: false }), { trouble: { before } });
    expect(run).toMatchObject({ faults: [] });
    expect(said(run, "info")).toMatch(/dismissed 3 rooms/);
    expect(said(run, "warn")).toMatch(/not every room .* try again later/);
    expect(await openRooms(SdkAppId)).toHaveLength(1);
  });

  test("a package that shows fewer days still dismisses what it shows", async () => {
    const { engine, SdkAppId } = await busy({}, [8, "7", "studio", "007"]);
    await backend.settings({ RoomHistoryDays: 7 });
    const run = await engine.up(program({ enabled: false }));
    expect(run).toMatchObject({ faults: [] });
    expect(said(run, "info")).toMatch(/dismissed 3 rooms/);
    expect(said(run, "warn")).toMatch(/shows the rooms of 7 days/);
    await backend.settings({ RoomHistoryDays: 14 });
    expect(await openRooms(SdkAppId)).toEqual(["8"]);
  });
});

test("killed after any call, the next run puts out whoever is left", async () => {
  const { calls } = await (await busy()).engine.up(program({ enabled: false }));
  for (const killAfterCall of everyCall(calls, 2)) {
    const { engine, SdkAppId } = await busy();
    await engine.up(program({ enabled: false }), { trouble: { killAfterCall } });
    expect(await engine.up(program({ enabled: false }))).toMatchObject({ faults: [] });
    expect(await openRooms(SdkAppId)).toEqual([]);
    expect((await backend.application(String(SdkAppId)))?.Status).toBe("Disabled");
  }
});

test("cut off between rooms and refreshed since, the next run puts out whoever is left", async () => {
  const { engine, SdkAppId } = await busy();
  const cut = await engine.up(
    program({ enabled: false }),
    cancelling(({ name }) => name === "DismissRoom"),
  );
  expect(cut.errors.app).toMatch(/cancelled/);
  expect((await engine.previewRefresh()).changed.app).toEqual([]);
  expect((await engine.refresh()).changed.app).toEqual([]);
  expect(engine.resource("app").initErrors).toEqual([]);
  expect(await openRooms(SdkAppId)).not.toEqual([]);
  expect((await engine.preview(program({ enabled: false }))).ops.app).toBe("update");
  expect(await engine.up(program({ enabled: false }))).toMatchObject({ faults: [] });
  expect(await openRooms(SdkAppId)).toEqual([]);
  expect((await engine.preview(program({ enabled: false }))).ops.app).toBe("same");
});

test("an application that somebody enables again is emptied again when it is disabled", async () => {
  const { engine, SdkAppId } = await busy({ enabled: false }, [1]);
  await backend.call(EnableApplication, { SdkAppId });
  await backend.admin(SimulateRoom, { SdkAppId, RoomId: 2, UserIds: ["bob"] });
  await engine.refresh();
  await engine.up(program({ enabled: false }));
  expect(await openRooms(SdkAppId)).toEqual([]);
});

test("opening the TRTC service on a Chat application shows in the status of its faces", async () => {
  const engine = backend.engine();
  const chat = (inputs: Bag = {}) => [application("app", inputs)];
  await engine.up(chat());
  expect(engine.resource("app").outputs).not.toHaveProperty("rtcServiceStatus");
  await backend.call(ModifyApplication, { SdkAppId: Number(engine.resource("app").id), RtcService: true });
  expect((await engine.refresh()).changed.app).toEqual([]);
  await engine.up(chat({ rtcService: true }));
  expect(engine.resource("app").outputs).toMatchObject({
    productStatus: { chat: "Normal", "rtc-engine": "Normal" },
    rtcServiceStatus: { basic: "Normal", valueAdded: "Normal" },
  });
  await engine.up(chat({ rtcService: true, enabled: false }));
  expect(engine.resource("app").outputs).toMatchObject({
    productStatus: { chat: "Disabled", "rtc-engine": "Disabled" },
    rtcServiceStatus: { basic: "Disabled", valueAdded: "Disabled" },
  });
});
