import {
  DeleteAdminAccount,
  DisableApplication,
  EnableApplication,
  ModifyApplication,
  SimulateApplication,
} from "../../backend/api";
import { Backend } from "./backend";
import { adminAccount, application, idOf, tag } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const program = [
  application("app", {
    description: "d",
    applicationType: "t",
    products: ["chat"],
    tags: { team: "support", tier: "gold" },
    rtcService: false,
    deletionProtection: true,
  }),
  adminAccount("ops", { application: idOf("app"), userId: "ops" }),
  tag("cost", { application: idOf("app"), key: "cost", value: "1" }),
];

type Act = (SdkAppId: number) => Promise<unknown>;
const edit = (change: object) => (SdkAppId: number) =>
  backend.call(ModifyApplication, { SdkAppId, ...change });
const tags = (change: Parameters<Backend["retag"]>[1]) => (SdkAppId: number) =>
  backend.retag(SdkAppId, change);

/** What somebody does in a console, what a refresh then shows, and the writes that mend it. */
const drifts: [string, Act, Record<string, string[]>, string[]][] = [
  ["name", edit({ Name: "other" }), { app: ["name"] }, ["ModifyApplication"]],
  [
    "name, by an older console",
    (SdkAppId) => backend.admin(SimulateApplication, { SdkAppId, Name: "客服" }),
    { app: ["name"] },
    ["ModifyApplication"],
  ],
  ["description", edit({ Description: "x" }), { app: ["description"] }, ["ModifyApplication"]],
  ["description, emptied", edit({ Description: "" }), { app: ["description"] }, ["ModifyApplication"]],
  ["applicationType", edit({ ApplicationType: "x" }), { app: ["applicationType"] }, ["ModifyApplication"]],
  [
    "applicationType, removed",
    edit({ ApplicationType: null }),
    { app: ["applicationType"] },
    ["ModifyApplication"],
  ],
  [
    "deletionProtection",
    edit({ DeletionProtection: false }),
    { app: ["deletionProtection"] },
    ["ModifyApplication"],
  ],
  [
    "enabled",
    (SdkAppId) => backend.call(DisableApplication, { SdkAppId }),
    { app: ["enabled"] },
    ["EnableApplication"],
  ],
  [
    "tags: a value",
    tags({ ReplaceTags: [{ TagKey: "team", TagValue: "x" }] }),
    { app: ["tags"] },
    ["ModifyResourceTags"],
  ],
  ["tags: taken off", tags({ DeleteTags: [{ TagKey: "team" }] }), { app: ["tags"] }, ["ModifyResourceTags"]],
  [
    "a Tag's value",
    tags({ ReplaceTags: [{ TagKey: "cost", TagValue: "2" }] }),
    { cost: ["value"] },
    ["ModifyResourceTags"],
  ],
  ["several", edit({ Name: "x", Description: "y" }), { app: ["description", "name"] }, ["ModifyApplication"]],
];

/** What isn't declared, or is no drift: shown among the outputs at most. */
const foreign: [string, Act][] = [
  ["a foreign tag", tags({ ReplaceTags: [{ TagKey: "theirs", TagValue: "x" }] })],
  ["a foreign tag of an inherited name", tags({ ReplaceTags: [{ TagKey: "constructor", TagValue: "x" }] })],
  ["another product", edit({ Products: ["chat", "call"] })],
  [
    "disabled and enabled again",
    async (SdkAppId) => {
      await backend.call(DisableApplication, { SdkAppId });
      await backend.call(EnableApplication, { SdkAppId });
    },
  ],
];

describe("drift by field", () => {
  const clean = { app: [], ops: [], cost: [] };

  test.each(drifts)(
    "%s: the refresh shows it and nothing else, and up mends it",
    async (_, act, shown, writes) => {
      const engine = backend.engine();
      await engine.up(program);
      const { id } = engine.resource("app");
      const before = { record: await backend.application(id), tags: await backend.tags(id) };
      await act(Number(id));

      expect((await engine.previewRefresh()).changed).toEqual({ ...clean, ...shown });
      expect((await engine.refresh()).changed).toEqual({ ...clean, ...shown });
      expect((await engine.refresh()).changed).toEqual(clean);
      const [resource = ""] = Object.keys(shown);
      expect(await engine.preview(program)).toMatchObject({ ops: { [resource]: "update" }, changed: shown });
      expect(await engine.up(program)).toMatchObject({ ops: { [resource]: "update" }, writes, faults: [] });

      expect(await backend.application(id)).toEqual({ ...before.record, StatusSince: expect.any(String) });
      expect(await backend.tags(id)).toEqual(before.tags);
      expect((await engine.refresh()).changed).toEqual(clean);
    },
  );

  test.each(foreign)("%s is none", async (_, act) => {
    const engine = backend.engine();
    const { rtcService: _unmanaged, ...inputs } = program[0]?.inputs ?? {};
    const managed = [application("app", inputs), ...program.slice(1)];
    await engine.up(managed);
    const { id } = engine.resource("app");
    await act(Number(id));
    expect((await engine.refresh()).changed).toEqual(clean);
    expect(await engine.up(managed)).toMatchObject({ ops: { app: "same" }, writes: [] });
  });

  test("an account removed by hand is made again", async () => {
    const engine = backend.engine();
    await engine.up(program);
    const SdkAppId = Number(engine.resource("app").id);
    await backend.call(DeleteAdminAccount, { SdkAppId, UserId: "ops" });
    expect((await engine.refresh()).ops).toEqual({ app: "read", ops: "drop", cost: "read" });
    expect(await engine.up(program)).toMatchObject({
      ops: { ops: "create" },
      writes: ["CreateAdminAccount"],
    });
  });

  test("the TRTC service that a package opened is none, and the next up has nothing to do", async () => {
    const engine = backend.engine();
    await engine.up(program);
    const SdkAppId = Number(engine.resource("app").id);
    await backend.call(ModifyApplication, { SdkAppId, RtcService: true });
    for (let times = 0; times < 2; times += 1) {
      expect((await engine.refresh()).changed).toEqual(clean);
      expect(await engine.preview(program)).toMatchObject({ ops: { app: "same" }, faults: [] });
    }
    expect(engine.resource("app").outputs.productStatus).toMatchObject({ "rtc-engine": "Normal" });
    expect(await engine.up(program)).toMatchObject({ ops: { app: "same" }, writes: [], faults: [] });
  });
});
