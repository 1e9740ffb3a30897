import {
  ClaimApplication,
  DisableApplication,
  EnableApplication,
  type RequestOf,
  SimulateApplication,
  SimulateBilling,
  SupportDeleteApplication,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend, immediate } from "./backend";
import { application } from "./engine/declarations";
import { during, timingOut } from "./engine/interrupted";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());
// Grace is over at once where it is 0, so that each event has its full effect.
beforeEach(() =>
  backend.settings({
    ...immediate,
    ArrearsGraceDays: 0,
    RefundGraceDays: 7,
    PaidChatDeletion: "contact-support",
  }),
);

type Act = (SdkAppId: number) => Promise<unknown>;
const bill =
  (Event: RequestOf<typeof SimulateBilling>["Event"]): Act =>
  (SdkAppId) =>
    backend.admin(SimulateBilling, { SdkAppId, Event });
const edition =
  (product: "chat" | "rtc-engine", name: string): Act =>
  (SdkAppId) =>
    backend.admin(SimulateApplication, { SdkAppId, Editions: { [product]: name } });
const disabled: Act = (SdkAppId) => backend.call(DisableApplication, { SdkAppId });
const nothing: Act = async () => {};

/** What the application is when its declaration is destroyed. */
const situations: Record<string, { inputs?: Bag; act: Act }> = {
  Normal: { act: nothing },
  "Disabled by hand": { act: disabled },
  "disabled by its declaration": { inputs: { enabled: false }, act: nothing },
  "Disabled for arrears": { act: bill("arrears") },
  "Disabled, package used up": { act: bill("package-used-up") },
  "Disabled, pay-as-you-go off": { act: bill("pay-as-you-go-off") },
  Expired: { act: bill("refund") },
  "gone already": { act: (SdkAppId) => backend.admin(SupportDeleteApplication, { SdkAppId }) },
  protected: { inputs: { deletionProtection: true }, act: nothing },
  "protected and Disabled": { inputs: { deletionProtection: true }, act: disabled },
  "a paid Chat edition": { act: edition("chat", "pro") },
  "a paid Chat edition in arrears": {
    act: async (id) => {
      await edition("chat", "standard")(id);
      await bill("arrears")(id);
    },
  },
  "a paid RTC Engine edition": {
    inputs: { products: ["chat", "rtc-engine"] },
    act: edition("rtc-engine", "pro"),
  },
};

const disableAndDelete = ["DeleteApplication", "DisableApplication", "DeleteApplication"];
const deleteOnly = ["DeleteApplication"];
const disableAndRelease = ["DisableApplication", "ReleaseApplication"];
const releaseOnly = ["ReleaseApplication"];

/** Policy, situation, the writes in their order, and how it ends. */
const removals: [string, string, string[], "gone" | "Normal" | "Disabled" | "Expired"][] = [
  ["delete", "Normal", disableAndDelete, "gone"],
  ["delete", "Disabled by hand", deleteOnly, "gone"],
  ["delete", "disabled by its declaration", deleteOnly, "gone"],
  ["delete", "Disabled for arrears", deleteOnly, "gone"],
  ["delete", "Disabled, package used up", deleteOnly, "gone"],
  ["delete", "Disabled, pay-as-you-go off", deleteOnly, "gone"],
  ["delete", "Expired", disableAndDelete, "gone"],
  ["delete", "gone already", deleteOnly, "gone"],
  ["delete", "a paid RTC Engine edition", disableAndDelete, "gone"],
  ["disable", "Normal", disableAndRelease, "Disabled"],
  ["disable", "Disabled by hand", releaseOnly, "Disabled"],
  ["disable", "disabled by its declaration", releaseOnly, "Disabled"],
  ["disable", "Disabled for arrears", releaseOnly, "Disabled"],
  ["disable", "Expired", disableAndRelease, "Disabled"],
  ["disable", "gone already", [], "gone"],
  ["disable", "protected", disableAndRelease, "Disabled"],
  ["disable", "a paid Chat edition", disableAndRelease, "Disabled"],
  ["retain", "Normal", releaseOnly, "Normal"],
  ["retain", "Disabled by hand", releaseOnly, "Disabled"],
  ["retain", "Expired", releaseOnly, "Expired"],
  ["retain", "gone already", releaseOnly, "gone"],
  ["retain", "protected", releaseOnly, "Normal"],
  ["retain", "a paid Chat edition", releaseOnly, "Normal"],
];

