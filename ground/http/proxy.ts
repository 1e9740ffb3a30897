import { type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { UserError } from "../errors";
import { isLoopback } from "./loopback";

/** How requests get to a server. */
export interface Route {
  readonly dispatcher: Dispatcher;
  /** The proxy that they may go through, without user and password; undefined where there is none. */
  readonly through: string | undefined;
}

export interface RouteOptions {
  /** Connections kept open. */
  readonly connections: number;
  /** Milliseconds for an answer to begin, and for each part of it. */
  readonly answerWithin: number;
  /** Milliseconds for a connection. */
  readonly connectWithin: number;
}

/**
 * The way to an endpoint: through the proxy of `HTTPS_PROXY` or `HTTP_PROXY`, by the endpoint's scheme, unless
 * `NO_PROXY` names its host; of two spellings the lower case one counts. This machine itself is reached without any.
 *
 * @throws UserError when the variable names no proxy; its text, which may hold a password, isn't repeated.
 */
export function routeTo(
  endpoint: URL,
  { connections, answerWithin, connectWithin }: RouteOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Route {
  const limits = { connections, headersTimeout: answerWithin, bodyTimeout: answerWithin };
  const connect = { timeout: connectWithin };
  const proxy = proxyFor(endpoint, environment);
  if (proxy === undefined) {
    return { dispatcher: new Pool(endpoint.origin, { ...limits, connect }), through: undefined };
  }
  const isTls = endpoint.protocol === "https:";
  const dispatcher = new EnvHttpProxyAgent({
    ...limits,
    connect,
    requestTls: connect,
    proxyTls: connect,
    httpsProxy: isTls ? proxy.href : "",
    httpProxy: isTls ? "" : proxy.href,
    noProxy: environment.no_proxy ?? environment.NO_PROXY ?? "",
    // Many proxies open tunnels to port 443 alone, and what is in clear needs none.
    proxyTunnel: isTls,
  });
  return { dispatcher, through: proxy.origin };
}

function proxyFor(endpoint: URL, environment: NodeJS.ProcessEnv): URL | undefined {
  if (isLoopback(endpoint.hostname)) return undefined;
  const name = endpoint.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const text = (environment[name.toLowerCase()] ?? environment[name] ?? "").trim();
  if (text === "") return undefined;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy && /^https?:$/.test(proxy.protocol)) return proxy;
  throw new UserError(
    `${name} names no proxy that can be used: write http://host:port or https://host:port (a password in it percent-encoded), or name ${endpoint.hostname} in NO_PROXY`,
  );
}
