import {
  type Action,
  ApiError,
  type ApplicationRecord,
  applicationResource,
  CreateApplication,
  DeleteApplication,
  DisableApplication,
  type RequestOf,
  type ResponseOf,
  type Settings,
} from "../../../backend/api";
import { type Actor, createService, type Service } from "../../../backend/service";
import { embeddedUin, openStore, type Store } from "../../../backend/store";
import { Acts } from "../acts";
import { type TestDatabase, testDatabases } from "../databases";

export const requestId = "11111111-2222-4333-8444-555555555555";
export const uin = embeddedUin;

const databases = testDatabases();

/** A service on a real database of its own, whose clock the test moves. */
export class Backend extends Acts {
  now = Date.parse("2026-03-01T00:00:00.000Z");

  private constructor(
    readonly database: TestDatabase,
    readonly store: Store,
  ) {
    super();
  }

  #service: Service | undefined;

  /** Windows last 180-300 s unless a test says otherwise, as on a server. */
  static async open(settings: Partial<Settings> = {}): Promise<Backend> {
    const database = await databases.made();
    const { location, environment } = database;
    const backend = new Backend(database, await openStore({ ...location, environment, create: false }));
    await backend.settings({ WindowSecondsMin: 180, WindowSecondsMax: 300, ...settings });
    return backend;
  }

  get service(): Service {
    this.#service ??= createService(this.store, { now: () => new Date(this.now) });
    return this.#service;
  }

  /** Calls an action and holds its answer against the contract. */
  call<A extends Action>(action: A, request: RequestOf<A>, actor?: Actor): Promise<ResponseOf<A>> {
    return this.as(uin, action, request, actor);
  }

  /** Calls an action for another account, and holds its answer against the contract. */
  async as<A extends Action>(
    account: string,
    action: A,
    request: RequestOf<A>,
    actor: Actor = { kind: "provider" },
  ): Promise<ResponseOf<A>> {
    const response = await this.service.call(action, request, { uin: account, actor, requestId });
    expect(action.response.parse(response)).toEqual(response);
    return response;
  }

  /** The refusal of a call that must not succeed. */
  async refusal<A extends Action>(action: A, request: RequestOf<A>, actor?: Actor): Promise<ApiError> {
    return refusalOf(this.call(action, request, actor));
  }

  readonly newApplication: RequestOf<typeof CreateApplication> = {
    Name: "support_chat",
    Region: "tokyo",
    Products: ["chat"],
  };

  create(changes: Partial<RequestOf<typeof CreateApplication>> = {}) {
    return this.call(CreateApplication, { ...this.newApplication, ...changes });
  }

  /** What is said of an application; undefined only where it is said to be gone. */
  async describe(SdkAppId: number, which?: { secrets: boolean }): Promise<ApplicationRecord | undefined> {
    const entry = await this.entry(SdkAppId, which);
    if (entry?.Outcome === "Found") return entry.Application;
    expect(entry?.Code).toBe("ResourceNotFound.Application");
    return undefined;
  }

  async disable(SdkAppId: number): Promise<void> {
    await this.call(DisableApplication, { SdkAppId });
    this.pass({ seconds: 300 });
  }

  async destroy(SdkAppId: number): Promise<void> {
    await this.disable(SdkAppId);
    await this.call(DeleteApplication, { SdkAppId });
    this.pass({ seconds: 300 });
  }

  /** The application's name for the tag service. */
  resource(SdkAppId: number): string {
    return applicationResource(uin, SdkAppId);
  }

  async addAccount(account: string): Promise<void> {
    const row = { uin: account, name: account, settings: "{}", next_sdk_app_id: 1998000001, created_at: 0 };
    await this.store.write((db) => db.insertInto("accounts").values(row).execute());
  }

  pass(time: { seconds?: number; hours?: number; days?: number }): void {
    const { seconds = 0, hours = 0, days = 0 } = time;
    this.now += ((days * 24 + hours) * 3_600 + seconds) * 1_000;
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.database.remove();
  }
}

export async function refusalOf(answer: Promise<unknown>): Promise<ApiError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("the call succeeded");
}
