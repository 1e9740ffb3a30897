import { DescribeActivities, DescribeWebhooks, webhookFamilies, webhookProducts } from "../../../backend/api";
import { marksOfKind } from "../../../provider/adapters/plugin/which-are-secret";
import { webhook as kind } from "../../../provider/resources";
import { sdkAppId, sound } from "../../backend/service/real-backend";
import { type Declared, webhook } from "../engine/declarations";
import type { Resource, Result } from "../engine/results";
import { RealAccount } from "./account";

let account: RealAccount;
beforeEach(async () => {
  account = await RealAccount.open();
});
afterEach(() => account.close());

const app = String(sdkAppId);
const url = "https://example.com/calls";
const other = "https://elsewhere.example/calls?token=s3cr3t";
const declared = (inputs: object = {}): Declared[] => [webhook("hook", { application: app, ...inputs })];
const played = () => account.real.tencent.webhooks;
const pass = (seconds: number) => account.real.backend.pass({ seconds });
const said = (result: Result): string => JSON.stringify(result.messages);
const one = ["Call.CallbackAfterEndCall"];
/** The application answers with this code from now on. */
const answering = (instead: number) => account.real.tencent.applications.set(sdkAppId, { ...sound, instead });
/** A state as it is stored, without the properties that are encrypted there. */
const inClear = ({ inputs, outputs }: Resource): string =>
  JSON.stringify([inputs, outputs], (name, value) => (marksOfKind(kind).has(name) ? undefined : value));
const startProgram = () => played().put(sdkAppId, "call", { Url: other, Events: one });