const support = /PaidEditionContactSupport/;
/** What may not be deleted, its status before and after, and why. */
const refusals: [string, string, RegExp][] = [
  ["protected", "Normal", /ApplicationProtected/],
  ["protected and Disabled", "Disabled", /ApplicationProtected/],
  ["a paid Chat edition", "Normal", support],
  ["a paid Chat edition in arrears", "Disabled", support],
];

/** Brings an application up by this policy and into this situation. */
async function prepare(deletionPolicy: string, title: string) {
  const { inputs, act } = situations[title] ?? { act: nothing };
  const engine = backend.engine();
  await engine.up([application("app", { ...inputs, deletionPolicy })]);
  const { id } = engine.resource("app");
  await act(Number(id));
  return { engine, id };
}

describe("destroy by status, policy, protection and edition", () => {
  test.each(removals)("%s, %s: %j, then %s", async (deletionPolicy, title, writes, end) => {
    const { engine, id } = await prepare(deletionPolicy, title);
    expect(await engine.destroy()).toMatchObject({ writes, faults: [] });
    const record = await backend.application(id);
    expect(record?.Status ?? "gone").toBe(end);
    expect(record?.Owner ?? null).toBeNull();
    expect(engine.state.size).toBe(0);
  });

  test.each(refusals)(
    "delete, %s: refused before anything is disabled, and stays %s",
    async (title, status, why) => {
      const { engine, id } = await prepare("delete", title);
      const before = await backend.application(id);
      const run = await engine.destroy();
      expect(run.writes).toEqual(deleteOnly);
      expect(run.errors.app).toMatch(why);
      expect(await backend.application(id)).toEqual(before);
      expect(before?.Status).toBe(status);
      expect(engine.resource("app").id).toBe(id);
    },
  );

  test("a paid Chat edition goes where the account may delete it itself", async () => {
    await backend.settings({ PaidChatDeletion: "self-service" });
    const engine = backend.engine();
    await engine.up([application("app")]);
    await edition("chat", "pro")(Number(engine.resource("app").id));
    expect(await engine.destroy()).toMatchObject({ writes: disableAndDelete, faults: [] });
  });

  test("what nobody may delete can be given up", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    await edition("chat", "pro")(Number(engine.resource("app").id));
    expect((await engine.destroy()).errors.app).toMatch(support);
    await engine.up([application("app", { deletionPolicy: "retain" })]);
    expect((await engine.destroy()).errors).toEqual({});
  });

  test("against somebody who keeps enabling it gives up, and can be run again", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const SdkAppId = Number(engine.resource("app").id);
    const before = async ({ name }: { name: string }) => {
      if (name === "DeleteApplication") await backend.call(EnableApplication, { SdkAppId });
    };
    const run = await engine.destroy({ trouble: { before } });
    expect(run.errors.app).toMatch(/somebody keeps enabling it/);
    expect(run.writes.filter((name) => name === "DisableApplication")).toHaveLength(5);
    expect((await engine.destroy()).errors).toEqual({});
  });
});

test("disable, against somebody who keeps enabling it, gives up, and can be run again", async () => {
  const engine = backend.engine();
  await engine.up([application("app", { deletionPolicy: "disable" })]);
  const SdkAppId = Number(engine.resource("app").id);
  const before = async ({ name }: { name: string }) => {
    if (name === "DescribeApplications") await backend.call(EnableApplication, { SdkAppId });
  };
  expect((await engine.destroy({ trouble: { before } })).errors.app).toMatch(
    /keeps enabling it while it is being disabled/,
  );
  expect((await engine.destroy()).errors).toEqual({});
});

