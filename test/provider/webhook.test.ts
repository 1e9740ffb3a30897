import {
  ClaimTrial,
  DeleteWebhook,
  DescribeActivities,
  DescribeWebhooks,
  SetWebhook,
  type WebhookProduct,
  webhookFamilies,
  webhookProducts,
} from "../../backend/api";
import { Backend } from "./backend";
import { application, idOf, subscription, webhook } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({
    ApplicationsPerAccount: 1_000,
    TrialsPerAccount: 1_000,
    TrialsPerApplication: 3,
  });
});
afterAll(() => backend.close());

const url = "https://example.com/calls";
const other = "https://elsewhere.example/calls?token=s3cr3t";

/** An application that somebody made in a console, with a trial of each product that has webhooks. */
async function existing(products: readonly WebhookProduct[] = webhookProducts): Promise<string> {
  const SdkAppId = await backend.create({ Products: ["chat", ...webhookProducts], Region: "singapore" });
  for (const Product of products) await backend.call(ClaimTrial, { SdkAppId, Product });
  return String(SdkAppId);
}

/** The webhook as the backend has it. */
async function held(app: string, Product: WebhookProduct = "call") {
  const [entry] = (await backend.call(DescribeWebhooks, { Webhooks: [{ SdkAppId: Number(app), Product }] }))
    .Entries;
  return entry?.Outcome === "Found" ? entry.Webhook : undefined;
}

/** Sets it as a person in a console, or a program at its start, does. */
async function byHand(app: string, change: { Url?: string; Events?: string[]; Product?: WebhookProduct }) {
  const {
    Product = "call",
    Url = url,
    Events = Object.keys(webhookFamilies[Product].events).slice(0, 1),
  } = change;
  const before = await held(app, Product);
  const Revision = before?.Revision;
  await backend.call(SetWebhook, {
    SdkAppId: Number(app),
    Product,
    Url,
    Events,
    ...(Revision && { Revision }),
  });
}

const declared = (app: string, inputs: object = {}) => [webhook("hook", { application: app, ...inputs })];

describe.each(webhookProducts)("a webhook of %s", (product) => {
  const [first = "", second = ""] = Object.keys(webhookFamilies[product].events);

  test("is made with its application, previews empty, drifts by field, is mended and goes", async () => {
    const program = [
      application("app", { products: ["chat", product] }),
      subscription("trial", { application: idOf("app"), product }),
      webhook(
        "hook",
        { application: idOf("app"), product, url, events: [second, first] },
        { dependsOn: ["trial"] },
      ),
    ];
    const engine = backend.engine();
    expect((await engine.preview(program)).faults).toEqual([]);
    expect(await engine.up(program)).toMatchObject({ faults: [] });
    const app = engine.resource("app").id;
    expect(engine.resource("hook")).toMatchObject({
      id: `${app}/${product}`,
      outputs: { application: app, product, url, events: [first, second].sort(), address: url },
    });
    expect(await engine.preview(program)).toMatchObject({ faults: [], ops: { hook: "same" } });
    const before = await engine.refresh();
    expect(before.changed.hook).toEqual([]);

    await byHand(app, { Product: product, Url: other, Events: [first, second] });
    expect((await engine.previewRefresh()).changed.hook).toEqual(["url"]);
    await byHand(app, { Product: product, Url: other, Events: [first] });
    expect([...((await engine.refresh()).changed.hook ?? [])].sort()).toEqual(["events", "url"]);
    expect(await engine.up(program)).toMatchObject({ faults: [], ops: { hook: "update" } });
    expect(await held(app, product)).toMatchObject({ Url: url, Events: [first, second].sort() });

    await backend.call(DeleteWebhook, { SdkAppId: Number(app), Product: product });
    expect((await engine.refresh()).ops.hook).toBe("drop");
    expect(await engine.up(program)).toMatchObject({ faults: [], ops: { hook: "create" } });
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(engine.state.size).toBe(0);
  });
});

