import {
  ClaimTrial,
  ExtendSubscription,
  ModifyAutoRenewal,
  PurchaseSubscription,
  RefundSubscription,
  SimulateSubscription,
  SupportDeleteApplication,
  UpgradeSubscription,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend } from "./backend";
import type { Declared } from "./engine/declarations";
import { application, idOf, subscription } from "./engine/declarations";
import type { MiniEngine } from "./mini-engine";

let backend: Backend;
let engine: MiniEngine;
beforeEach(async () => {
  backend = await Backend.open({ PaidUpgradeCall: "self-service" });
  engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
});
afterEach(() => backend.close());

const products = ["chat", "call"];
const program = (inputs: Bag = {}): Declared[] => [
  application("app", { products, rtcService: undefined }),
  subscription("plan", {
    application: idOf("app"),
    edition: "1-to-1-call",
    configuration: { mau: 5 },
    ...inputs,
  }),
];
const trial = program({ edition: "free-trial", configuration: undefined });
const key = (Product: "call" | "chat" = "call") => ({
  SdkAppId: Number(engine.resource("app").id),
  Product,
});
const warnings = ({ messages }: { messages: readonly { level: string; text: string }[] }) =>
  messages.filter(({ level }) => level === "warn").map(({ text }) => text);

describe("what somebody changes behind the provider's back", () => {
  const upgrade = () => backend.call(UpgradeSubscription, { ...key(), Edition: "group-call" });
  const table: [string, () => Promise<unknown>, string[]][] = [
    ["a higher edition is drift", upgrade, ["edition"]],
    [
      "auto-renewal turned on is drift",
      () => backend.call(ModifyAutoRenewal, { ...key(), AutoRenewal: true }),
      ["autoRenewal"],
    ],
    ["an extension is none", () => backend.call(ExtendSubscription, { ...key(), Months: 3 }), []],
    [
      "a raised configuration is none",
      () => backend.call(UpgradeSubscription, { ...key(), Configuration: { mau: 9, other: 1 } }),
      [],
    ],
    ["a refund is drift", () => backend.call(RefundSubscription, key()), ["edition"]],
    ["arrears are none", () => backend.admin(SimulateSubscription, { ...key(), Event: "arrears" }), []],
    ["the end of the package is drift", async () => backend.pass({ days: 40 }), ["edition"]],
  ];
  test.each(table)("%s", async (_, act, changed) => {
    await engine.up(program());
    await act();
    expect((await engine.previewRefresh()).changed.plan).toEqual(changed);
    expect((await engine.refresh()).changed).toEqual({ app: [], plan: changed });
  });

  test("auto-renewal is turned off again, which costs nothing", async () => {
    await engine.up(program());
    await backend.call(ModifyAutoRenewal, { ...key(), AutoRenewal: true });
    await engine.refresh();
    expect(await engine.up(program())).toMatchObject({ writes: ["ModifyAutoRenewal"], faults: [] });
  });

  test("a higher edition fails at the preview until it is declared", async () => {
    await engine.up(program());
    await upgrade();
    await engine.refresh();
    const { failures } = await engine.preview(program());
    expect(failures).toMatchObject([
      {
        property: "edition",
        reason: expect.stringMatching(/OperationDenied.Downgrade.*Leave it at "group-call"/s),
      },
    ]);
    expect(await engine.up(program({ edition: "group-call" }))).toMatchObject({ writes: [], faults: [] });
  });

  test("an extension counts towards a higher number of months", async () => {
    await engine.up(program());
    await backend.call(ExtendSubscription, { ...key(), Months: 3 });
    expect(await engine.up(program({ months: 4 }))).toMatchObject({ writes: [], faults: [] });
    expect(await engine.up(program({ months: 6 }))).toMatchObject({ writes: ["ExtendSubscription"] });
    expect(await backend.subscription(String(key().SdkAppId))).toMatchObject({ Months: 6 });
  });

  test("months that auto-renewal adds are no drift", async () => {
    const renewed = program({ autoRenewal: true });
    await engine.up(renewed);
    backend.pass({ days: 100 });
    expect((await engine.refresh()).changed).toEqual({ app: [], plan: [] });
    expect((await engine.preview(renewed)).ops).toEqual({ app: "same", plan: "same" });
  });
});

