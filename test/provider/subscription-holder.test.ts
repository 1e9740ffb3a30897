import {
  ClaimTrial,
  ModifyAutoRenewal,
  PurchaseSubscription,
  SimulateSubscription,
  SupportDeleteApplication,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend } from "./backend";
import { application, idOf, subscription } from "./engine/declarations";
import type { MiniEngine } from "./mini-engine";

let backend: Backend;
let engine: MiniEngine;
beforeAll(async () => {
  backend = await Backend.open({
    ApplicationsPerAccount: 1_000,
    TrialsPerAccount: 1_000,
    PaidUpgradeCall: "self-service",
  });
});
afterAll(() => backend.close());
beforeEach(() => {
  engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
});

const app = application("app", { products: ["chat", "call"] });
const paid = { edition: "1-to-1-call", autoRenewal: true };
const plan = (inputs: Bag = paid, name = "plan") =>
  subscription(name, { application: idOf("app"), ...inputs });
const key = (of = engine) => ({ SdkAppId: Number(of.resource("app").id), Product: "call" }) as const;
const record = () => backend.subscription(String(key().SdkAppId));
const boughtInConsole = async () => {
  await engine.up([app]);
  const order = { Edition: "1-to-1-call", Months: 1, AutoRenewal: true } as const;
  await backend.call(PurchaseSubscription, { ...key(), ...order });
};

describe("a renamed declaration", () => {
  test("goes on with the package: nothing is bought, and auto-renewal stays on", async () => {
    await engine.up([app, plan()]);
    const before = await record();
    const run = await engine.up([app, plan(paid, "other")]);
    expect(run).toMatchObject({
      ops: { other: "create", plan: "delete" },
      writes: ["ClaimSubscription"],
      faults: [],
    });
    expect(await record()).toEqual({
      ...before,
      Owner: expect.stringMatching(/::other$/),
      ClaimDigest: expect.not.stringContaining(String(before?.ClaimDigest)),
    });
    expect((await engine.preview([app, plan(paid, "other")])).ops.other).toBe("same");
  });

  test("needs no leave to buy, since it buys nothing", async () => {
    await engine.up([app, plan()]);
    const saver = backend.engine();
    Object.assign(saver, { stack: engine.stack, state: engine.state });
    expect(await saver.up([app, plan(paid, "other")])).toMatchObject({
      writes: ["ClaimSubscription"],
      faults: [],
    });
  });

  test("whose old name is destroyed only later keeps its package", async () => {
    await engine.up([app, plan()]);
    const old = engine.resource("plan");
    await engine.up([app, plan(paid, "other")]);
    engine.state = new Map([...engine.state, ["plan", old]]);
    const later = backend.engine();
    Object.assign(later, { stack: engine.stack });
    later.state = new Map([["plan", { ...old, dependencies: [] }]]);
    const run = await later.destroy();
    expect(run).toMatchObject({ faults: [], ops: { plan: "delete" } });
    expect(run.messages.some(({ text }) => /was left alone/.test(text))).toBe(true);
    expect(await record()).toMatchObject({ AutoRenewal: true, Status: "InUse" });
  });

  test("twice at a time is refused", async () => {
    await engine.up([app, plan()]);
    const { failures } = await engine.preview([app, plan(), plan(paid, "other")]);
    expect(failures).toMatchObject([
      { property: "product", reason: expect.stringMatching(/is declared by .* already/) },
    ]);
  });
});

describe("a package that was bought elsewhere", () => {
  test("is neither bought again nor taken unasked: the preview says how to", async () => {
    await boughtInConsole();
    for (const run of [await engine.preview([app, plan()]), await engine.up([app, plan()])]) {
      expect(run.writes).toEqual([]);
      expect(run.failures).toMatchObject([
        { property: "product", reason: expect.stringMatching(/adopt: true/) },
      ]);
    }
  });

  test("is adopted as it is, only what is declared is managed, and destroying leaves it", async () => {
    await boughtInConsole();
    const before = await record();
    const declared = [app, plan({ adopt: true })];
    expect(await engine.up(declared)).toMatchObject({ writes: ["ClaimSubscription"], faults: [] });
    expect((await engine.preview(declared)).ops.plan).toBe("same");
    await backend.call(ModifyAutoRenewal, { ...key(), AutoRenewal: false });
    expect((await engine.refresh()).changed.plan).toEqual([]);
    await backend.call(ModifyAutoRenewal, { ...key(), AutoRenewal: true });
    expect(await engine.up([app])).toMatchObject({ writes: ["ReleaseSubscription"], faults: [] });
    expect(await record()).toEqual({ ...before, ClaimDigest: null });
  });

  test("is upgraded and extended once adopted", async () => {
    await boughtInConsole();
    const run = await engine.up([app, plan({ adopt: true, edition: "group-call", months: 3 })]);
    expect(run).toMatchObject({
      writes: ["ClaimSubscription", "ExtendSubscription", "UpgradeSubscription"],
      faults: [],
    });
    expect(await record()).toMatchObject({ Edition: "group-call", Months: 3, AutoRenewal: true });
  });

  test("that isn't there can't be adopted, at the preview and in the run", async () => {
    await engine.up([app]);
    const declared = [app, plan({ adopt: true })];
    expect((await engine.preview(declared)).failures).toMatchObject([{ property: "adopt" }]);
    const fresh = backend.engine();
    const run = await fresh.up(declared);
    expect(run.failures).toMatchObject([
      { property: "adopt", reason: expect.stringContaining("leave it out") },
    ]);
  });

  test("a running trial of the same is adopted, not claimed again", async () => {
    await engine.up([app]);
    await backend.call(ClaimTrial, key());
    expect((await engine.preview([app, plan({})])).failures).toMatchObject([{ property: "product" }]);
    const adopted = plan({ adopt: true, edition: "free-trial" });
    expect(await engine.up([app, adopted])).toMatchObject({ writes: ["ClaimSubscription"], faults: [] });
  });
});

