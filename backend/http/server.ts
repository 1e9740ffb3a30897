import { X509Certificate } from "node:crypto";
import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { getRequestListener } from "@hono/node-server";
import type { Logger } from "pino";
import { isLoopback } from "../../ground/http/loopback";
import type { Fault, PublicHost } from "../api";
import { consolePages, consoleRoot } from "../console";
import { createService, LateWebhooks, type Service } from "../service";
import type { Store } from "../store";
import { actionListener, isForActions } from "./action-listener";
import { chatListener, isForChat } from "./chat/listener";
import { ChatMeters } from "./chat/meters";
import { type Address, inUrl } from "./connection/address";
import { Hosts, isByAddress, isNear, refuseMisdirected } from "./connection/host";
import { defaultBytesInFlight, InFlight } from "./connection/in-flight";
import { listen } from "./connection/listening";
import { GracefulStop } from "./connection/stop";
import { consoleDoor } from "./console";
import { FaultPlan } from "./faults";
import { KeyPairs } from "./key-pairs";
import { Metrics } from "./metrics";
import { type Parts, pipeline } from "./pipeline";
import { RateLimit } from "./rate-limit";
import { isProbe, routes } from "./routes";

export interface ServerOptions {
  readonly store: Store;
  /** Who answers; a service over the store unless given. */
  readonly service?: Service | undefined;
  readonly address: Address;
  /** PEM texts; without them the server speaks plain HTTP. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly log: Logger;
  /** Version of this release, for `/openapi.json`. */
  readonly version: string;
  /** Faults for every account, beside its own; asked at each request. */
  readonly commonFaults?: () => readonly Fault[];
  /** Bytes of a request at most; 1 MiB unless given. */
  readonly requestLimit?: number;
  /** Each as `defaultBounds` says unless given. */
  readonly bounds?: Partial<Bounds>;
  /** Hosts by which clients reach the server, beside those that it knows by itself (`Hosts`). */
  readonly publicHosts?: readonly PublicHost[];
  /** Whether there is a console page: for this machine's own browsers, on its own addresses, unless given. */
  readonly console?: boolean;
  readonly now?: () => Date;
  /** Milliseconds of a clock that nobody sets, for how long a session lasts. */
  readonly clock?: () => number;
}

/** A management backend that listens. */
export interface RunningServer {
  /** `http://127.0.0.1:9443` */
  readonly url: string;
  /** Takes no more connections, finishes the requests that run, then ends. The store stays open. */
  stop(): Promise<void>;
}

const defaultRequestLimit = 1024 * 1024;

/** What strangers may take of a server before it is known who they are. */
export interface Bounds {
  /** Connections at once; one more is closed as it comes. */
  readonly connections: number;
  /** Bytes of large requests that are held at once. */
  readonly bytesInFlight: number;
  /** Milliseconds for the headers of a request, and for all of it, to arrive. */
  readonly headersWithin: number;
  readonly requestWithin: number;
}

const defaultBounds: Bounds = {
  connections: 1_000,
  bytesInFlight: defaultBytesInFlight,
  headersWithin: 10_000,
  requestWithin: 30_000,
};

/** Starts a server; resolves when it takes connections. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { store, address, tls, log, now = () => new Date() } = options;
  const metrics = new Metrics();
  const parts: Parts = {
    service: options.service ?? createService(store, { now }),
    keyPairs: new KeyPairs(store),
    rateLimit: new RateLimit(),
    faultPlan: new FaultPlan(),
    commonFaults: options.commonFaults ?? (() => []),
    metrics,
    log,
    now,
  };
  const bounds = { ...defaultBounds, ...options.bounds };
  const ending = new GracefulStop();
  const isReady = async () => !ending.isStopping && (await canRead(store));
  const app = routes({ metrics, version: options.version, isReady });
  const hosts = new Hosts(
    [{ name: address.host.toLowerCase(), port: undefined }, ...(options.publicHosts ?? [])],
    tls && new X509Certificate(tls.cert),
  );
  const { requestLimit = defaultRequestLimit, clock = () => performance.now() } = options;
  const inFlight = new InFlight(bounds.bytesInFlight);
  const actions = actionListener(pipeline(parts), hosts, requestLimit, inFlight);
  const memory = { meters: new ChatMeters(clock), late: new LateWebhooks() };
  const chat = chatListener({ ...parts, store, ...memory, inFlight, requestLimit });
  const pages = taking(["GET", "HEAD"], getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const console = consoleListener(parts, options);
  const listener = ending.around((incoming, outgoing) => {
    const { url } = incoming;
    if (isForActions(url)) return actions(incoming, outgoing);
    if (isConsole(url) && console && (options.console || isNear(incoming))) {
      return (hosts.isOurs(incoming) ? console : refuseMisdirected)(incoming, outgoing);
    }
    if (isForChat(url) && hosts.isOurs(incoming)) return chat(incoming, outgoing);
    const isHere = isProbe(url) || isByAddress(incoming) || hosts.isOurs(incoming);
    return (isHere ? pages : refuseMisdirected)(incoming, outgoing);
  });
  const within = {
    headersTimeout: bounds.headersWithin,
    requestTimeout: bounds.requestWithin,
    connectionsCheckingInterval: Math.min(1_000, bounds.headersWithin),
  };
  const make = () => {
    const server = tls
      ? createTlsServer({ ...tls, ...within }, listener)
      : createPlainServer(within, listener);
    server.maxConnections = bounds.connections;
    return server;
  };
  const { servers, port } = await listen(make, address);
  return {
    url: `${tls ? "https" : "http"}://${inUrl(address.host)}:${port}`,
    async stop() {
      await Promise.all(servers.map((server) => ending.stop(server)));
      metrics.close();
    },
  };
}

const isConsole = (url: string | undefined): boolean =>
  url === consoleRoot ||
  url?.startsWith(`${consoleRoot}/`) === true ||
  url?.startsWith(`${consoleRoot}?`) === true;

function consoleListener(parts: Parts, options: ServerOptions): RequestListener | undefined {
  const { address, console = isLoopback(address.host), requestLimit = defaultRequestLimit } = options;
  if (!console) return undefined;
  const { fetch } = consolePages({
    ask: consoleDoor(parts),
    find: parts.keyPairs.find,
    commonFaults: parts.commonFaults,
    isNear,
    requestLimit,
    complain: (err, requestId) => parts.log.error({ requestId, code: "InternalError", err }),
    clock: options.clock ?? (() => performance.now()),
  });
  return taking(["GET", "HEAD", "POST"], getRequestListener(fetch, { overrideGlobalObjects: false }));
}

/** Pages know these methods; some of the others can't even be told to what serves them. */
const taking =
  (methods: readonly string[], listener: RequestListener): RequestListener =>
  (incoming, outgoing) => {
    const { method = "" } = incoming;
    if (methods.includes(method)) return listener(incoming, outgoing);
    outgoing.writeHead(405, { allow: methods.join(", "), "content-type": "text/plain" });
    outgoing.end(`${method} isn't offered here\n`);
  };

async function canRead(store: Store): Promise<boolean> {
  try {
    await store.read((db) => db.selectFrom("accounts").select("uin").limit(1).execute());
    return true;
  } catch {
    return false;
  }
}
