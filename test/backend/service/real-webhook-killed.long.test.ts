import {
  DeleteWebhook,
  DescribeWebhooks,
  SetWebhook,
  type WebhookProduct,
  webhookFamilies,
  webhookProducts,
} from "../../../backend/api";
import { tencentIn } from "../../../backend/cloud";
import { createService, type Service } from "../../../backend/service";
import type { Store } from "../../../backend/store";
import { share } from "../../depth";
import { requestId } from "./backend";
import { RealBackend, sdkAppId, uin } from "./real-backend";

let real: RealBackend;
beforeEach(async () => {
  real = await RealBackend.open();
  await real.enrol();
});
afterEach(() => real.close());

const url = "https://example.com/new";
const Owner = "urn:pulumi:stack::project::tencentrtc:index:Webhook::hook";

/** A process that is killed: from then on it reaches neither its database nor Tencent Cloud. */
class Mortal {
  isDead = false;
  steps = 0;

  constructor(
    private readonly store: Store,
    /** After so many transactions. */
    private readonly lives: number,
  ) {}

  service(): Service {
    const environment = real.tencent.environment();
    return createService(this.#store(), {
      now: () => new Date(real.backend.now),
      tencent: () => tencentIn(environment),
    });
  }

  #store(): Store {
    return {
      ...this.store,
      identity: this.store.identity,
      sealer: this.store.sealer,
      read: (work) => this.#step(() => this.store.read(work)),
      write: (work) => this.#step(() => this.store.write(work)),
      close: () => this.store.close(),
    };
  }

  async #step<T>(work: () => Promise<T>): Promise<T> {
    if (this.isDead) throw new Error("killed");
    const result = await work();
    this.steps += 1;
    this.isDead = this.steps >= this.lives;
    return result;
  }
}

/** What the dead hear: an answer after which nobody asks again. */
const nothing = { status: 404, body: "" };

type Act = (service: Service, product: WebhookProduct) => Promise<unknown>;

const context = { uin, actor: { kind: "provider" }, requestId } as const;
const eventsOf = (product: WebhookProduct) => Object.keys(webhookFamilies[product].events).slice(0, 1);

/** What is there, as a provider looks before it changes anything. */
async function look(service: Service, Product: WebhookProduct) {
  const { Entries } = await service.call(
    DescribeWebhooks,
    { Webhooks: [{ SdkAppId: sdkAppId, Product }] },
    context,
  );
  return Entries[0]?.Outcome === "Found" ? Entries[0].Webhook : undefined;
}

/** What a provider does: it sets what nobody else has set. */
const set: Act = async (service, Product) => {
  const held = await look(service, Product);
  const wanted = { SdkAppId: sdkAppId, Product, Url: url, Events: eventsOf(Product), Owner };
  if (held && held.Owner !== Owner && held.Url !== url) throw new Error("it is somebody else's");
  return service.call(SetWebhook, { ...wanted, ...(held && { Revision: held.Revision }) }, context);
};

const remove: Act = async (service, Product) => {
  const held = await look(service, Product);
  if (!held) return;
  const { Revision } = held;
  await service.call(DeleteWebhook, { SdkAppId: sdkAppId, Product, Revision }, context);
};

const old = "https://example.com/old";
const setOld: Act = (service, Product) =>
  service.call(
    SetWebhook,
    { SdkAppId: sdkAppId, Product, Url: old, Events: eventsOf(Product), Owner },
    context,
  );

/** What there is before, what is killed and repeated, and what must be there in the end. */
const acts: readonly [string, Act | undefined, Act, string | undefined][] = [
  ["a creation", undefined, set, url],
  ["a change", setOld, set, url],
  ["a deletion", setOld, remove, undefined],
];

const rows = webhookProducts.flatMap((product) => acts.map((act) => [product, ...act] as const));

/** Each product in turn is set up anew, since a webhook is one for an application. */
async function anew(product: WebhookProduct, before: Act | undefined): Promise<void> {
  await remove(real.service(), product);
  real.backend.pass({ seconds: 300 });
  await before?.(real.service(), product);
  real.backend.pass({ seconds: 300 });
  real.tencent.webhooks.done.length = 0;
}