describe("a webhook that others have set", () => {
  test("is refused at the preview and at the run, with where it goes and how to take it, without its secret", async () => {
    const app = await existing();
    await byHand(app, { Url: other });
    const engine = backend.engine();
    const { failures } = await engine.preview(declared(app));
    expect(failures).toMatchObject([
      {
        property: "product",
        reason: expect.stringMatching(/https:\/\/elsewhere\.example\/calls, .*adopt: true/),
      },
    ]);
    expect(failures[0]?.reason).not.toMatch(/s3cr3t/);
    expect(await engine.up(declared(app))).toMatchObject({ writes: [] });
    expect(await held(app)).toMatchObject({ Url: other, Owner: null });
  });

  test("is taken where it is as declared, whatever the order of its events, and nobody calls anything for it", async () => {
    const app = await existing();
    const [first = "", second = ""] = Object.keys(webhookFamilies.call.events);
    await byHand(app, { Events: [first, second] });
    const engine = backend.engine();
    const program = declared(app, { events: [second, first] });
    expect(await engine.up(program)).toMatchObject({ faults: [] });
    expect((await held(app))?.Owner).toMatch(/::hook$/);
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(await held(app)).toBeUndefined();
  });

  test("is adopted, set as declared, and left by a destroy", async () => {
    const app = await existing();
    await byHand(app, { Url: other });
    const engine = backend.engine();
    const program = declared(app, { adopt: true });
    const { messages } = await engine.preview(program);
    expect(JSON.stringify(messages)).toMatch(/url: \[secret\] changes/);
    expect(await engine.up(program)).toMatchObject({ faults: [] });
    expect(await held(app)).toMatchObject({ Url: url });
    expect(await engine.preview(program)).toMatchObject({ ops: { hook: "same" } });
    expect(await engine.destroy()).toMatchObject({ faults: [], writes: ["ReleaseWebhook"] });
    expect(await held(app)).toMatchObject({ Url: url, Owner: null });
  });

  test("not can't be adopted", async () => {
    const app = await existing();
    const { failures } = await backend.engine().preview(declared(app, { adopt: true }));
    expect(failures).toMatchObject([
      { property: "adopt", reason: expect.stringMatching(/has none of Call/) },
    ]);
  });

  test("of another stack is refused; one that took it is not overwritten by the first, nor deleted", async () => {
    const app = await existing();
    const [one, two] = [backend.engine(), backend.engine()];
    await one.up(declared(app));
    const refused = await two.up(declared(app, { url: other }));
    expect(refused.failures).toMatchObject([
      { property: "product", reason: expect.stringMatching(/stack\d+ hook/) },
    ]);
    expect(await two.up(declared(app, { url: other, adopt: true }))).toMatchObject({ faults: [] });

    const again = await one.up(declared(app, { url: "https://example.com/new" }));
    expect(again.errors.hook).toMatch(/OperationDenied\.ManagedElsewhere/);
    const gone = await one.destroy();
    expect(gone).toMatchObject({ faults: [], writes: [] });
    expect(JSON.stringify(gone.messages)).toMatch(/was left alone/);
    expect(await held(app)).toMatchObject({ Url: other });
  });

  test("after ours, behind our back, is left by a destroy that hasn't seen it", async () => {
    const app = await existing();
    const engine = backend.engine();
    await engine.up(declared(app));
    await byHand(app, { Url: other });
    expect(await engine.destroy()).toMatchObject({ faults: [], writes: [] });
    expect(await held(app)).toMatchObject({ Url: other });
  });
});

describe("somebody who is faster", () => {
  /** Does something right before the first write of a run. */
  const beforeWrite = (deed: () => Promise<void>) => {
    let isDone = false;
    return async ({ name }: { name: string }) => {
      if (name !== "SetWebhook" || isDone) return;
      isDone = true;
      await deed();
    };
  };

  test("between the look and a creation loses nothing and is told", async () => {
    const app = await existing();
    const engine = backend.engine();
    const before = beforeWrite(() => byHand(app, { Url: other }));
    const run = await engine.up(declared(app), { trouble: { before } });
    expect(run.errors.hook).toMatch(/ResourceInUse\.Webhook/);
    expect(await held(app)).toMatchObject({ Url: other });
  });

  test("between the look and a change loses nothing and is told, with the usual cause", async () => {
    const app = await existing();
    const engine = backend.engine();
    await engine.up(declared(app));
    const before = beforeWrite(() => byHand(app, { Url: other }));
    const run = await engine.up(declared(app, { url: "https://example.com/new" }), { trouble: { before } });
    expect(run.errors.hook).toMatch(/sets it at its start.*FailedOperation\.WebhookChanged/s);
    expect(await held(app)).toMatchObject({ Url: other });
    await engine.refresh();
    expect(await engine.up(declared(app))).toMatchObject({ faults: [] });
    expect(await held(app)).toMatchObject({ Url: url });
  });
});