describe("a package that has ended", () => {
  const ends: [string, () => Promise<unknown>][] = [
    ["expired", async () => backend.pass({ days: 40 })],
    ["refunded", () => backend.call(RefundSubscription, key())],
    [
      "ended by support",
      () => backend.admin(SimulateSubscription, { ...key(), Event: "downgrade", Edition: "free-trial" }),
    ],
  ];

  test.each(ends)(
    "%s is never bought again by itself, refreshed or not, declared or renamed",
    async (_, end) => {
      await engine.up(program());
      await end();
      expect(warnings(await engine.preview(program()))).toEqual([
        expect.stringMatching(/nothing is ever bought.*raise months above 1/s),
      ]);
      expect((await engine.up(program())).writes).toEqual([]);
      await engine.refresh();
      const preview = await engine.preview(program());
      expect(preview).toMatchObject({
        ops: { plan: "update" },
        changed: { plan: ["edition"] },
        failures: [],
      });
      const run = await engine.up(program());
      expect(run.writes).toEqual([]);
      expect(run.errors.plan).toMatch(/nothing is ever bought.*raise months above 1.*Nothing was changed/s);

      const renamed = program().map((one) => (one.name === "plan" ? { ...one, name: "other" } : one));
      const later = await engine.up(renamed);
      expect(later.errors.other).toMatch(/nothing is ever bought/);
      expect(later.writes).not.toContain("PurchaseSubscription");

      const lost = backend.engine({ "tencentrtc:allowPurchases": "true" });
      Object.assign(lost, { stack: engine.stack });
      lost.state = new Map([...engine.state].filter(([name]) => name === "app"));
      expect((await lost.up(program())).writes).not.toContain("PurchaseSubscription");
    },
  );

  test.each(ends)("%s is bought again by raising months, in one order", async (_, end) => {
    await engine.up(program());
    await end();
    await engine.refresh();
    const more = program({ months: 2 });
    expect(warnings(await engine.preview(more))).toEqual([
      expect.stringMatching(/extend Call "1-to-1-call".*by 1 month/),
    ]);
    expect(await engine.up(more)).toMatchObject({ writes: ["ExtendSubscription"], faults: [] });
    expect((await engine.refresh()).changed.plan).toEqual([]);
    expect(engine.resource("plan").outputs).toMatchObject({
      status: "InUse",
      edition: "1-to-1-call",
      months: 2,
    });
  });

  test("is bought anew by a new declaration, once the old one is gone", async () => {
    await engine.up(program());
    backend.pass({ days: 40 });
    expect(await engine.up(program().slice(0, 1))).toMatchObject({ ops: { plan: "delete" }, faults: [] });
    expect(await engine.up(program())).toMatchObject({ writes: ["PurchaseSubscription"], faults: [] });
    expect(await backend.subscription(String(key().SdkAppId))).toMatchObject({ Status: "InUse", Months: 1 });
  });

  test("a trial's is neither claimed nor bought by itself, and an edition goes on with it", async () => {
    await engine.up(trial);
    backend.pass({ days: 7 });
    expect((await engine.refresh()).changed.plan).toEqual(["edition"]);
    const run = await engine.up(trial);
    expect(run.errors.plan).toMatch(
      /Call trial.*nothing is ever bought or claimed again.*Declare an edition/s,
    );
    expect(run.writes).toEqual([]);
    expect(await engine.up(program())).toMatchObject({ writes: ["PurchaseSubscription"], faults: [] });
  });

  test("lowered by support is not raised again by itself, but by a new declaration that adopts it", async () => {
    const group = program({ edition: "group-call" });
    await engine.up(group);
    await backend.admin(SimulateSubscription, { ...key(), Event: "downgrade", Edition: "1-to-1-call" });
    expect((await engine.refresh()).changed.plan).toEqual(["edition"]);
    expect((await engine.up(group)).errors.plan).toMatch(/changed to "1-to-1-call" by support/);
    expect(await engine.up(program())).toMatchObject({ writes: [], faults: [] });
    await engine.up(program().slice(0, 1));
    const adopted = program({ edition: "group-call", adopt: true });
    expect(await engine.up(adopted)).toMatchObject({
      writes: ["ClaimSubscription", "UpgradeSubscription"],
      faults: [],
    });
  });
});

