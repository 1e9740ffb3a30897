import {
  DeleteApplication,
  DisableApplication,
  EnableApplication,
  type RequestOf,
  SimulateBilling,
} from "../../backend/api";
import { Backend, immediate } from "./backend";
import { application } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());
// Grace is over at once where it is 0, so that each event has its full effect.
beforeEach(() => backend.settings({ ...immediate, ArrearsGraceDays: 0, RefundGraceDays: 0 }));

type Event = RequestOf<typeof SimulateBilling>["Event"];
const bill = (id: string, Event: Event) => backend.admin(SimulateBilling, { SdkAppId: Number(id), Event });
const program = (enabled: boolean) => [application("app", { enabled })];

/** What billing does, the code that then refuses enabling, and a word of the cure. */
const billed: [Event, string, RegExp][] = [
  ["arrears", "FailedOperation.Overdue", /pay what is owed/],
  ["package-used-up", "FailedOperation.Overdue", /buy a package or turn pay-as-you-go on/],
  ["pay-as-you-go-off", "FailedOperation.Overdue", /turn it on or buy/],
  ["refund", "FailedOperation.SubscriptionExpired", /buy a Standard or higher package/],
  ["expired", "FailedOperation.SubscriptionExpired", /renew it/],
];

describe("enabled: true", () => {
  test("on an application disabled by hand enables it", async () => {
    const engine = backend.engine();
    await engine.up(program(true));
    const { id } = engine.resource("app");
    await backend.call(DisableApplication, { SdkAppId: Number(id) });
    await engine.refresh();
    expect(engine.resource("app").outputs).toMatchObject({ status: "Disabled", disabledReason: "manual" });
    expect(await engine.up(program(true))).toMatchObject({ writes: ["EnableApplication"], faults: [] });
    expect(engine.resource("app").outputs).toMatchObject({ status: "Normal", enabled: true });
  });

  test.each(billed)("on one stopped by %s asks once, and says the cure", async (event, code, cure) => {
    const engine = backend.engine();
    await engine.up(program(true));
    const { id } = engine.resource("app");
    await bill(id, event);
    expect((await engine.refresh()).changed.app).toEqual(["enabled"]);
    expect(engine.resource("app").outputs).toMatchObject({
      disabledReason: event,
      disabledCure: expect.stringMatching(cure),
    });

    const run = await engine.up(program(true));
    expect(run.writes).toEqual(["EnableApplication"]);
    expect(run.errors.app).toContain(code);
    expect(run.errors.app).toMatch(cure);
    expect(engine.resource("app")).toMatchObject({ id, outputs: { status: "Disabled" } });

    await bill(id, "paid");
    expect(await engine.up(program(true))).toMatchObject({ faults: [] });
    expect(engine.resource("app").outputs).toMatchObject({ status: "Normal" });
    expect((await engine.refresh()).changed.app).toEqual([]);
  });

  test("on an expired one says the cure", async () => {
    await backend.settings({ RefundGraceDays: 7 });
    const engine = backend.engine();
    await engine.up(program(true));
    await bill(engine.resource("app").id, "refund");
    expect((await engine.refresh()).changed.app).toEqual(["enabled"]);
    expect(engine.resource("app").outputs.status).toBe("Expired");
    const run = await engine.up(program(true));
    expect(run.writes).toEqual(["EnableApplication"]);
    expect(run.errors.app).toMatch(/SubscriptionExpired/);
  });

  test("on one in arrears, while its grace runs, does nothing", async () => {
    await backend.settings({ ArrearsGraceDays: 7 });
    const engine = backend.engine();
    await engine.up(program(true));
    await bill(engine.resource("app").id, "arrears");
    expect((await engine.refresh()).changed.app).toEqual([]);
    backend.pass({ days: 8 });
    expect((await engine.refresh()).changed.app).toEqual(["enabled"]);
  });

  test("on one that was disabled by hand and then fell into arrears says billing's cure", async () => {
    const engine = backend.engine();
    await engine.up(program(false));
    await bill(engine.resource("app").id, "arrears");
    const run = await engine.up(program(true));
    expect(run.writes).toEqual(["EnableApplication"]);
    expect(run.errors.app).toMatch(/pay what is owed/);
    expect((await engine.up(program(false))).errors).toEqual({});
  });

  test("on one that is being deleted says that nothing brings it back", async () => {
    const engine = backend.engine();
    await engine.up(program(true));
    const SdkAppId = Number(engine.resource("app").id);
    await backend.holdWindows();
    await backend.call(DisableApplication, { SdkAppId });
    backend.pass({ days: 1 });
    await backend.call(DeleteApplication, { SdkAppId });
    await engine.refresh();
    expect(engine.resource("app").outputs.status).toBe("Deleting");
    const run = await engine.up(program(true));
    expect(run.errors.app).toMatch(/ApplicationDeleting/);
    expect(run.writes).toEqual(["EnableApplication"]);
  });

  test("waits for a running window and then enables", async () => {
    const engine = backend.engine();
    await engine.up(program(true));
    const SdkAppId = Number(engine.resource("app").id);
    await backend.holdWindows();
    await backend.call(DisableApplication, { SdkAppId });
    await engine.refresh();
    const before = backend.endingWindows("DescribeApplications", [3, 4]);
    const run = await engine.up(program(true), { trouble: { before } });
    expect(run).toMatchObject({ writes: ["EnableApplication"], faults: [] });
    expect(engine.resource("app").outputs.status).toBe("Normal");
    expect(run.messages.filter(({ level }) => level === "progress").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Disabling/),
      expect.stringMatching(/^Enabling/),
    ]);
  });

  test("against somebody who keeps disabling it gives up", async () => {
    const engine = backend.engine();
    await engine.up(program(false));
    const SdkAppId = Number(engine.resource("app").id);
    let enabled = false;
    const before = async ({ name }: { name: string }) => {
      if (enabled) await backend.call(DisableApplication, { SdkAppId });
      enabled = name === "EnableApplication";
    };
    const run = await engine.up(program(true), { trouble: { before } });
    expect(run.errors.app).toMatch(/somebody keeps changing its status/);
    expect(run.writes).toEqual(Array.from({ length: 5 }, () => "EnableApplication"));
  });
});