async function ends(product: WebhookProduct, act: Act, end: string | undefined): Promise<void> {
  // The turn of the dead is over, and whatever it may have set would be shown.
  real.backend.pass({ seconds: 121 });
  await act(real.service(), product);
  expect(real.tencent.webhooks.at(sdkAppId, product)?.Url).toBe(end);
  const held = await look(real.service(), product);
  expect(held && [held.Url, held.Owner]).toEqual(end === undefined ? undefined : [end, Owner]);
  const sets = real.tencent.webhooks.done.filter((done) => done.startsWith("set "));
  if (!webhookFamilies[product].setOverwrites) expect(sets.length).toBeLessThan(2);
}

test.each(share(rows))(
  "%s: %s, killed after any of its transactions, ends as declared",
  async (product, _, before, act, end) => {
    let isWhole = false;
    for (let lives = 1; !isWhole; lives += 1) {
      await anew(product, before);
      const process = new Mortal(real.backend.store, lives);
      real.tencent.interfere = () => (process.isDead ? nothing : undefined);
      isWhole = await act(process.service(), product).then(
        () => !process.isDead,
        () => false,
      );
      real.tencent.interfere = () => undefined;
      await ends(product, act, end);
      if (lives > 100) throw new Error("it never ends");
    }
  },
);

test.each(rows)(
  "%s: %s, killed between the call and its record, ends as declared",
  async (product, _, before, act, end) => {
    await anew(product, before);
    const process = new Mortal(real.backend.store, Number.POSITIVE_INFINITY);
    real.tencent.interfere = ({ pathname }) => {
      if (!/(?:set|update|delete)_callback$/.test(pathname)) return undefined;
      process.isDead = true;
      return "hangs up afterwards";
    };
    await expect(act(process.service(), product)).rejects.toThrow();
    real.tencent.interfere = () => undefined;
    expect(real.tencent.webhooks.done).toHaveLength(1);
    await ends(product, act, end);
    expect(real.tencent.webhooks.done).toHaveLength(1);
  },
);

test.each(share(webhookProducts, 3))(
  "what others set at %s meanwhile is never overwritten by the run after a kill",
  async (product) => {
    await anew(product, undefined);
    const theirs = { Url: "https://elsewhere.example/", Events: eventsOf(product) };
    for (let lives = 1; lives < 30; lives += 1) {
      const process = new Mortal(real.backend.store, lives);
      real.tencent.interfere = () => (process.isDead ? nothing : undefined);
      await set(process.service(), product).catch(() => undefined);
      real.tencent.interfere = () => undefined;
      real.tencent.webhooks.put(sdkAppId, product, theirs);
      real.backend.pass({ seconds: 121 });
      await expect(set(real.service(), product)).rejects.toThrow("it is somebody else's");
      expect(real.tencent.webhooks.at(sdkAppId, product)).toEqual(theirs);
      real.tencent.webhooks.put(sdkAppId, product, undefined);
      real.backend.pass({ seconds: 121 });
    }
  },
);

test("of two runs at once one waits for the other, also in another process, and a dead one is waited for", async () => {
  const dead = new Mortal(real.backend.store, Number.POSITIVE_INFINITY);
  real.tencent.interfere = ({ pathname }) => {
    if (!pathname.endsWith("set_callback")) return undefined;
    dead.isDead = true;
    return "hangs up";
  };
  await expect(set(dead.service(), "live")).rejects.toThrow();
  real.tencent.interfere = () => undefined;
  await expect(set(real.service(), "live")).rejects.toMatchObject({ code: "ResourceUnavailable" });
  real.backend.pass({ seconds: 31 });
  // What may have been set is given time to be shown.
  await expect(set(real.service(), "live")).rejects.toThrow(/may take two minutes to show it: wait until/);
  real.backend.pass({ seconds: 90 });
  await set(real.service(), "live");
  expect(real.tencent.webhooks.done).toEqual([`set ${sdkAppId}/live`]);
});
