import { randomUUID } from "node:crypto";
import pino from "pino";
import { ModifySettings, type Settings } from "../backend/api";
import { type RunningServer, startServer } from "../backend/http";
import { type AccessKey, addAccount, createService } from "../backend/service";
import { openStore, type Store } from "../backend/store";
import { HttpTransport } from "../provider/client/http/http";
import { InProcessTransport } from "../provider/client/in-process";
import type { Transport } from "../provider/client/transport";
import type { Config } from "../test/provider/engine/provider-process";
import { Clocks } from "./clocks";
import type { ChaosDatabase, Row } from "./databases";
import { Disk } from "./disk";
import type { TransportName } from "./errand";
import { Network } from "./network";

/** What nothing in a story is about: no quota ends one, and no rate slows it down. */
const generous: Partial<Settings> = {
  ApplicationsPerAccount: 10_000,
  TrialsPerAccount: 10_000,
  PaidUpgradeCall: "self-service",
  RequestsPerSecond: 10_000,
};

/** An account of a story's own. */
export interface Place {
  readonly uin: string;
  readonly config: Config;
  /** A provider's way to the backend, as each run opens one of its own. */
  transport(): Transport;
}

/** A database, a server on it and the network before it, for many stories. */
export class Ground {
  #stories = 0;

  private constructor(
    private readonly database: ChaosDatabase,
    private readonly store: Store,
    private readonly server: RunningServer,
    readonly network: Network,
    readonly clocks: Clocks,
    readonly disk: Disk,
  ) {}

  static async open(database: ChaosDatabase): Promise<Ground> {
    const { location, environment } = database;
    const clocks = new Clocks();
    const disk = new Disk();
    const store = await openStore({ ...location, environment, create: true });
    const server = await startServer({
      store: disk.under(store),
      address: { host: "127.0.0.1", port: 0 },
      log: pino({ level: "silent" }),
      version: "0",
      now: clocks.server,
    });
    const network = await Network.to(new URL(server.url), () => clocks.tick());
    return new Ground(database, store, server, network, clocks, disk);
  }

  sql(query: string): Promise<Row[]> {
    return this.database.sql(query);
  }

  /** @param windowSeconds how long disabling, enabling and deleting take by the server's clock */
  async place(transport: TransportName, windowSeconds: number): Promise<Place> {
    this.#stories += 1;
    const now = this.clocks.server().getTime();
    const key = await addAccount(this.store, { name: `story-${this.#stories}`, windowSeconds, now });
    await createService(this.store, { now: this.clocks.server }).call(ModifySettings, generous, {
      uin: key.uin,
      actor: { kind: "admin" },
      requestId: randomUUID(),
    });
    const open = transport === "embedded" ? () => this.#inProcess(key) : () => this.#overNetwork(key);
    const endpoint = transport === "embedded" ? "file:chaos.db" : this.network.url.href.replace(/\/$/, "");
    return {
      uin: key.uin,
      config: {
        "tencentrtc:endpoint": endpoint,
        "tencentrtc:secretId": key.secretId,
        "tencentrtc:secretKey": key.secretKey,
        "tencentrtc:defaultTags": '{"stage":"test"}',
        "tencentrtc:allowPurchases": "true",
      },
      transport: open,
    };
  }

  /** Ends whatever a story has left behind, so that the next one knows nothing of it. */
  calm(): void {
    this.network.weather = undefined;
    this.network.forget();
    this.disk.next = undefined;
    this.clocks.wrongBy.client = 0;
    this.clocks.wrongBy.server = 0;
    // Longer than a signature is good and than any clock was set back.
    this.clocks.pass(86_400);
  }

  async close(): Promise<void> {
    await this.network.close();
    await this.server.stop();
    await this.store.close();
    await this.database.remove();
  }

  #inProcess({ uin }: AccessKey): Transport {
    const { location, environment } = this.database;
    const inner = new InProcessTransport(location, {
      uin,
      environment,
      open: async (options) => {
        const store = this.disk.under(await openStore(options));
        return { store, service: createService(store, { now: this.clocks.server }) };
      },
    });
    return {
      ...unhurried,
      call: (action, request, options) => {
        this.clocks.tick();
        return inner.call(action, request, options);
      },
      close: () => inner.close(),
    };
  }

  #overNetwork(credentials: AccessKey): Transport {
    const endpoint = this.network.url;
    const now = this.clocks.client;
    const inner = new HttpTransport({
      endpoint,
      credentials,
      now,
      retries: 2,
      retryAfterMs: 1,
      environment: {},
    });
    return {
      ...unhurried,
      call: (action, request, options) => inner.call(action, request, options),
      close: () => inner.close(),
    };
  }
}

/** Time passes by calls here, so that nothing has to be waited for. */
const unhurried = { requestsPerSecond: Number.POSITIVE_INFINITY, pollEveryMs: 1, retryAfterMs: 1 };