describe.each(webhookProducts)("a webhook of %s at Tencent Cloud", (product) => {
  const [first = "", second = ""] = Object.keys(webhookFamilies[product].events);
  const inputs = { product, url, events: [second, first] };
  const another = webhookProducts.find((one) => one !== product) ?? product;
  const change = webhookFamilies[product].setOverwrites ? "set" : "update";

  test("is made, previews empty, drifts by field, is mended, changed, replaced and goes", async () => {
    const engine = account.engine();
    expect((await engine.preview(declared(inputs))).faults).toEqual([]);
    expect(played().done).toEqual([]);
    expect(await engine.up(declared(inputs))).toMatchObject({ faults: [] });
    expect(played().at(sdkAppId, product)).toEqual({ Url: url, Events: [first, second].sort() });
    expect(engine.resource("hook")).toMatchObject({
      id: `${app}/${product}`,
      outputs: { url, address: url },
    });
    expect(await engine.preview(declared(inputs))).toMatchObject({ faults: [], ops: { hook: "same" } });
    expect((await engine.refresh()).changed.hook).toEqual([]);

    played().put(sdkAppId, product, { Url: other, Events: [second, first] });
    expect((await engine.previewRefresh()).changed.hook).toEqual(["url"]);
    played().put(sdkAppId, product, { Url: url, Events: [first] });
    expect((await engine.refresh()).changed.hook).toEqual(["events"]);
    expect(await engine.up(declared(inputs))).toMatchObject({ faults: [], ops: { hook: "update" } });
    expect(played().at(sdkAppId, product)?.Events).toEqual([first, second].sort());

    const changed = { ...inputs, url: "https://example.com/new", events: [first] };
    expect(await engine.up(declared(changed))).toMatchObject({
      faults: [],
      ops: { hook: "update" },
      changed: { hook: ["events", "url"] },
    });
    expect(played().at(sdkAppId, product)).toEqual({ Url: changed.url, Events: [first] });
    expect(await engine.preview(declared(changed))).toMatchObject({ faults: [], ops: { hook: "same" } });

    played().put(sdkAppId, product, undefined);
    expect((await engine.refresh()).ops.hook).toBe("drop");
    expect(await engine.up(declared(inputs))).toMatchObject({ faults: [], ops: { hook: "create" } });

    const events = Object.keys(webhookFamilies[another].events).slice(0, 1);
    const replacement = { product: another, url, events };
    expect(await engine.up(declared(replacement))).toMatchObject({
      faults: [],
      ops: { hook: "replace" },
      changed: { hook: ["product"] },
    });
    expect(played().at(sdkAppId, product)).toBeUndefined();
    expect(engine.resource("hook").id).toBe(`${app}/${another}`);
    expect(await engine.preview(declared(replacement))).toMatchObject({ faults: [], ops: { hook: "same" } });
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(played().at(sdkAppId, another)).toBeUndefined();
    expect(played().done).toEqual([
      ...["set", change, change, "set", "delete"].map((command) => `${command} ${app}/${product}`),
      ...["set", "delete"].map((command) => `${command} ${app}/${another}`),
    ]);
  });

  test.each<[string, () => void, RegExp]>([
    ["isn't bought any more", () => played().notBought.add(product), /not available: .*60027/],
    ["was given back", () => answering(60020), /60020/],
    ["is disabled with its application", () => answering(60016), /60016/],
  ])(
    "of a product that %s between the preview and the run is left as it is, and set later",
    async (_, ends, words) => {
      const engine = account.engine();
      await engine.up(declared(inputs));
      const changed = { ...inputs, url: "https://example.com/new" };
      expect(await engine.preview(declared(changed))).toMatchObject({ faults: [], ops: { hook: "update" } });
      ends();
      expect((await engine.up(declared(changed))).errors.hook).toMatch(words);
      expect(played().at(sdkAppId, product)?.Url).toBe(url);
      played().notBought.clear();
      account.real.tencent.applications.set(sdkAppId, { ...sound });
      pass(121);
      expect(await engine.up(declared(changed))).toMatchObject({ faults: [] });
      expect(played().done).toEqual([`set ${app}/${product}`, `${change} ${app}/${product}`]);
    },
  );

  test("that others have set is refused, adopted as declared, and left by a destroy", async () => {
    played().put(sdkAppId, product, { Url: other, Events: [first] });
    const { failures } = await account.engine().preview(declared(inputs));
    expect(failures).toMatchObject([
      {
        property: "product",
        reason: expect.stringMatching(/https:\/\/elsewhere\.example\/calls, .*adopt: true/),
      },
    ]);
    expect(await account.engine().up(declared(inputs))).toMatchObject({ writes: [] });
    expect(played().done).toEqual([]);
    const engine = account.engine();
    expect(await engine.up(declared({ ...inputs, adopt: true }))).toMatchObject({ faults: [] });
    expect(await engine.preview(declared({ ...inputs, adopt: true }))).toMatchObject({
      ops: { hook: "same" },
    });
    expect(await engine.destroy()).toMatchObject({ faults: [], writes: ["ReleaseWebhook"] });
    expect(played().at(sdkAppId, product)?.Url).toBe(url);
  });

  test("that is as declared already is ours without a call, and goes with the stack", async () => {
    played().put(sdkAppId, product, { Url: url, Events: [first, second] });
    const engine = account.engine();
    expect(await engine.up(declared(inputs))).toMatchObject({ faults: [] });
    expect(played().done).toEqual([]);
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(played().at(sdkAppId, product)).toBeUndefined();
  });

  test("that isn't bought is said at the preview and by the run, with what to buy", async () => {
    played().notBought.add(product);
    const engine = account.engine();
    const words = new RegExp(`not available: .*buy a package of "${product}".*60027`);
    const preview = await engine.preview(declared(inputs));
    expect(JSON.stringify([preview.faults, preview.failures])).toMatch(/not available: /);
    expect((await engine.up(declared(inputs))).faults.join()).toMatch(words);
    played().notBought.clear();
    expect(await engine.up(declared(inputs))).toMatchObject({ faults: [] });
    played().notBought.add(product);
    const refreshed = await engine.refresh();
    expect(refreshed).toMatchObject({ faults: [], changed: { hook: [] } });
    expect(said(refreshed)).toMatch(/not available: /);
    const changed = await engine.up(declared({ ...inputs, url: "https://example.com/new" }));
    expect(changed.errors.hook).toMatch(/ProductNotAvailable/);
  });
});

