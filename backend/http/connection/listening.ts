import type { Server } from "node:http";
import type { Address } from "./address";

/** Servers that take connections on the same port, each on an address of its own. */
export interface Listening {
  readonly servers: readonly Server[];
  readonly port: number;
}

/** `localhost` is both: a client takes the one that its system names first. */
const loopbacks = ["127.0.0.1", "::1"];

/** How often another free port is tried where one is free on the first address alone. */
const attempts = 10;

/** Listens on what an address names; where it is `localhost`, on each loopback address that this machine has. */
export async function listen(make: () => Server, { host, port }: Address): Promise<Listening> {
  if (host.toLowerCase() !== "localhost") {
    const server = make();
    return { servers: [server], port: await listenOn(server, { host, port }) };
  }
  for (let attempt = 1; ; attempt += 1) {
    const servers: Server[] = [];
    try {
      return { servers, port: await listenOnEach(make, port, servers) };
    } catch (error) {
      for (const server of servers) server.close();
      if (port !== 0 || attempt === attempts || codeOf(error) !== "EADDRINUSE") throw error;
    }
  }
}

/** @param servers takes those that listen */
async function listenOnEach(make: () => Server, port: number, servers: Server[]): Promise<number> {
  let shared = port;
  let missing: unknown;
  for (const host of loopbacks) {
    const server = make();
    try {
      shared = await listenOn(server, { host, port: shared });
      servers.push(server);
    } catch (error) {
      // A machine without IPv4, or without IPv6.
      if (!isMissing(codeOf(error))) throw error;
      missing = error;
    }
  }
  if (servers.length === 0) throw missing;
  return shared;
}

const isMissing = (code: unknown): boolean => code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT";

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

const listenOn = (server: Server, { host, port }: Address): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
