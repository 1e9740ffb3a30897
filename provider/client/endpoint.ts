import { resolve } from "node:path";
import { postgresFileParameters, type ServiceName, serviceNames } from "../../backend/api";
import { isLoopback } from "../../ground/http/loopback";
import { isFile, shownEndpoint } from "./endpoint-password";
import { BackendUnavailable } from "./errors";
import type { Credentials } from "./http/http";
import { PerServiceTransport } from "./per-service";
import type { Transport, TransportActor } from "./transport";

/** Where the embedded backend lives when nothing else is said: inside the Pulumi project. */
export const defaultEndpoint = "file:.tencentrtc/backend.db";

const sharedExample = "postgres://user@host/database";

/** A database that the service works on in this process: a file, or a PostgreSQL database by its URL. */
export type DatabaseLocation = { readonly file: string } | { readonly url: string };

/** Whether an endpoint is a PostgreSQL database. */
export const isShared = (endpoint: string): boolean => /^postgres(ql)?:/.test(endpoint);

/**
 * The database that an endpoint names.
 *
 * @throws BackendUnavailable when the endpoint is of another kind, or names no file.
 */
export function databaseLocation(endpoint: string, root: string): DatabaseLocation {
  if (isFile(endpoint)) return { file: databaseFile(endpoint, root) };
  if (isShared(endpoint)) return { url: withFilesFrom(root, endpoint) };
  throw new BackendUnavailable(
    `the endpoint "${shownEndpoint(endpoint)}" can't be used: name a database, for example "${defaultEndpoint}" or "${sharedExample}"`,
    "unsupported",
  );
}

/** With the files that it names as a `file:` endpoint has its own: relative ones start at the project's root. */
function withFilesFrom(root: string, endpoint: string): string {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  const named = postgresFileParameters.filter((name) => url?.searchParams.get(name));
  if (!url || named.length === 0) return endpoint;
  for (const name of named) url.searchParams.set(name, resolve(root, url.searchParams.get(name) ?? ""));
  return url.href;
}

/** The database file of a `file:` endpoint; relative paths start at the project's root. */
export function databaseFile(endpoint: string, root: string): string {
  const path = endpoint.slice("file:".length).replace(/^\/\/(?=\/)/, "");
  if (path === "" || path.startsWith("//")) {
    throw new BackendUnavailable(
      `the endpoint "${shownEndpoint(endpoint)}" names no file; write for example "${defaultEndpoint}" (relative to the project) or "file:/srv/rtc/backend.db"`,
      "unsupported",
    );
  }
  return resolve(root, path);
}

/** What is needed to connect beside the endpoint. */
export interface ConnectOptions {
  /** Endpoints of single services: `tag`, `trtc` and `cim` may be Tencent Cloud's own. */
  readonly services?: Readonly<Partial<Record<ServiceName, string>>>;
  readonly credentials?: Credentials | undefined;
  /** Lets requests, and the secret keys in their answers, go over a network in clear. */
  readonly allowHttp?: boolean;
  /** Who the backend's log shall say it was; the provider unless given. */
  readonly actor?: TransportActor;
  /** The account in a database that servers share; unless given, the one that is there without any. */
  readonly uin?: string | undefined;
  /** Where the key of a database is looked up; this process's environment unless given. */
  readonly environment?: NodeJS.ProcessEnv | undefined;
}

export type Connect = (endpoint: string, root: string, options?: ConnectOptions) => Promise<Transport>;

/**
 * Connects to the management backend at `endpoint`. Nothing is opened or sent before the first call.
 *
 * @throws BackendUnavailable when the endpoint can't be used, with what to write instead.
 */
export async function connect(
  endpoint: string,
  root: string,
  options: ConnectOptions = {},
): Promise<Transport> {
  const management = await connectTo(endpoint, root, options);
  const services = new Map<ServiceName, Transport>();
  for (const service of serviceNames) {
    const own = options.services?.[service];
    if (own !== undefined) services.set(service, await connectOverHttp(own, options));
  }
  return services.size === 0 ? management : new PerServiceTransport(management, services);
}

async function connectTo(endpoint: string, root: string, options: ConnectOptions): Promise<Transport> {
  if (isFile(endpoint) || isShared(endpoint)) {
    const location = databaseLocation(endpoint, root);
    const { InProcessTransport }: typeof import("./in-process") = require("./in-process");
    return new InProcessTransport(location, options);
  }
  const url = httpUrl(endpoint);
  if (url && isPublic(url)) throw hasNoApplications(endpoint);
  if (url) return connectOverHttp(endpoint, options);
  throw new BackendUnavailable(
    `the endpoint "${shownEndpoint(endpoint)}" can't be used: name an embedded backend, for example "${defaultEndpoint}", a shared database, for example "${sharedExample}", or a server, for example "https://rtc.example.com"`,
    "unsupported",
  );
}

async function connectOverHttp(
  endpoint: string,
  { credentials, allowHttp, actor }: ConnectOptions,
): Promise<Transport> {
  const url = httpUrl(endpoint);
  if (url === undefined || url.username || url.password || url.search || url.hash) {
    throw new BackendUnavailable(
      `the endpoint "${shownEndpoint(endpoint)}" can't be used: write it without user, password or query, for example "https://rtc.example.com"`,
      "unsupported",
    );
  }
  if (url.protocol === "http:" && !allowHttp && !isLoopback(url.hostname)) {
    throw new BackendUnavailable(
      `the endpoint "${shownEndpoint(endpoint)}" would carry secret keys over the network in clear: use https://, or set tencentrtc:allowHttp to "true" where the network itself is safe`,
      "unsupported",
    );
  }
  if (!credentials) {
    throw new BackendUnavailable(
      `the endpoint "${shownEndpoint(endpoint)}" needs a key pair: set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, or tencentrtc:secretId and tencentrtc:secretKey (\`pulumi config set --secret\`); \`tencentrtc account add\` makes one`,
      "unsupported",
    );
  }
  const { HttpTransport }: typeof import("./http/http") = require("./http/http");
  return new HttpTransport({ endpoint: url, credentials, actor });
}

/** Whether the endpoint is reached over HTTP. */
export const isServer = (endpoint: string): boolean => /^https?:\/\//.test(endpoint);

const httpUrl = (endpoint: string): URL | undefined =>
  isServer(endpoint) && URL.canParse(endpoint) ? new URL(endpoint) : undefined;

const isPublic = ({ hostname }: URL): boolean => /(^|\.)tencentcloudapi\.com$/.test(hostname);

const hasNoApplications = (endpoint: string): BackendUnavailable =>
  new BackendUnavailable(
    `the endpoint "${shownEndpoint(endpoint)}" can't manage applications: Tencent Cloud has no public API that makes, changes, disables or deletes them. Name a management backend, for example "${defaultEndpoint}" or a server of \`tencentrtc serve\`; tags may go to Tencent Cloud all the same, with tencentrtc:serviceEndpoints '{"tag": "https://tag.tencentcloudapi.com"}'`,
    "unsupported",
  );
