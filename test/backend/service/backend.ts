import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Action,
  ApiError,
  ModifySettings,
  type RequestOf,
  type ResponseOf,
  type Settings,
} from "../../../backend/api";
import { type Actor, createService, type Service } from "../../../backend/service";
import { embeddedUin, openStore, type Store } from "../../../backend/store";

export const requestId = "11111111-2222-4333-8444-555555555555";
export const uin = embeddedUin;

/** A service on a real database in a folder of its own, whose clock the test moves. */
export class Backend {
  now = Date.parse("2026-03-01T00:00:00.000Z");

  private constructor(
    readonly folder: string,
    readonly file: string,
    readonly store: Store,
  ) {}

  #service: Service | undefined;

  /** Windows last 180-300 s unless a test says otherwise, as on a server. */
  static async open(settings: Partial<Settings> = {}): Promise<Backend> {
    const folder = mkdtempSync(join(tmpdir(), "backend-service-"));
    const file = join(folder, "backend.db");
    const backend = new Backend(folder, file, await openStore({ file, create: true }));
    await backend.admin(ModifySettings, { WindowSecondsMin: 180, WindowSecondsMax: 300, ...settings });
    return backend;
  }

  get service(): Service {
    this.#service ??= createService(this.store, { now: () => new Date(this.now) });
    return this.#service;
  }

  /** Calls an action and holds its answer against the contract. */
  async call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    actor: Actor = { kind: "provider" },
  ): Promise<ResponseOf<A>> {
    const response = await this.service.call(action, request, { uin, actor, requestId });
    expect(action.response.parse(response)).toEqual(response);
    return response;
  }

  admin<A extends Action>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
    return this.call(action, request, { kind: "admin" });
  }

  /** The refusal of a call that must not succeed. */
  async refusal<A extends Action>(action: A, request: RequestOf<A>, actor?: Actor): Promise<ApiError> {
    return refusalOf(this.call(action, request, actor));
  }

  pass(time: { seconds?: number; hours?: number; days?: number }): void {
    const { seconds = 0, hours = 0, days = 0 } = time;
    this.now += ((days * 24 + hours) * 3_600 + seconds) * 1_000;
  }

  async close(): Promise<void> {
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
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
