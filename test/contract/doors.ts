import { randomUUID } from "node:crypto";
import pino from "pino";
import {
  type Action,
  ModifySettings,
  type RequestOf,
  type ResponseOf,
  type Settings,
} from "../../backend/api";
import { startServer } from "../../backend/http";
import { type Actor, addAccessKey, addAccount, createService } from "../../backend/service";
import { openStore, type Store } from "../../backend/store";
import { HttpTransport } from "../../provider/client/http/http";
import type { TestDatabase } from "../backend/databases";

type Call = <A extends Action>(action: A, request: RequestOf<A>) => Promise<ResponseOf<A>>;

/** A backend behind one door, whose clock the test moves. */
export interface Contract {
  readonly uin: string;
  /** As a provider calls it. */
  readonly call: Call;
  /** As the operator of the account does. */
  readonly admin: Call;
  pass(seconds: number): void;
  close(): Promise<void>;
}

type Door = (store: Store, now: () => Date) => Promise<Pick<Contract, "uin" | "call" | "admin" | "close">>;

const inProcess: Door = async (store, now) => {
  const { uin } = await addAccount(store, { name: "contract", now: now().getTime() });
  const service = createService(store, { now });
  const as =
    (kind: Actor["kind"]): Call =>
    (action, request) =>
      service.call(action, request, { uin, actor: { kind }, requestId: randomUUID() });
  return { uin, call: as("provider"), admin: as("admin"), close: async () => {} };
};

const http: Door = async (store, now) => {
  const key = await addAccount(store, { name: "contract", now: now().getTime() });
  const operator = { account: key.uin, user: "operator", rights: "admin", now: now().getTime() } as const;
  const address = { host: "127.0.0.1", port: 0 };
  const server = await startServer({ store, address, log: pino({ level: "silent" }), version: "0", now });
  const transports = [key, await addAccessKey(store, operator)].map(
    (credentials) =>
      new HttpTransport({
        endpoint: new URL(server.url),
        credentials,
        retries: 0,
        now: () => now().getTime(),
      }),
  );
  const [user, admin] = transports;
  if (!user || !admin) throw new Error("two were made");
  const options = { signal: new AbortController().signal, mayCreateBackend: false };
  return {
    uin: key.uin,
    call: (action, request) => user.call(action, request, options),
    admin: (action, request) => admin.call(action, request, options),
    async close() {
      await Promise.all(transports.map((transport) => transport.close()));
      await server.stop();
    },
  };
};

export const doors: Readonly<Record<string, Door>> = { "in process": inProcess, "over HTTP": http };

/** Opens a backend behind a door; windows last 180 s unless a test says otherwise. */
export async function openContract(
  door: Door,
  database: TestDatabase,
  settings: Partial<Settings> = {},
): Promise<Contract> {
  let time = Date.parse("2026-03-01T00:00:00.000Z");
  const { location, environment } = database;
  const store = await openStore({ ...location, environment, create: false });
  const opened = await door(store, () => new Date(time));
  const windows = { WindowSecondsMin: 180, WindowSecondsMax: 180 };
  await opened.admin(ModifySettings, { ...windows, RequestsPerSecond: 10_000, ...settings });
  return {
    ...opened,
    pass: (seconds) => {
      time += seconds * 1_000;
    },
    async close() {
      await opened.close();
      await store.close();
      await database.remove();
    },
  };
}
