import pino from "pino";
import {
  type Action,
  type ApplicationRecord,
  CreateApplication,
  DescribeApplications,
  type Fault,
  ModifySettings,
  type RequestOf,
  type ResponseOf,
  type Settings,
} from "../../../backend/api";
import { type RunningServer, type ServerOptions, startServer } from "../../../backend/http";
import { type AccessKey, addAccessKey, addAccount } from "../../../backend/service";
import { type AccessRights, openStore, type Store } from "../../../backend/store";
import { HttpTransport } from "../../../provider/client/http/http";
import { type TestDatabase, testDatabases } from "../databases";

const databases = testDatabases();

/** A real server on a real database, with an account and its operator; the test moves the clock. */
export class Served {
  now = Date.parse("2026-03-01T00:00:00.000Z");
  /** Milliseconds that have passed, whatever the clock was set to. */
  elapsed = 0;
  /** What the server logged, as JSON lines. */
  readonly logged: string[] = [];
  faults: readonly Fault[] = [];
  readonly #transports: HttpTransport[] = [];
  #server: RunningServer | undefined;
  #operator: HttpTransport | undefined;

  private constructor(
    readonly store: Store,
    readonly key: AccessKey,
    private readonly database: TestDatabase,
  ) {}

  static async open(settings: Partial<Settings> = {}): Promise<Served> {
    const database = await databases.made();
    const { location, environment } = database;
    const store = await openStore({ ...location, environment, create: false });
    const key = await addAccount(store, { name: "test", now: Date.parse("2026-03-01T00:00:00.000Z") });
    const served = new Served(store, key, database);
    served.#server = await served.anotherServer();
    await served.admin(ModifySettings, { RequestsPerSecond: 1_000, ...settings });
    return served;
  }

  /** One more on the same database. */
  anotherServer(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
    return startServer({
      store: this.store,
      address: { host: "127.0.0.1", port: 0 },
      log: pino({ base: null }, { write: (line) => void this.logged.push(line) }),
      version: "0.0.0",
      commonFaults: () => this.faults,
      now: () => new Date(this.now),
      clock: () => this.elapsed,
      ...options,
    });
  }

  get server(): RunningServer {
    if (!this.#server) throw new Error("the server doesn't run");
    return this.#server;
  }

  get url(): string {
    return this.server.url;
  }

  transport(key: Pick<AccessKey, "secretId" | "secretKey"> = this.key, retries = 2): HttpTransport {
    const transport = new HttpTransport({
      endpoint: new URL(this.url),
      credentials: key,
      retries,
      now: () => this.now,
    });
    this.#transports.push(transport);
    return transport;
  }

  /** Waits until a request is being answered. */
  async running(): Promise<void> {
    for (let look = 0; look < 1_000; look += 1) {
      const metrics = await (await fetch(`${this.url}/metrics`)).text();
      if (/^tencentrtc_requests_running [1-9]/m.test(metrics)) return;
    }
    throw new Error("no request runs");
  }

  /** Makes an application, and says its SDKAppID. */
  async create(fields: Partial<RequestOf<typeof CreateApplication>> = {}): Promise<number> {
    const request: RequestOf<typeof CreateApplication> = {
      Name: "shop",
      Region: "tokyo",
      Products: ["chat"],
      ...fields,
    };
    return (await this.transport().call(CreateApplication, request, options())).SdkAppId;
  }

  /** What the API says of an application; undefined where it is gone. */
  async application(SdkAppId: number): Promise<ApplicationRecord | undefined> {
    const request = { SdkAppIds: [SdkAppId] };
    const [entry] = (await this.transport().call(DescribeApplications, request, options())).Entries;
    return entry?.Outcome === "Found" ? entry.Application : undefined;
  }

  addKey(rights: AccessRights): Promise<AccessKey> {
    return addAccessKey(this.store, { account: this.key.uin, user: `${rights}er`, rights, now: this.now });
  }

  /** Settings as at the start, and no faults. */
  async reset(): Promise<void> {
    await this.store.write((db) =>
      db
        .updateTable("accounts")
        .set({ settings: '{"RequestsPerSecond":1000000}', faults: "[]" })
        .where("uin", "=", this.key.uin)
        .execute(),
    );
  }

  async admin<A extends Action>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
    this.#operator ??= this.transport(await this.addKey("admin"));
    return this.#operator.call(action, request, options());
  }

  async close(): Promise<void> {
    await Promise.all(this.#transports.map((transport) => transport.close()));
    await this.#server?.stop();
    await this.store.close();
    await this.database.remove();
  }
}

export const options = (signal = new AbortController().signal) => ({ signal, mayCreateBackend: false });
