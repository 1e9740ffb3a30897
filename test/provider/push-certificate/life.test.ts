import {
  ApiError,
  DeletePushCertificate,
  ListPushCertificates,
  ModifyPushCertificate,
  PushPlatform,
  SupportDeleteApplication,
} from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { everyCall } from "../../depth";
import { Backend } from "../backend";
import { application, type Declared, idOf, pushCertificate } from "../engine/declarations";
import type { Call } from "../engine/line";
import type { MiniEngine } from "../mini-engine";
import { activity, fcmAccount, forms, harmonyosAccount, p8, p8Form, rsa } from "./forms";

let backend: Backend;
let engine: MiniEngine;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 10_000 });
});
afterAll(() => backend.close());
beforeEach(() => {
  engine = backend.engine();
});

const app = idOf("app");
const program = (changes: Bag = {}, inputs: Bag = {}, name = "push"): Declared[] => [
  application("app"),
  pushCertificate(name, { application: app, platform: { ...forms.huawei, ...changes }, ...inputs }),
];
const sdkAppId = () => Number(engine.resource("app").id);
const listed = async () =>
  (await backend.call(ListPushCertificates, { SdkAppId: sdkAppId() })).PushCertificates;
const warned = ({ messages }: { messages: readonly { level: string; text: string }[] }) =>
  messages.filter(({ level }) => level === "warn").map(({ text }) => text);
const refusal = new ApiError("FailedOperation", "something is wrong");
const failing = (action: string) => ({
  trouble: {
    before: ({ name }: Call) => {
      if (name === action) throw refusal;
    },
  },
});
const consoleDeletes = async () => {
  for (const { SdkAppId, CertificateId } of await listed())
    await backend.call(DeletePushCertificate, { SdkAppId, CertificateId });
};

describe("a push certificate of every vendor", () => {
  const every: Bag[] = [
    ...Object.values(forms),
    p8Form({ file: p8() }),
    { vendor: "fcm", serviceAccount: fcmAccount(rsa()) },
    { vendor: "harmonyos", serviceAccount: harmonyosAccount(rsa()) },
  ];
  test.each(every.map((form) => [String(form.vendor), form]))(
    "%s: comes up, stays and goes",
    async (_, form) => {
      const declared = [application("app"), pushCertificate("push", { application: app, platform: form })];
      expect(await engine.up(declared)).toMatchObject({ faults: [], messages: [] });
      expect((await engine.preview(declared)).ops.push).toBe("same");
      expect((await engine.refresh()).changed.push).toEqual([]);
      expect(await engine.destroy()).toMatchObject({ faults: [] });
      expect(engine.state.size).toBe(0);
    },
  );
});

describe("deleting and replacing", () => {
  test("a replacement says before it happens that shipped clients report the old id", async () => {
    await engine.up(program());
    const { id, outputs } = engine.resource("push");
    const moved = [application("app"), pushCertificate("push", { application: app, platform: forms.honor })];
    const planned = await engine.preview(moved);
    expect(planned.ops.push).toBe("replace");
    expect(warned(planned)).toEqual([
      expect.stringMatching(
        `^id-changes: platform.vendor replaces PushCertificate ${id}\n.*\nClients already shipped`,
      ),
    ]);
    await engine.up(moved);
    expect(engine.resource("push").outputs.certificateId).not.toBe(outputs.certificateId);
    expect(await listed()).toHaveLength(1);
  });

  test("an edit says nothing", async () => {
    await engine.up(program());
    expect(warned(await engine.up(program({ appSecret: "another-secret-1" })))).toEqual([]);
  });

  test("a deletion says that pushes become unreachable and that it can't be undone", async () => {
    await engine.up(program());
    const run = await engine.up([application("app")]);
    expect(warned(run)).toEqual([
      expect.stringMatching(
        /^pushes-stop: deleting push certificate \d+\/\d+ of huawei\n.*unreachable.*can't be undone/,
      ),
    ]);
    expect(await listed()).toEqual([]);
  });

  test("ids are never used twice", async () => {
    await engine.up(program());
    const first = engine.resource("push").outputs.certificateId;
    await engine.up([application("app")]);
    await engine.up(program());
    expect(engine.resource("push").outputs.certificateId).toBeGreaterThan(Number(first));
  });

  test("a replacement made first doesn't delete what it shares", async () => {
    await engine.up(program());
    const old = engine.resource("push");
    engine.state = new Map([["app", engine.resource("app")]]);
    await engine.up(program());
    expect(engine.resource("push").id).toBe(old.id);
    engine.state = new Map([...engine.state, ["push", old]]);
    const run = await engine.up([application("app")]);
    expect(run.messages.at(-1)?.text).toContain("another declaration has taken it");
    expect(await listed()).toHaveLength(1);
  });
});

