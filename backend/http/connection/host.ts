import type { X509Certificate } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import { isIP } from "node:net";
import { isLoopback } from "../../../ground/http/loopback";
import { type PublicHost, parseHost } from "../../api";

/** What of a request tells whom it is for. */
interface Asked {
  readonly headers: Pick<IncomingMessage["headers"], "host">;
  readonly socket: Pick<IncomingMessage["socket"], "localAddress">;
}

/** What a URL leaves out. */
const usualPorts: ReadonlySet<number> = new Set([80, 443]);

/** Whether this is what was meant: any port where none is told. */
const isMeant = (meant: PublicHost, { name, port }: PublicHost): boolean =>
  meant.name === name &&
  (meant.port === undefined || meant.port === port || (port === undefined && usualPorts.has(meant.port)));

/** An IPv4 address may come in the clothes of an IPv6 one. */
const plainAddress = (address = ""): string => address.replace(/^::ffff:(?=\d+\.)/i, "").toLowerCase();

/**
 * The hosts for which a server accepts requests. The signature of a request covers its Host, so a request that was signed
 * for another server is refused, and a page of another site, whose name leads here, can read nothing.
 */
export class Hosts {
  constructor(
    /** Beside this machine's own names and the address that a connection came to. */
    private readonly known: readonly PublicHost[],
    /** The server's own: whoever shows it is who it names. A wildcard may name others, too. */
    private readonly certificate?: X509Certificate,
  ) {}

  /** Whether the server may take what was sent to this host for its own. */
  isOurs({ headers, socket }: Asked): boolean {
    const host = parseHost(headers.host ?? "");
    if (!host) return false;
    return (
      isLoopback(host.name) ||
      host.name === plainAddress(socket.localAddress) ||
      this.known.some((meant) => isMeant(meant, host)) ||
      this.#isCertified(host.name)
    );
  }

  #isCertified(name: string): boolean {
    const isOnIt = isIP(name)
      ? this.certificate?.checkIP(name)
      : this.certificate?.checkHost(name, { subject: "never", wildcards: false });
    return isOnIt !== undefined;
  }
}

/** Whether a request names an address, as probes do: no page of another site is one's own by that. */
export const isByAddress = ({ headers }: Pick<Asked, "headers">): boolean =>
  isIP(parseHost(headers.host ?? "")?.name ?? "") !== 0;

/** Says which host was asked for, as far as it can be one. */
export function notOurs({ headers: { host = "" } }: Pick<Asked, "headers">): string {
  const isPlain = parseHost(host) !== undefined && host.length <= 260;
  const asked = isPlain ? `"${host}"` : "the host that it names";
  const told = isPlain ? host : "NAME[:PORT]";
  return `the request is for ${asked}, and this server is not known to be that: what is signed for another server is not taken, since somebody between could have passed it on. If clients reach it by that name, start it with --public-host ${told}`;
}

/** The answer of a page to another host: "Misdirected Request". */
export const refuseMisdirected: RequestListener = (incoming, outgoing) => {
  outgoing.writeHead(421, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  outgoing.end(`${notOurs(incoming)}\n`);
};

/** Headers by which a proxy tells that it has passed a request on. */
const passedOn = [
  "forwarded",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
  "via",
];

/** Whether browser and server are on one machine, as far as a request tells. */
export const isNear = ({ headers }: Pick<IncomingMessage, "headers">): boolean =>
  isLoopback(parseHost(headers.host ?? "")?.name ?? "") && !passedOn.some((name) => name in headers);
