import { createServer as createPlainServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import { type Fault, isLoopback } from "../api";
import { consolePages, consoleRoot } from "../console";
import { createService } from "../service";
import type { Store } from "../store";
import { type Address, inUrl } from "./address";
import { consoleDoor } from "./console";
import { Directory } from "./directory";
import { door, isDoor } from "./door";
import { FaultPlan } from "./faults";
import { Metrics } from "./metrics";
import { type Parts, pipeline } from "./pipeline";
import { RateLimit } from "./rate-limit";
import { routes } from "./routes";

export interface ServerOptions {
  readonly store: Store;
  readonly address: Address;
  /** PEM texts; without them the server speaks plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly log: Logger;
  /** Of this release, for `/openapi.json`. */
  readonly version: string;
  /** Faults for every account, beside its own; asked at each request. */
  readonly commonFaults?: () => readonly Fault[];
  /** Bytes of a request at most; 1 MiB unless given. */
  readonly requestLimit?: number;
  /** Whether there is a console page: on this machine's own addresses unless given. */
  readonly console?: boolean;
  readonly now?: () => Date;
}

/** A management backend that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:9443` */
  readonly url: string;
  /** Takes no more connections, finishes the requests that run, then ends. The store stays open. */
  stop(): Promise<void>;
}

const defaultRequestLimit = 1024 * 1024;
/** Milliseconds for running requests to end, and between two looks for connections that have gone idle. */
const patience = 10_000;
const lookEvery = 50;

/** Starts a server; resolves when it takes connections. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { store, address, tls, log, now = () => new Date() } = options;
  const metrics = new Metrics();
  const parts: Parts = {
    service: createService(store, { now }),
    directory: new Directory(store),
    rateLimit: new RateLimit(),
    faultPlan: new FaultPlan(),
    commonFaults: options.commonFaults ?? (() => []),
    metrics,
    log,
    now,
  };
  let stopping = false;
  const isReady = async () => !stopping && (await canRead(store));
  const app = routes({ metrics, version: options.version, isReady });
  const actions = door(pipeline(parts), options.requestLimit ?? defaultRequestLimit);
  const pages = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const console = consoleListener(parts, options);
  const listener: RequestListener = (incoming, outgoing) => {
    if (isDoor(incoming.url)) return actions(incoming, outgoing);
    return (console && isConsole(incoming.url) ? console : pages)(incoming, outgoing);
  };
  const server = tls ? createTlsServer(tls, listener) : createPlainServer(listener);
  const port = await listen(server, address);
  return {
    url: `${tls ? "https" : "http"}://${inUrl(address.host)}:${port}`,
    async stop() {
      stopping = true;
      await close(server);
      metrics.close();
    },
  };
}

const isConsole = (url: string | undefined): boolean =>
  url === consoleRoot ||
  url?.startsWith(`${consoleRoot}/`) === true ||
  url?.startsWith(`${consoleRoot}?`) === true;

function consoleListener(parts: Parts, options: ServerOptions): RequestListener | undefined {
  const { address, tls, console = isLoopback(address.host), requestLimit = defaultRequestLimit } = options;
  if (!console) return undefined;
  const { fetch } = consolePages({
    ask: consoleDoor(parts),
    find: parts.directory.find,
    commonFaults: parts.commonFaults,
    // Beyond this machine something encrypts, be it before the server.
    secure: tls !== undefined || !isLoopback(address.host),
    requestLimit,
    complain: (err, requestId) => parts.log.error({ requestId, code: "InternalError", err }),
    now: () => parts.now().getTime(),
  });
  return getRequestListener(fetch, { overrideGlobalObjects: false });
}

async function canRead(store: Store): Promise<boolean> {
  try {
    await store.read((db) => db.selectFrom("accounts").select("uin").limit(1).execute());
    return true;
  } catch {
    return false;
  }
}

const listen = (server: Server, { host, port }: Address): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });

/** A client keeps its connection for later requests, so one that goes idle is closed, and one that hangs is cut. */
const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const looking = setInterval(() => server.closeIdleConnections(), lookEvery);
    const cutting = setTimeout(() => server.closeAllConnections(), patience);
    server.close(() => {
      clearInterval(looking);
      clearTimeout(cutting);
      resolve();
    });
  });