describe("disappeared behind the provider's back", () => {
  test("it goes from the state at a refresh, and is made again with another id", async () => {
    await engine.up(program());
    const before = engine.resource("push").id;
    await consoleDeletes();
    expect((await engine.refresh()).ops).toEqual({ app: "read", push: "drop" });
    expect(await engine.up(program())).toMatchObject({ ops: { push: "create" }, faults: [] });
    expect(engine.resource("push").id).not.toBe(before);
  });

  test("without a refresh, an update says so and what to do", async () => {
    await engine.up(program());
    await consoleDeletes();
    const run = await engine.up(program({ appSecret: "another-secret-1" }));
    expect(run.errors.push).toMatch(/deleted behind Pulumi's back.*pulumi refresh/);
  });

  test.each([
    ["alone", consoleDeletes],
    ["with its application", () => backend.admin(SupportDeleteApplication, { SdkAppId: sdkAppId() })],
  ])("%s: destroying succeeds", async (_, act) => {
    await engine.up(program());
    await act();
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(engine.state.size).toBe(0);
  });

  test("it is not gone where it is refused with any other code", async () => {
    await engine.up(program());
    const run = await engine.refresh(failing("DescribePushCertificates"));
    expect(run.errors.push).toMatch(/something is wrong/);
    expect(engine.state.has("push")).toBe(true);
  });
});

describe("drift by field", () => {
  const rows: [string, Bag][] = [
    ["AppId", { AppId: "104599999" }],
    ["BadgeClass, added", { BadgeClass: activity }],
    ["ChannelId, taken away", { ChannelId: undefined }],
    ["ClickAction", { ClickAction: { Opens: "web-page", Url: "https://shop.example.com" } }],
  ];
  test.each(rows)("%s: the refresh shows it and up mends it", async (_, change) => {
    const declared = program({ channelId: "chat" });
    await engine.up(declared);
    const [before] = await listed();
    if (!before) throw new Error("no certificate");
    await backend.call(ModifyPushCertificate, {
      SdkAppId: before.SdkAppId,
      CertificateId: before.CertificateId,
      Platform: PushPlatform.parse({ ...before.Platform, ...change }),
    });
    expect((await engine.previewRefresh()).changed).toEqual({ app: [], push: ["platform"] });
    await engine.refresh();
    expect(await engine.up(declared)).toMatchObject({
      ops: { push: "update" },
      writes: ["ModifyPushCertificate"],
      faults: [],
    });
    expect((await listed())[0]?.Platform).toEqual(before.Platform);
    expect((await engine.refresh()).changed.push).toEqual([]);
  });
});

describe("a creation that fails", () => {
  test("after its id is known keeps the id, and the next up goes on", async () => {
    const run = await engine.up(program(), failing("DescribePushCertificates"));
    expect(run.errors.push).toMatch(/creating PushCertificate "push": something is wrong/);
    const { id, initErrors, outputs } = engine.resource("push");
    expect(initErrors).toHaveLength(1);
    expect(JSON.stringify(outputs)).not.toContain(forms.huawei.appSecret);
    expect(await engine.up(program())).toMatchObject({ ops: { push: "update" }, writes: [], faults: [] });
    expect(engine.resource("push")).toMatchObject({ id, initErrors: [] });
  });

  test("before leaves nothing", async () => {
    const run = await engine.up(program(), failing("CreatePushCertificate"));
    expect(run.errors.push).toMatch(/something is wrong \(FailedOperation\)/);
    expect(engine.state.has("push")).toBe(false);
  });

  test.each([true, false])("by kill -9 after any call converges, checkpoints: %s", async (checkpoints) => {
    const { calls } = await backend.engine().up(program());
    for (const killAfterCall of everyCall(calls)) {
      engine = backend.engine();
      await engine.up(program(), { trouble: { killAfterCall }, checkpoints });
      expect(await engine.up(program())).toMatchObject({ faults: [] });
      expect((await listed()).map(({ CertificateId }) => CertificateId)).toEqual([
        engine.resource("push").outputs.certificateId,
      ]);
      expect((await engine.preview(program())).ops).toEqual({ app: "same", push: "same" });
      expect(await engine.destroy()).toMatchObject({ faults: [] });
    }
  });

  test("a rotation killed after any call converges", async () => {
    const next = program({ appSecret: "another-secret-1" });
    await engine.up(program());
    const { calls } = await engine.up(next);
    for (const killAfterCall of everyCall(calls)) {
      engine = backend.engine();
      await engine.up(program());
      const { id } = engine.resource("push");
      await engine.up(next, { trouble: { killAfterCall } });
      expect(await engine.up(next)).toMatchObject({ faults: [] });
      expect(engine.resource("push").id).toBe(id);
      expect((await engine.preview(next)).ops.push).toBe("same");
      expect((await engine.refresh()).changed.push).toEqual([]);
    }
  });
});