describe("what goes", () => {
  test("with its application goes from the state, and both are made again", async () => {
    await engine.up(trial);
    await backend.admin(SupportDeleteApplication, { SdkAppId: key().SdkAppId });
    expect((await engine.refresh()).ops).toEqual({ app: "drop", plan: "drop" });
    expect((await engine.up(trial)).ops).toEqual({ app: "create", plan: "create" });
  });

  test("with its application is no reason for a destroy to fail", async () => {
    await engine.up(trial);
    await backend.admin(SupportDeleteApplication, { SdkAppId: key().SdkAppId });
    expect(await engine.destroy()).toMatchObject({ faults: [] });
  });

  test("without a refresh an update says so", async () => {
    await engine.up(program());
    await backend.admin(SupportDeleteApplication, { SdkAppId: key().SdkAppId });
    const run = await engine.up(program({ months: 2 }));
    expect(run.errors.plan).toMatch(/pulumi refresh/);
    expect(run.writes).toEqual([]);
  });
});

describe("a warning before the end", () => {
  test.each([
    [
      "a package, in its last week",
      program(),
      25,
      /"1-to-1-call" on Application \d+ ends on .*, in \d+ days: raise months/,
    ],
    ["a trial, in its last week", trial, 1, /"free-trial" .* in 6 days: declare an edition/],
    ["a package, earlier", program(), 20, undefined],
    ["a trial on its first day", trial, 0, undefined],
    ["one that renews itself", program({ autoRenewal: true }), 25, undefined],
  ])("is told of %s", async (_, declared, days, words) => {
    await engine.up(declared);
    backend.pass({ days });
    const told = warnings(await engine.preview(declared));
    expect(told).toEqual(words ? [expect.stringMatching(words)] : []);
  });

  test("comes as early as the setting says, and never where it says 0", async () => {
    for (const [warn, count] of [
      ["40", 1],
      ["0", 0],
    ] as const) {
      const other = backend.engine({
        "tencentrtc:allowPurchases": "true",
        "tencentrtc:subscriptionWarningDays": warn,
      });
      await other.up(program());
      expect(warnings(await other.preview(program()))).toHaveLength(count);
    }
  });

  test("is told of arrears, which stop the renewal", async () => {
    const renewed = program({ autoRenewal: true });
    await engine.up(renewed);
    await backend.admin(SimulateSubscription, { ...key(), Event: "arrears" });
    expect(warnings(await engine.preview(renewed))).toEqual([expect.stringMatching(/in arrears/)]);
  });
});

test("buying a call pack opens the TRTC service without drift of the application", async () => {
  const chat = application("app", { products: ["chat"] });
  const pack = { application: idOf("app"), product: "call-pack", edition: "group-call" };
  for (const rtcService of [undefined, false]) {
    const stack = backend.engine({ "tencentrtc:allowPurchases": "true" });
    const declared = [{ ...chat, inputs: { ...chat.inputs, rtcService } }, subscription("pack", pack)];
    await stack.up(declared);
    expect(await backend.application(stack.resource("app").id)).toMatchObject({ RtcService: true });
    expect((await stack.refresh()).changed).toEqual({ app: [], pack: [] });
    expect((await stack.preview(declared)).ops).toEqual({ app: "same", pack: "same" });
  }
});

test("a Chat package that is refunded shows on the application too, and buying cures both", async () => {
  const declared = (months: number) => [
    application("app"),
    subscription("plan", { application: idOf("app"), product: "chat", edition: "pro", months }),
  ];
  await engine.up(declared(1));
  await backend.call(RefundSubscription, key("chat"));
  expect((await engine.refresh()).changed).toEqual({ app: ["enabled"], plan: ["edition"] });
  expect((await engine.up(declared(2))).errors.app).toMatch(/FailedOperation.SubscriptionExpired/);
  await backend.call(PurchaseSubscription, { ...key("chat"), Edition: "pro", Months: 1 });
  await engine.refresh();
  expect(await engine.up(declared(1))).toMatchObject({ writes: [], faults: [] });
  expect(await backend.subscription(engine.resource("app").id, "chat")).toMatchObject({ Months: 2 });
});

test("a trial that was claimed in a console makes way for what is bought", async () => {
  await engine.up(program().slice(0, 1));
  await backend.call(ClaimTrial, key());
  expect(await engine.up(program())).toMatchObject({ writes: ["PurchaseSubscription"], faults: [] });
});
