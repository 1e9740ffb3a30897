import { ModifyAutoRenewal, PurchaseSubscription } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";
import { Backend } from "./backend";
import { pathOf } from "./bad-input/table";
import { application, idOf, outputOf, subscription } from "./engine/declarations";
import type { MiniEngine } from "./mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({
    ApplicationsPerAccount: 1_000,
    TrialsPerAccount: 1_000,
    PaidUpgradeCall: "self-service",
  });
});
afterAll(() => backend.close());

const allowed = { "tencentrtc:allowPurchases": "true" };
const plan = (inputs: Bag, name = "plan") => [
  application("app", { products: ["chat", "call"] }),
  subscription(name, { application: idOf("app"), ...inputs }),
];
const said = ({ messages }: { messages: readonly { level: string; text: string }[] }) =>
  messages.filter(({ level }) => level === "warn").map(({ text }) => text);

/** The engine's stack under other config: allowed to buy, or no longer. */
const withConfig = (engine: MiniEngine, config: Record<string, string>): MiniEngine => {
  const other = backend.engine(config);
  Object.assign(other, { stack: engine.stack });
  other.state = engine.state;
  return other;
};

const paid = { edition: "1-to-1-call" };
const days = /\(list price of the new − discounted price of the current\) × \d+ of \d+ days/;

/** What there is, what is declared next, the property that costs, what the preview says of it, and the order. */
const table: [string, Bag | undefined, Bag, string, RegExp, string][] = [
  [
    "a purchase",
    undefined,
    { ...paid, months: 2 },
    "edition",
    /buy Call "1-to-1-call" for .*: 2 months, auto-renewal off/,
    "PurchaseSubscription",
  ],
  [
    "with auto-renewal",
    undefined,
    { ...paid, autoRenewal: true },
    "edition",
    /buy Call .*: 1 month, auto-renewal on, which buys every further month at list price/,
    "PurchaseSubscription",
  ],
  [
    "with a configuration",
    undefined,
    { ...paid, configuration: { mau: 5 } },
    "edition",
    /buy Call "1-to-1-call" with mau 5 for/,
    "PurchaseSubscription",
  ],
  [
    "a purchase after a trial",
    {},
    paid,
    "edition",
    /buy Call "1-to-1-call" for Application \d+: 1 month, auto-renewal off\. The running trial becomes void at once, \d days before its end/,
    "PurchaseSubscription",
  ],
  [
    "an upgrade",
    paid,
    { edition: "group-call" },
    "edition",
    new RegExp(
      `upgrade Call "1-to-1-call" on Application \\d+ to "group-call", in place and at once: ${days.source}`,
    ),
    "UpgradeSubscription",
  ],
  [
    "an extension",
    paid,
    { ...paid, months: 3 },
    "months",
    /extend Call "1-to-1-call" on Application \d+ by 2 months/,
    "ExtendSubscription",
  ],
  [
    "auto-renewal",
    paid,
    { ...paid, autoRenewal: true },
    "autoRenewal",
    /turn auto-renewal of Call on Application \d+ on, which buys every further month/,
    "ModifyAutoRenewal",
  ],
];

describe.each(table)("%s", (_, before, after, property, words, order) => {
  const prepared = async () => {
    const engine = backend.engine(allowed);
    await engine.up(before ? plan(before) : [application("app", { products: ["chat", "call"] })]);
    return engine;
  };

  test("is refused at the preview where nothing may be bought, in exact words, and the run buys nothing", async () => {
    const engine = withConfig(await prepared(), {});
    const { id } = engine.resource("app");
    const was = await backend.subscription(id);
    for (const run of [await engine.preview(plan(after)), await engine.up(plan(after))]) {
      expect(run.writes).toEqual([]);
      expect(run.errors).toEqual({});
      expect(run.failures).toMatchObject([{ resource: "plan", reason: expect.stringMatching(words) }]);
      expect(run.failures.map(pathOf)).toEqual([property]);
      expect(run.failures[0]?.reason).toMatch(
        /^(months: )?would .*purchase page shows the price|^would turn/,
      );
      expect(run.failures[0]?.reason).toMatch(/OperationDenied.PurchaseNotAllowed.*pulumi config set/);
    }
    expect(await backend.subscription(id)).toEqual(was);
  });

  test("is said at the preview where it may be bought, and the run makes that order once", async () => {
    const engine = await prepared();
    const preview = await engine.preview(plan(after));
    expect(preview).toMatchObject({ failures: [], writes: [] });
    expect(said(preview)).toEqual([expect.stringMatching(new RegExp(`^money: this will ${words.source}`))]);
    expect(await engine.up(plan(after))).toMatchObject({ writes: [order], faults: [] });
    expect(await engine.up(plan(after))).toMatchObject({ ops: { plan: "same" }, writes: [] });
  });
});