describe("destroy in the middle of things", () => {
  test("waits while it is being disabled, then deletes and waits until it is gone", async () => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const { id } = engine.resource("app");
    await backend.holdWindows();
    await disabled(Number(id));
    const before = backend.endingWindows("DescribeApplications", [3, 4]);
    const run = await engine.destroy({ trouble: { before } });
    expect(run).toMatchObject({ writes: ["DeleteApplication", "DeleteApplication"], faults: [] });
    expect(run.messages.filter(({ level }) => level === "progress").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Disabling/),
      expect.stringMatching(/^Deleting/),
    ]);
    expect(await backend.application(id)).toBeUndefined();
  });

  test("many at once: each is told of in a few words, however often it is looked at", async () => {
    const engine = backend.engine();
    const names = Array.from({ length: 30 }, (_, index) => `app-${index}`);
    await engine.up(names.map((name) => application(name, { name: name.replace("-", "_") })));
    await backend.holdWindows();
    const ending = backend.endingWindows("DescribeApplications", [6, 12]);
    const before = (call: { readonly name: string }) => {
      backend.pass({ seconds: 5 });
      ending(call);
    };
    const { messages, errors } = await engine.destroy({ trouble: { before } });
    expect(errors).toEqual({});
    for (const name of names) {
      const own = messages.filter(({ resource }) => resource === name);
      expect(own.map(({ level, text }) => `${level} ${text.split(/[ :]/, 1)}`).sort()).toEqual([
        "progress Deleting",
        "progress Disabling",
      ]);
    }
    // What holds for all is said once, of the run, so that another application costs how long its two waits last.
    const [statement, ...others] = messages.filter(({ level }) => level === "warn");
    expect(others).toEqual([]);
    expect(statement).toMatchObject({
      resource: undefined,
      text: expect.stringMatching(/^service-stops: disabling \d+ Applications: .+\nDisabling an/),
    });
    const bytes = messages.reduce((sum, { text }) => sum + text.length, 0);
    expect((bytes - Number(statement?.text.length)) / names.length).toBeLessThan(80);
  });

  test("waits of some seconds aren't told", async () => {
    const engine = backend.engine();
    await backend.settings({ WindowSecondsMin: 1, WindowSecondsMax: 1 });
    await engine.up([application("app")]);
    const before = ({ name }: { name: string }) => {
      if (name === "DescribeApplications") backend.pass({ seconds: 1 });
    };
    const { messages, errors } = await engine.destroy({ trouble: { before } });
    expect(errors).toEqual({});
    expect(messages.map(({ level }) => level)).toEqual(["warn"]);
  });

  test("one whose deletion has begun is waited for, and nothing is begun again", async () => {
    const engine = backend.engine();
    await engine.up([application("app", { enabled: false, timeouts: { delete: "30s" } })]);
    const { id } = engine.resource("app");
    await backend.holdWindows();
    const inTheWait = () => timingOut(during("DescribeApplications", 2));
    expect((await engine.destroy(inTheWait())).errors.app).toMatch(/still Deleting/);
    const begun = await backend.application(id);
    expect((await engine.destroy(inTheWait())).errors.app).toMatch(/still Deleting/);
    expect(await backend.application(id)).toEqual(begun);
    backend.pass({ days: 1 });
    expect(await engine.destroy()).toMatchObject({ ops: { app: "delete" }, faults: [] });
  });
});

describe("an application that another declaration has taken since", () => {
  test.each(["delete", "disable", "retain"])(
    "is left alone, with a warning, by %s",
    async (deletionPolicy) => {
      const engine = backend.engine();
      await engine.up([application("app", { deletionPolicy })]);
      const { id } = engine.resource("app");
      await backend.call(ClaimApplication, { SdkAppId: Number(id), Owner: "another", TakeOver: true });
      const before = await backend.application(id);

      const run = await engine.destroy();
      expect(run).toMatchObject({ ops: { app: "delete" }, faults: [] });
      expect(engine.state.size).toBe(0);
      expect(await backend.application(id)).toEqual(before);
      expect(run.messages).toEqual([
        {
          level: "warn",
          resource: "app",
          text: expect.stringContaining("taken over by another declaration"),
        },
      ]);
    },
  );

  test.each([
    ["a field", { description: "x" }],
    ["its status", { enabled: false }],
    ["its tags", { tags: { team: "x" } }],
  ])("can't be changed any more: %s", async (_, inputs) => {
    const engine = backend.engine();
    await engine.up([application("app")]);
    const { id } = engine.resource("app");
    await backend.call(ClaimApplication, { SdkAppId: Number(id), Owner: "another", TakeOver: true });
    const run = await engine.up([application("app", inputs)]);
    expect(run.errors.app).toMatch(/"another" manages it now.*nothing was changed/i);
    expect(run.writes).toEqual([]);
    expect(engine.resource("app").id).toBe(id);
  });
});