describe("a change that Tencent shows late", () => {
  test("is no drift until two minutes have passed, and none at all once it is shown", async () => {
    played().visibleAfter = 90_000;
    const engine = account.engine();
    await engine.up(declared());
    for (const seconds of [0, 5, 10, 45]) {
      pass(seconds);
      const refreshed = await engine.refresh();
      expect([seconds, refreshed.changed.hook, refreshed.ops.hook]).toEqual([seconds, [], "read"]);
    }
    pass(60);
    expect((await engine.refresh()).changed.hook).toEqual([]);
    await engine.destroy();
    expect(await engine.up(declared({ url: "https://example.com/new" }))).toMatchObject({ faults: [] });
    expect((await engine.refresh()).changed.hook).toEqual([]);
  });

  test("is looked at whenever somebody asks, and counts as gone after two minutes", async () => {
    played().visibleAfter = 1_000_000;
    const engine = account.engine();
    await engine.up(declared());
    const looks = () =>
      account.real.tencent.heard.filter(({ url: { pathname } }) => pathname.endsWith("get_callback")).length;
    for (const seconds of [1, 4, 114]) {
      pass(seconds);
      const before = looks();
      expect((await engine.refresh()).ops.hook).toBe("read");
      expect(looks()).toBe(before + 1);
    }
    pass(1);
    expect((await engine.refresh()).ops.hook).toBe("drop");
  });

  test("is drift at once where somebody sets something else before it is shown", async () => {
    played().visibleAfter = 90_000;
    const engine = account.engine();
    await engine.up(declared());
    pass(1);
    played().visibleAfter = 0;
    startProgram();
    expect((await engine.refresh()).changed.hook).toEqual(expect.arrayContaining(["url"]));
  });
});

