import { type Command, InvalidArgumentError, Option } from "commander";
import { type PublicHost, parseHost } from "../../backend/api";
import { UserError } from "../../ground/errors";
import { isLoopback } from "../../ground/http/loopback";
import { databaseOption } from "../accounts/database-option";
import type { ServeOptions } from "../operator/server";
import { readTlsPair, type TlsPair } from "../operator/tls-files";

const form = /^(?:\[([0-9a-fA-F:.]+(?:%[\w.-]+)?)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/;

/** Reads `127.0.0.1:9443`, `localhost:0` or `[::1]:9443`. */
function address(text: string): ServeOptions["listen"] {
  const [, bracketed, plain, digits] = form.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (host !== undefined && port <= 65_535) return { host, port };
  throw new InvalidArgumentError("Give host and port, for example 127.0.0.1:9443; port 0 takes a free one.");
}

/** Reads one `--public-host` after others, or all of its variable, with commas between. */
const publicHosts = (text: string, before: readonly PublicHost[] = []): PublicHost[] => [
  ...before,
  ...text.split(",").map((one) => {
    const host = parseHost(one.trim());
    if (host) return host;
    throw new InvalidArgumentError("Give a name or an address, with a port where only that one is meant.");
  }),
];

const usual = "127.0.0.1:9443";

export const addServe = (program: Command): void => {
  program
    .command("serve")
    .summary("serve a database as a management backend over HTTP")
    .description(
      "Serves a database as a management backend: Tencent Cloud API 3.0, signed with TC3-HMAC-SHA256.\n" +
        "Prints one JSON line when it is ready; logs go to standard error. SIGTERM lets running requests finish.",
    )
    .addOption(
      new Option("--listen <host:port>", "where to listen; port 0 takes a free one")
        .argParser(address)
        .default(address(usual), usual),
    )
    .addOption(databaseOption())
    .option(
      "--account <name>",
      "create database and account if they are missing; the ready line has the key pair once",
    )
    .option("--tls-cert <file>", "certificate chain in PEM")
    .option("--tls-key <file>", "private key of the certificate in PEM")
    .option("--insecure", "listen beyond this machine without TLS, because something before it encrypts")
    .addOption(
      new Option(
        "--public-host <name[:port]>",
        "name that clients use if something is before the server; may be repeated",
      )
        .env("TENCENTRTC_PUBLIC_HOST")
        .argParser(publicHosts),
    )
    .option("--console", "serve the console page at /console; browsers of this machine always get it")
    .option("--no-console", "serve no console page")
    .option("--faults <file>", "JSON file of faults for tests; may change while the server runs")
    .option(
      "--cloud <file>",
      "YAML or JSON file that says by what Tencent Cloud is asked about each real account (docs/real-accounts.md)",
    )
    .option("--quiet", "log warnings and errors only")
    .action(serve);
};

async function serve(options: ServeOptions): Promise<void> {
  const tls = tlsOf(options);
  const { host } = options.listen;
  if (!tls && !options.insecure && !isLoopback(host)) {
    throw new UserError(
      `${host} can be reached from other machines, and secret keys would travel in clear: give --tls-cert and --tls-key, or --insecure where something before the server encrypts`,
    );
  }
  const { runServer }: typeof import("../operator/server") = require("../operator/server");
  await runServer(options, tls);
}

function tlsOf({ tlsCert, tlsKey }: ServeOptions): TlsPair | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined) {
    throw new UserError("--tls-cert and --tls-key go together: give both or neither");
  }
  return readTlsPair(tlsCert, tlsKey);
}