describe("what costs nothing", () => {
  test("needs no leave: a trial, auto-renewal off, a destroy", async () => {
    const engine = backend.engine();
    expect(await engine.up(plan({}))).toMatchObject({
      writes: ["CreateApplication", "ClaimTrial"],
      faults: [],
    });
    const buyer = withConfig(engine, allowed);
    await buyer.up(plan({ ...paid, autoRenewal: true }));
    const saver = withConfig(buyer, {});
    expect(await saver.up(plan(paid))).toMatchObject({ writes: ["ModifyAutoRenewal"], faults: [] });
    expect(await saver.destroy()).toMatchObject({ faults: [] });
  });

  test("names no price anywhere", async () => {
    const engine = backend.engine();
    const { failures } = await engine.preview(plan({ ...paid, months: 2 }));
    expect(failures[0]?.reason).not.toMatch(/[$¥€]|USD|CNY|\d\.\d/);
  });
});

describe("before anything is known", () => {
  test("the application that the run makes is named as that", async () => {
    const { failures } = await backend.engine().preview(plan({ ...paid, months: 3 }));
    expect(failures).toMatchObject([
      {
        reason: expect.stringContaining(
          'buy Call "1-to-1-call" for the application that this run makes: 3 months',
        ),
      },
    ]);
  });

  test("without a backend the preview says it too", async () => {
    const engine = backend.engine({ "tencentrtc:endpoint": `file:${backend.folder}/none.db` });
    Object.assign(engine, { home: { config: engine.home.config } });
    const { failures } = await engine.preview(plan(paid));
    expect(failures).toMatchObject([
      { property: "edition", reason: expect.stringMatching(/^would buy Call/) },
    ]);
  });

  test.each(["edition", "months", "configuration", "autoRenewal"])(
    "an unknown %s is neither judged nor compared, and buys nothing at the preview",
    async (property) => {
      const engine = backend.engine();
      const declared = [
        ...plan({}),
        subscription("later", {
          application: idOf("app"),
          product: "call-pack",
          ...paid,
          [property]: outputOf("app", "sdkAppId"),
        }),
      ];
      const preview = await engine.preview(declared);
      expect(preview).toMatchObject({ ops: { later: "create" }, failures: [], writes: [] });
      expect(preview.messages.some(({ text }) => /once all of its inputs are known/.test(text))).toBe(true);
      expect(JSON.stringify(preview.messages)).not.toContain(unknownValue);
    },
  );
});

test("what costs something only since the check is not ordered without leave", async () => {
  const engine = backend.engine();
  await engine.up([application("app", { products: ["call"] })]);
  const { id } = engine.resource("app");
  const key = { SdkAppId: Number(id), Product: "call" } as const;
  await backend.call(PurchaseSubscription, {
    ...key,
    Edition: "1-to-1-call",
    Months: 1,
    AutoRenewal: true,
  });
  let looks = 0;
  const before = async ({ name }: { name: string }) => {
    if (name === "DescribeSubscriptions") looks += 1;
    if (looks === 2) await backend.call(ModifyAutoRenewal, { ...key, AutoRenewal: false });
  };
  const declared = { application: id, product: "call", adopt: true, autoRenewal: true };
  const program = [application("app", { products: ["call"] }), subscription("plan", declared)];
  const run = await engine.up(program, { trouble: { before } });
  expect(run.errors.plan).toMatch(/would turn auto-renewal of Call .* on.*PurchaseNotAllowed/);
  expect(run.writes).toEqual(["ClaimSubscription"]);
});
