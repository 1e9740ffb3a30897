import fc from "fast-check";
import {
  type WebhookContents,
  type WebhookProduct,
  webhookFamilies,
  webhookProducts,
} from "../../../backend/api";
import { sdkAppId } from "../../backend/service/real-backend";
import { inputs } from "../../depth";
import { type Declared, tag, webhook } from "../engine/declarations";
import type { MiniEngine } from "../mini-engine";
import { RealAccount } from "./account";

const application = String(sdkAppId);
const eventsOf = (product: WebhookProduct) => Object.keys(webhookFamilies[product].events);

/** What a program declares of one product. */
interface Hook {
  readonly url: string;
  readonly events: number;
  readonly adopt: boolean;
}
type Program = Readonly<Record<WebhookProduct, Hook | undefined>> & { readonly team: string | undefined };

const hook: fc.Arbitrary<Hook | undefined> = fc.option(
  fc.record({
    url: fc.constantFrom("https://ours.example/a", "https://ours.example/b?token=s3cr3t"),
    events: fc.constantFrom(1, 2),
    adopt: fc.constantFrom(true, false, false),
  }),
  { nil: undefined, freq: 2 },
);
const program: fc.Arbitrary<Program> = fc.record({
  call: hook,
  conference: hook,
  live: hook,
  team: fc.option(fc.constantFrom("a", "b"), { nil: undefined }),
});
const product = fc.constantFrom(...webhookProducts);
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ up: program }) },
  { weight: 3, arbitrary: fc.record({ theirs: product }) },
  { weight: 1, arbitrary: fc.record({ unhooked: product }) },
  { weight: 1, arbitrary: fc.record({ tags: fc.constantFrom("team", "theirs", "none") }) },
  { weight: 1, arbitrary: fc.record({ pass: fc.constantFrom(4, 130, 1_000) }) },
  { weight: 1, arbitrary: fc.constant({ loses: "the next answer to a change" as const }) },
  { weight: 1, arbitrary: fc.constant({ destroy: true as const }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const nameOf = (one: WebhookProduct): string => `${one}-hook`;
const contentsOf = (one: WebhookProduct, { url, events }: Hook): WebhookContents => ({
  Url: url,
  Events: eventsOf(one).slice(0, events).sort(),
});
const declaredBy = (declared: Program): Declared[] => [
  ...webhookProducts.flatMap((one) => {
    const held = declared[one];
    if (!held) return [];
    const { Url: url, Events: events } = contentsOf(one, held);
    return [
      webhook(nameOf(one), { application, product: one, url, events, ...(held.adopt && { adopt: true }) }),
    ];
  }),
  ...(declared.team === undefined ? [] : [tag("team", { application, key: "team", value: declared.team })]),
];

const isTheirs = (contents: WebhookContents | undefined): boolean =>
  contents?.Url.startsWith("https://theirs.example/") === true;

/** One stack on one real application, and what others do there. */
class Story {
  readonly #engine: MiniEngine;
  readonly wrong: string[] = [];
  /** Products whose webhook a run may change although others have set it. */
  #taken: ReadonlySet<WebhookProduct> = new Set();
  #foreign = 0;
  /** What others have as the tag "theirs". */
  #theirTag: string | undefined;

  constructor(private readonly account: RealAccount) {
    this.#engine = account.engine();
    account.real.tencent.meanwhile = async ({ pathname }) => this.#watch(pathname);
  }

  readonly #at = (one: WebhookProduct) => this.account.real.tencent.webhooks.at(sdkAppId, one);

  /** Holds every change that Tencent is asked for against what is there. */
  #watch(pathname: string): void {
    const [, service, command] = /v4\/(\w+)\/(set|update|delete)_callback$/.exec(pathname) ?? [];
    const one = webhookProducts.find((name) => webhookFamilies[name].service === service);
    if (!one) return;
    const there = this.#at(one);
    if (command === "set" && there && !webhookFamilies[one].setOverwrites)
      this.wrong.push(`second set of ${one}`);
    if (command !== "delete" && isTheirs(there) && !this.#taken.has(one))
      this.wrong.push(`${one} overwritten`);
    if (command === "delete" && isTheirs(there)) this.wrong.push(`deleted of others: ${one}`);
  }

  async take(next: Step): Promise<void> {
    const { tencent, backend } = this.account.real;
    if ("up" in next) return this.#up(next.up);
    if ("destroy" in next) return this.#destroy();
    if ("pass" in next) return backend.pass({ seconds: next.pass });
    if ("loses" in next) {
      tencent.interfere = ({ pathname }) => {
        if (!/(?:set|update|delete)_callback$/.test(pathname)) return undefined;
        tencent.interfere = () => undefined;
        return "hangs up afterwards";
      };
      return;
    }
    if ("tags" in next) {
      const held = next.tags === "none" ? {} : { ...tencent.tags.of(sdkAppId), [next.tags]: "others" };
      this.#theirTag = Reflect.get(held, "theirs");
      return tencent.tags.put(sdkAppId, held);
    }
    if ("unhooked" in next) return tencent.webhooks.put(sdkAppId, next.unhooked, undefined);
    this.#foreign += 1;
    const Url = `https://theirs.example/${this.#foreign}`;
    tencent.webhooks.put(sdkAppId, next.theirs, { Url, Events: eventsOf(next.theirs).slice(0, 1) });
  }

  async #up(declared: Program): Promise<void> {
    expect((await this.#engine.refresh()).faults).toEqual([]);
    const refused = webhookProducts.filter((one) => this.#isRefused(one, declared[one]));
    this.#taken = new Set(
      webhookProducts.filter((one) => declared[one]?.adopt || this.#engine.state.has(nameOf(one))),
    );
    const result = await this.#engine.up(declaredBy(declared));
    expect([result.faults.length > 0, result.faults]).toEqual([refused.length > 0, result.faults]);
    if (refused.length > 0) return;
    for (const one of webhookProducts) {
      const wanted = declared[one];
      if (wanted) expect([one, this.#at(one)]).toEqual([one, contentsOf(one, wanted)]);
    }
    const { team, theirs } = this.account.real.tencent.tags.of(sdkAppId);
    if (declared.team !== undefined) expect(team).toBe(declared.team);
    expect(theirs).toBe(this.#theirTag);
    const again = await this.#engine.preview(declaredBy(declared));
    expect(Object.values(again.ops).filter((op) => op !== "same")).toEqual([]);
    expect((await this.#engine.refresh()).changed).toEqual(
      Object.fromEntries([...this.#engine.state.keys()].map((name) => [name, []])),
    );
  }

  /** Whether what is there forbids the declaration. */
  #isRefused(one: WebhookProduct, wanted: Hook | undefined): boolean {
    if (!wanted || this.#engine.state.has(nameOf(one))) return false;
    const there = this.#at(one);
    if (!there) return wanted.adopt;
    const { Url, Events } = contentsOf(one, wanted);
    const isAs = there.Url === Url && [...there.Events].sort().join() === Events.join();
    return !wanted.adopt && !isAs;
  }

  async #destroy(): Promise<void> {
    const before = webhookProducts.map(
      (one) => [one, this.#engine.state.get(nameOf(one)), this.#at(one)] as const,
    );
    this.#taken = new Set();
    expect((await this.#engine.destroy()).faults).toEqual([]);
    for (const [one, state, there] of before) {
      const stays = !state || state.inputs.adopt === true || isTheirs(there);
      expect([one, this.#at(one)]).toEqual([one, stays ? there : undefined]);
    }
  }
}

test("whatever others do: nothing of theirs is overwritten or deleted, nothing is set twice, and what is declared is there", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const account = await RealAccount.open({ credentials: true });
      try {
        const story = new Story(account);
        for (const next of steps) {
          await story.take(next);
          expect(story.wrong).toEqual([]);
        }
      } finally {
        await account.close();
      }
    }),
    { numRuns: inputs(60) },
  );
});