describe("another stack's package", () => {
  const other = async () => {
    await engine.up([app, plan()]);
    const second = backend.engine({ "tencentrtc:allowPurchases": "true" });
    const declared = (inputs: Bag) => [
      subscription("mine", { application: engine.resource("app").id, ...inputs }),
    ];
    return { second, declared };
  };

  test("is refused at the preview, with its name and both ways", async () => {
    const { second, declared } = await other();
    for (const inputs of [paid, { ...paid, adopt: true }]) {
      expect((await second.preview(declared(inputs))).failures).toMatchObject([
        {
          reason: expect.stringMatching(/::plan" manages.*OperationDenied.ManagedElsewhere.*takeOver: true/s),
        },
      ]);
    }
  });

  test("is taken by takeOver; its first stack is told at the next change and stops nothing", async () => {
    const { second, declared } = await other();
    expect(await second.up(declared({ ...paid, adopt: true, takeOver: true }))).toMatchObject({
      writes: ["ClaimSubscription"],
    });
    const refused = await engine.up([app, plan({ ...paid, months: 2 })]);
    expect(refused.errors.plan).toMatch(/::mine" manages it now; nothing was changed/);
    expect(await engine.up([app])).toMatchObject({ faults: [] });
    expect(await record()).toMatchObject({ AutoRenewal: true, Months: 1 });
  });
});

describe("destroying", () => {
  test("turns auto-renewal off, refunds nothing and says when the package ends", async () => {
    await engine.up([app, plan()]);
    const run = await engine.up([app]);
    expect(run).toMatchObject({ writes: ["ReleaseSubscription"], faults: [] });
    expect(run.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(/isn't renewed any more and ends on .*; nothing is refunded/),
    ]);
    expect(await record()).toMatchObject({ Status: "InUse", AutoRenewal: false });
  });

  test("refunds where it is told to, with warnings before and while", async () => {
    const declared = [app, plan({ ...paid, refundOnDestroy: true })];
    const up = await engine.preview(declared);
    expect(
      up.messages.some(({ level, text }) => level === "warn" && /will ask for the money back/.test(text)),
    ).toBe(true);
    await engine.up(declared);
    const run = await engine.up([app]);
    expect(run.writes).toEqual(["RefundSubscription", "ReleaseSubscription"]);
    expect(
      run.messages.some(({ level, text }) => level === "warn" && /given back for a refund/.test(text)),
    ).toBe(true);
    expect(await record()).toMatchObject({ Status: "Refunded" });
  });

  test("lets lapse what can't be refunded any more, and says why", async () => {
    await engine.up([app, plan({ ...paid, refundOnDestroy: true })]);
    await backend.admin(SimulateSubscription, { ...key(), Event: "minutes-used" });
    const run = await engine.up([app]);
    expect(run).toMatchObject({ faults: [] });
    expect(
      run.messages.some(({ text }) => /can't be refunded: its bonus minutes.*lapses instead/.test(text)),
    ).toBe(true);
    expect(await record()).toMatchObject({ Status: "InUse", AutoRenewal: false });
  });

  test("a Chat package leaves an application that support alone deletes; after its act the stack is gone", async () => {
    const chat = [app, plan({ product: "chat", edition: "pro" })];
    await engine.up(chat);
    const SdkAppId = Number(engine.resource("app").id);
    const run = await engine.destroy();
    expect(run.errors.plan).toMatch(/UnauthorizedOperation.PaidEditionContactSupport/);
    expect(run.writes).toEqual(["DeleteApplication"]);
    expect(await backend.application(String(SdkAppId))).toMatchObject({ Status: "Normal" });
    await backend.admin(SimulateSubscription, {
      SdkAppId,
      Product: "chat",
      Event: "downgrade",
      Edition: "free-trial",
    });
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(await backend.application(String(SdkAppId))).toBeUndefined();
  });

  test("what went with its application already succeeds", async () => {
    await engine.up([app, plan()]);
    await backend.admin(SupportDeleteApplication, { SdkAppId: key().SdkAppId });
    expect(await engine.destroy()).toMatchObject({ faults: [] });
  });
});