test("killed after any call, whatever is declared next is set, and only what is set is deleted", async () => {
  const plain = backend.engine();
  const { calls } = await plain.up(declared(await existing()));
  for (let killAfterCall = 1; killAfterCall <= calls.length; killAfterCall += 1) {
    const app = await existing(["call"]);
    const engine = backend.engine();
    const run = await engine.up(declared(app), { trouble: { killAfterCall }, checkpoints: false });
    expect(run.killed).toBe(true);
    // Edited meanwhile: what was set is ours all the same.
    expect(await engine.up(declared(app, { url: other }))).toMatchObject({ faults: [] });
    expect(await engine.preview(declared(app, { url: other }))).toMatchObject({ ops: { hook: "same" } });
    await engine.up(declared(app), { trouble: { killAfterCall }, checkpoints: false });
    await engine.destroy({ trouble: { killAfterCall }, checkpoints: false });
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(await held(app)).toBeUndefined();
  }
});

describe("what isn't bought", () => {
  test("is said at the preview and refused by the run, with what to buy, and a run after the trial makes it", async () => {
    const app = await existing([]);
    const engine = backend.engine();
    const planned = await engine.preview(declared(app));
    expect(planned).toMatchObject({ faults: [] });
    expect(JSON.stringify(planned.messages)).toMatch(/no package or trial of Call runs/);
    const run = await engine.up(declared(app));
    expect(run.errors.hook).toMatch(
      /claim a trial or buy a package of "call" or "call-pack".*ProductNotAvailable/,
    );
    await backend.call(ClaimTrial, { SdkAppId: Number(app), Product: "call" });
    expect(await engine.up(declared(app))).toMatchObject({ faults: [] });
  });

  test("any more is told by a refresh, and is neither drift nor gone", async () => {
    const app = await existing();
    const engine = backend.engine();
    await engine.up(declared(app));
    backend.pass({ days: 8 });
    const run = await engine.refresh();
    expect(run.changed.hook).toEqual([]);
    expect(run.ops.hook).not.toBe("drop");
    expect(JSON.stringify(run.messages)).toMatch(/no package or trial of Call runs/);
    backend.pass({ days: -8 });
  });
});

test("http, an event that isn't documented and a host that isn't are warned of and set all the same", async () => {
  const SdkAppId = await backend.create({ Products: ["chat", "call"], Region: "jakarta" });
  await backend.call(ClaimTrial, { SdkAppId, Product: "call" });
  const inputs = { url: "http://example.com/calls", events: ["Call.CallbackAfterEndCal"] };
  const run = await backend.engine().up(declared(String(SdkAppId), inputs));
  expect(run).toMatchObject({ faults: [] });
  const said = JSON.stringify(run.messages);
  expect(said).toMatch(/http:\/\//);
  expect(said).toMatch(/did you mean .*Call\.CallbackAfterEndCall/);
  expect(said).toMatch(/call_config for china, singapore, seoul/);
});

test("that a secret differs is told, since the engine hides both sides of it", async () => {
  const app = await existing();
  const engine = backend.engine();
  const program = [
    webhook("hook", { application: app, product: "call", url, events: ["Call.CallbackAfterEndCall"] }),
  ];
  await engine.up(program);
  await byHand(app, { Url: other, Events: ["Call.CallbackAfterEndCall"] });
  await engine.refresh();
  const { messages } = await engine.preview(program);
  expect(messages).toContainEqual({ level: "progress", resource: "hook", text: "[secret] url changes" });
});

test("a secret in a query is in no message, in no log and in no answer for who may read none", async () => {
  const app = await existing();
  const engine = backend.engine();
  await engine.up(declared(app, { url: other }));
  await byHand(app, { Url: `${other}2`, Events: ["Call.CallbackAfterEndCall"] });
  await engine.refresh();
  await engine.up(declared(app, { url: other }));
  const { Activities } = await backend.call(DescribeActivities, { SdkAppId: Number(app) });
  expect(JSON.stringify(Activities)).not.toMatch(/s3cr3t/);
  expect(Activities.map(({ Summary }) => Summary)).toContain(
    "webhook of Call: secret part of its URL changed",
  );
  const Webhooks = [{ SdkAppId: Number(app), Product: "call" as const }];
  const answer = await backend.call(DescribeWebhooks, { Webhooks }, { kind: "api", readsSecrets: false });
  expect(JSON.stringify(answer)).not.toMatch(/s3cr3t/);
});
