import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  type Action,
  type ApplicationRecord,
  applicationResource,
  CreateApplication,
  DescribeSubscriptions,
  ListOwners,
  ModifyResourceTags,
  type RequestOf,
  type ResponseOf,
  type Settings,
  type SubscriptionProduct,
  type SubscriptionRecord,
} from "../../backend/api";
import { type Actor, createService, type Service } from "../../backend/service";
import { embeddedUin, openStore, type Store } from "../../backend/store";
import type { Transport } from "../../provider/client/transport";
import { Acts } from "../backend/acts";
import { memory } from "../memory";
import type { Config, Home } from "./engine/provider-process";
import { MiniEngine } from "./mini-engine";

/** Everything takes effect at once, so that no test waits. */
export const immediate = { WindowSecondsMin: 0, WindowSecondsMax: 0 };

/** An embedded backend in a folder of its own, and a console to act on it behind the provider's back. */
export class Backend extends Acts implements Home {
  readonly #service: Service;
  /** Behind: what a provider counts must come from this clock and never from the machine's. */
  #ahead = -30 * 86_400_000;
  #stacks = 0;

  private constructor(
    readonly folder: string,
    private readonly store: Store,
  ) {
    super();
    this.#service = createService(store, { now: () => new Date(Date.now() + this.#ahead) });
  }

  static async open(settings: Partial<Settings> = {}): Promise<Backend> {
    const folder = mkdtempSync(join(memory, "tencentrtc-provider-"));
    const backend = new Backend(folder, await openStore({ file: join(folder, "backend.db"), create: true }));
    await backend.settings({ ...immediate, ...settings });
    return backend;
  }

  get file(): string {
    return join(this.folder, "backend.db");
  }

  /** Stack config that leads a provider here. */
  get config(): Config {
    return { "tencentrtc:endpoint": `file:${this.file}` };
  }

  /** A transport to this backend's database without opening it again, with this backend's clock. */
  transport(actor: Actor = { kind: "provider" }): Transport {
    return {
      requestsPerSecond: Number.POSITIVE_INFINITY,
      // Windows end when a test says so, and it shall not wait for that.
      pollEveryMs: 20,
      call: (action, request) => this.call(action, request, actor),
      close: async () => {},
    };
  }

  /** An engine with a stack of its own, so that many tests can share a backend. */
  engine(config: Config = {}): MiniEngine {
    this.#stacks += 1;
    const home = { config: { ...this.config, ...config }, transport: () => this.transport() };
    return new MiniEngine(home, `stack${this.#stacks}`);
  }

  /** Moves this backend's clock; a negative time sets it back. */
  pass({ days = 0, seconds = 0 }: { readonly days?: number; readonly seconds?: number }): void {
    this.#ahead += (days * 86_400 + seconds) * 1_000;
  }

  /** From now on windows don't end by themselves: `pass({ days: 1 })` ends them. */
  async holdWindows(): Promise<void> {
    await this.settings({ WindowSecondsMin: 86_400, WindowSecondsMax: 86_400 });
  }

  /** To be called before each call of a provider: ends what `holdWindows` holds at these calls of an action. */
  endingWindows(action: string, counts: readonly number[]): (call: { readonly name: string }) => void {
    let called = 0;
    return ({ name }) => {
      if (name !== action) return;
      called += 1;
      if (counts.includes(called)) this.pass({ days: 1 });
    };
  }

  get identity(): string {
    return `${this.store.identity}/${embeddedUin}`;
  }

  /** Acts as a person in a console does, unless told. */
  call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    actor: Actor = { kind: "console" },
  ): Promise<ResponseOf<A>> {
    return this.#service.call(action, request, { uin: embeddedUin, actor, requestId: randomUUID() });
  }

  /** Makes an application in a console, and says its SDKAppID. */
  async create(fields: Partial<RequestOf<typeof CreateApplication>> = {}): Promise<number> {
    const request = { Name: "console", Region: "tokyo" } as const;
    return (await this.call(CreateApplication, { ...request, Products: ["chat"], ...fields })).SdkAppId;
  }

  /** Binds tags to an application, and takes others off, in a console. */
  async retag(
    SdkAppId: number,
    change: Omit<RequestOf<typeof ModifyResourceTags>, "Resource">,
  ): Promise<void> {
    const Resource = applicationResource(embeddedUin, SdkAppId);
    await this.call(ModifyResourceTags, { Resource, ...change });
  }

  /** Ids of the live applications whose owner begins with this; of all that have one, unless told. */
  async owned(prefix = ""): Promise<string[]> {
    const { Owners } = await this.call(ListOwners, { Prefix: prefix });
    return Owners.map(({ SdkAppId }) => String(SdkAppId));
  }

  /** The application of this id; undefined when it is gone. */
  async application(id: string): Promise<ApplicationRecord | undefined> {
    const entry = await this.entry(id);
    return entry?.Outcome === "Found" ? entry.Application : undefined;
  }

  /** The package of a product on an application; undefined where there never was one. */
  async subscription(
    id: string,
    Product: SubscriptionProduct = "call",
  ): Promise<SubscriptionRecord | undefined> {
    const Subscriptions = [{ SdkAppId: Number(id), Product }];
    const [entry] = (await this.call(DescribeSubscriptions, { Subscriptions })).Entries;
    return entry?.Outcome === "Found" ? entry.Subscription : undefined;
  }

  /** Gives an application to another account, which then alone may see it. */
  async giveAway(id: string): Promise<void> {
    const uin = "200000000002";
    const account = { uin, name: "other", settings: "{}", next_sdk_app_id: 1_999_500_001, created_at: 0 };
    await this.store.write(async (db) => {
      await db
        .insertInto("accounts")
        .values(account)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await db.updateTable("applications").set({ uin }).where("sdk_app_id", "=", Number(id)).execute();
    });
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