describe("enemies", () => {
  test("a program that sets it at its start keeps coming back, and the refresh names the cause", async () => {
    startProgram();
    const engine = account.engine();
    await engine.up(declared({ adopt: true }));
    pass(121);
    await engine.refresh();
    startProgram();
    const refreshed = await engine.refresh();
    expect(refreshed.changed.hook).toEqual(expect.arrayContaining(["url"]));
    expect(said(refreshed)).toMatch(/keeps coming back: a program that sets it at its start/);
  });

  test("two stacks on one application: the second is refused, and what it takes isn't taken back", async () => {
    const [first, second] = [account.engine(), account.engine()];
    await first.up(declared());
    expect((await second.up(declared({ url: other }))).failures).toMatchObject([
      { reason: expect.stringMatching(/stack\d+ hook/) },
    ]);
    expect(await second.up(declared({ url: other, adopt: true }))).toMatchObject({ faults: [] });
    const again = await first.up(declared({ url: "https://example.com/new" }));
    expect(again.errors.hook).toMatch(/OperationDenied\.ManagedElsewhere/);
    expect(await first.destroy()).toMatchObject({ faults: [], writes: [] });
    expect(played().at(sdkAppId, "call")?.Url).toBe(other);
  });

  test.each(webhookProducts)(
    "a lost reply after set of %s is looked up, and nothing is set twice",
    async (product) => {
      account.real.tencent.interfere = ({ pathname }) =>
        pathname.endsWith("set_callback") ? "hangs up afterwards" : undefined;
      const engine = account.engine();
      const inputs = { product, events: Object.keys(webhookFamilies[product].events).slice(0, 1) };
      expect(await engine.up(declared(inputs))).toMatchObject({ faults: [] });
      expect(played().done).toEqual([`set ${app}/${product}`]);
      expect(await engine.preview(declared(inputs))).toMatchObject({ ops: { hook: "same" } });
    },
  );

  test("an admin who was removed: the next one who is proven signs", async () => {
    await account.real.verify();
    account.real.tencent.applications.set(sdkAppId, { ...sound, admins: ["ops"], users: ["administrator"] });
    const engine = account.engine();
    expect(await engine.up(declared())).toMatchObject({ faults: [] });
    expect(await account.real.facts()).toMatchObject({ "Admin administrator": "false proven" });
  });

  test("a secret in a query is in no message, log, evidence or database, and in no state in clear", async () => {
    const engine = account.engine();
    const results = [await engine.up(declared({ url: other }))];
    played().put(sdkAppId, "call", { Url: `${other}2`, Events: one });
    const states = [inClear(engine.resource("hook"))];
    results.push(await engine.refresh());
    states.push(inClear(engine.resource("hook")));
    results.push(await engine.up(declared({ url: other })));
    states.push(inClear(engine.resource("hook")));
    const { Activities } = await account.real.call(DescribeActivities, { SdkAppId: sdkAppId });
    const Webhooks = [{ SdkAppId: sdkAppId, Product: "call" as const }];
    const answer = await account.real.call(
      DescribeWebhooks,
      { Webhooks },
      { kind: "api", readsSecrets: false },
    );
    const rows = await account.real.backend.store.read((db) =>
      db.selectFrom("real_webhooks").selectAll().execute(),
    );
    expect(rows).toHaveLength(1);
    const messages = results.map(({ messages }) => messages);
    expect(JSON.stringify([messages, Activities, answer, rows, states])).not.toMatch(/s3cr3t/);
  });

  test.each(webhookProducts)(
    "what others have set at %s since is left by a destroy, also after a refresh",
    async (product) => {
      const events = Object.keys(webhookFamilies[product].events).slice(0, 1);
      const engine = account.engine();
      await engine.up(declared({ product, events }));
      const theirs = { Url: other, Events: events };
      played().put(sdkAppId, product, theirs);
      await engine.refresh();
      const destroyed = await engine.destroy();
      expect(destroyed).toMatchObject({ faults: [], writes: [] });
      expect(said(destroyed)).toMatch(/isn't what was set here any more and was left alone/);
      expect(played().at(sdkAppId, product)).toEqual(theirs);
    },
  );

  test("somebody who is faster is told of, and loses nothing", async () => {
    const engine = account.engine();
    let isDone = false;
    const before = async ({ name }: { name: string }) => {
      if (name !== "SetWebhook" || isDone) return;
      isDone = true;
      startProgram();
    };
    const run = await engine.up(declared(), { trouble: { before } });
    expect(run.errors.hook).toMatch(/ResourceInUse\.Webhook/);
    expect(played().at(sdkAppId, "call")?.Url).toBe(other);
  });

  test.each(["conference", "live"] as const)("a race within the call of %s is told of", async (product) => {
    const theirs = { Url: other, Events: Object.keys(webhookFamilies[product].events).slice(0, 1) };
    account.real.tencent.interfere = ({ pathname }) => {
      if (pathname.endsWith("set_callback")) played().put(sdkAppId, product, theirs);
      return undefined;
    };
    const run = await account.engine().up(declared({ product, events: theirs.Events }));
    expect(run.errors.hook).toMatch(/sets it at its start.*FailedOperation\.WebhookChanged/s);
    expect(played().at(sdkAppId, product)).toEqual(theirs);
  });

  test("Tencent that can't be reached changes nothing, and a refresh answers what was known", async () => {
    const engine = account.engine();
    await engine.up(declared());
    pass(300);
    account.real.tencent.interfere = () => ({ status: 200, body: "<html>" });
    const refreshed = await engine.refresh();
    expect(refreshed).toMatchObject({ faults: [], changed: { hook: [] } });
    expect(said(refreshed)).toMatch(/wasn't looked at/);
    const run = await engine.up(declared({ url: "https://example.com/new" }));
    expect(run.faults.join()).toMatch(/nothing was changed|nothing was asked/);
    expect(played().at(sdkAppId, "call")?.Url).toBe(url);
  });
});

test("as it is known it is told without asking, with the call that showed it; after a deletion it isn't", async () => {
  const asKnown = async () => {
    const before = account.real.tencent.heard.length;
    const { Entries } = await account.real.call(DescribeWebhooks, {
      Webhooks: [{ SdkAppId: sdkAppId, Product: "call" }],
      AsKnown: true,
    });
    expect(account.real.tencent.heard).toHaveLength(before);
    return Entries[0];
  };
  const engine = account.engine();
  await engine.up(declared());
  expect(await asKnown()).toMatchObject({
    Outcome: "Found",
    Webhook: { Url: url, Notes: [], Seen: { By: "get_callback of call_config at tokyo: 0" } },
  });
  await engine.destroy();
  expect(await asKnown()).toMatchObject({ Outcome: "Refused", Code: "FailedOperation.NotProven" });
});