describe("an expired application", () => {
  test.each([true, false])("is no %s, however often it is refreshed", async (enabled) => {
    await backend.settings({ RefundGraceDays: 7 });
    const engine = backend.engine();
    await engine.up(program(enabled));
    const { id } = engine.resource("app");
    await backend.call(EnableApplication, { SdkAppId: Number(id) });
    await bill(id, "refund");
    expect((await engine.refresh()).changed.app).toEqual(["enabled"]);
    for (let times = 0; times < 3; times += 1) {
      expect(engine.resource("app").outputs.enabled).toBeUndefined();
      for (const declared of [true, false])
        expect((await engine.preview(program(declared))).ops.app).toBe("update");
      expect((await engine.refresh()).changed.app).toEqual([]);
    }

    await bill(id, "paid");
    await engine.refresh();
    expect(engine.resource("app").outputs).toMatchObject({ status: "Normal", enabled: true });
    expect(await engine.up(program(true))).toMatchObject({ writes: [], faults: [] });
    expect((await engine.preview(program(true))).ops.app).toBe("same");
  });

  test("that was adopted without a word on it has nothing to do", async () => {
    await backend.settings({ RefundGraceDays: 7 });
    const id = String(await backend.create());
    const engine = backend.engine();
    const adopted = [application("app", { adopt: id })];
    await engine.up(adopted);
    await bill(id, "refund");
    for (let times = 0; times < 2; times += 1) {
      expect((await engine.refresh()).changed.app).toEqual([]);
      expect((await engine.preview(adopted)).ops.app).toBe("same");
    }
  });
});

describe("the services of the RTC faces", () => {
  const both = (status: string) => ({ basic: status, valueAdded: status });

  test("are told of while it runs, has expired and is disabled", async () => {
    await backend.settings({ RefundGraceDays: 7 });
    const engine = backend.engine();
    const rtc = (enabled: boolean) => [application("app", { products: ["chat", "call"], enabled })];
    await engine.up(rtc(true));
    expect(engine.resource("app").outputs.rtcServiceStatus).toEqual({
      basic: "Normal",
      valueAdded: "Disabled",
    });
    await bill(engine.resource("app").id, "refund");
    await engine.refresh();
    expect(engine.resource("app").outputs).toMatchObject({
      productStatus: { chat: "Disabled", call: "Normal" },
      rtcServiceStatus: { basic: "Normal", valueAdded: "Disabled" },
    });
    await engine.up(rtc(false));
    expect(engine.resource("app").outputs.rtcServiceStatus).toEqual(both("Disabled"));
  });

  test("are told of once a Chat application has opened TRTC, and not before", async () => {
    const engine = backend.engine();
    await engine.up(program(true));
    expect(engine.resource("app").outputs).not.toHaveProperty("rtcServiceStatus");
    await engine.up([application("app", { rtcService: true })]);
    expect(engine.resource("app").outputs.rtcServiceStatus).toEqual(both("Normal"));
  });
});

describe("enabled: false", () => {
  test.each(billed)("on one stopped by %s leaves it as it is", async (event) => {
    const engine = backend.engine();
    await engine.up(program(true));
    await bill(engine.resource("app").id, event);
    await engine.refresh();
    expect(await engine.up(program(false))).toMatchObject({ writes: [], faults: [] });
    expect(engine.resource("app").outputs).toMatchObject({ status: "Disabled", disabledReason: event });
  });

  test("on an expired one, which still serves in part, disables it", async () => {
    await backend.settings({ RefundGraceDays: 7 });
    const engine = backend.engine();
    await engine.up(program(true));
    await bill(engine.resource("app").id, "refund");
    const run = await engine.up(program(false));
    expect(run).toMatchObject({ writes: ["DisableApplication"], faults: [] });
    expect((await engine.preview(program(false))).ops.app).toBe("same");
  });

  test("declared of one that expires shows as drift, and up disables it", async () => {
    await backend.settings({ RefundGraceDays: 7 });
    const engine = backend.engine();
    await engine.up(program(false));
    const { id } = engine.resource("app");
    await backend.call(EnableApplication, { SdkAppId: Number(id) });
    await bill(id, "refund");
    expect((await engine.refresh()).changed.app).toEqual(["enabled"]);
    expect(await engine.up(program(false))).toMatchObject({ writes: ["DisableApplication"], faults: [] });
  });

  test("tells of the impact, of billing and of recordings", async () => {
    const engine = backend.engine();
    await engine.up(program(true));
    const { messages } = await engine.up(program(false));
    const warned = messages.filter(({ level }) => level === "warn");
    expect(warned).toMatchObject([{ resource: "app" }]);
    for (const fact of [
      "Call, Conference, RTC Engine, Live and Chat",
      "billed",
      "DismissRoom",
      "COS or VOD",
    ]) {
      expect(warned[0]?.text).toContain(fact);
    }
  });

  test("of a new application makes it and disables it", async () => {
    const engine = backend.engine();
    const run = await engine.up(program(false));
    expect(run).toMatchObject({ writes: ["CreateApplication", "DisableApplication"], faults: [] });
    expect(engine.resource("app").outputs).toMatchObject({ status: "Disabled", enabled: false });
  });
});
