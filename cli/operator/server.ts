import pino from "pino";
import type { PublicHost } from "../../backend/api";
import { type Address, FaultFile, inUrl, startServer } from "../../backend/http";
import { type AccessKey, addAccount, listAccounts, takeBackAccount } from "../../backend/service";
import type { Store } from "../../backend/store";
import { UserError } from "../../ground/errors";
import { version } from "../release";
import { onSignal } from "../terminal/interruption";
import { handOver } from "../terminal/screen";
import { showOnce } from "../terminal/shown-once";
import { launcherGone } from "./launcher";
import { withStore } from "./store";
import type { TlsPair } from "./tls-files";

export interface ServeOptions {
  readonly listen: Address;
  readonly database: string;
  readonly publicHost?: readonly PublicHost[];
  readonly account?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly insecure?: boolean;
  readonly console?: boolean;
  readonly faults?: string;
  readonly quiet?: boolean;
}

const standardError = 2;

/** Runs a server until it is told to end. */
export const runServer = (options: ServeOptions, tls: TlsPair | undefined): Promise<void> =>
  withStore(options.database, { create: options.account !== undefined }, async (store) => {
    const log = pino({ level: options.quiet ? "warn" : "info", base: null }, pino.destination(standardError));
    const faults = options.faults && new FaultFile(options.faults, (what) => log.warn({ faults: what }));
    const launched = launcherGone(process.env);
    const server = await startServer({
      store,
      address: options.listen,
      tls,
      log,
      version,
      console: options.console,
      publicHosts: options.publicHost,
      ...(faults && { commonFaults: faults.current }),
    }).catch((error) => refuse(error, options.listen));
    const { url: listening } = server;
    // Once it listens: the key pair of an account is shown this once, and a server that doesn't start shows nothing.
    const account =
      options.account === undefined
        ? undefined
        : await makeAccount(store, options.account).catch(async (error) => {
            await server.stop();
            throw error;
          });
    const told = new Promise<[NodeJS.Signals]>((resolve) => {
      onSignal((signal) => resolve([signal]));
    });
    const text = JSON.stringify({ listening, ...(account && { account }) });
    const shown =
      account === undefined
        ? handOver(text)
        : showOnce({
            text,
            what: `the account "${options.account}"`,
            takeBack: () => takeBackAccount(store, account),
          });
    await shown.catch(async (error) => {
      await server.stop();
      throw error;
    });
    const [signal] = await Promise.race([told, launched]);
    log.info({ signal }, "stopping");
    await server.stop();
  });

/** The key pair of a new account; nothing where it is there already, since keys are shown once. */
async function makeAccount(store: Store, name: string): Promise<AccessKey | undefined> {
  const accounts = await listAccounts(store);
  if (accounts.some((account) => account.name === name)) return undefined;
  return addAccount(store, { name, now: Date.now() });
}

/** Why an address can't be listened on, and what to give instead. */
const refusals: Readonly<Record<string, (address: Address) => string>> = {
  EADDRINUSE: () => "another process listens there already: end it, or give --listen another port",
  EACCES: ({ port }) =>
    `this user may not listen on port ${port}, as on those below 1024: give --listen another one`,
  EADDRNOTAVAIL: () =>
    "no network interface of this machine has it: give --listen one of its own, or 0.0.0.0",
  EAFNOSUPPORT: () => "this machine has no such addresses: give --listen another one",
  EINVAL: ({ host }) =>
    /^fe80:/i.test(host) && !host.includes("%")
      ? `it is link-local, so each interface may have it: name one, as in [${host}%eth0]`
      : "the system takes it for none: give --listen another one",
  ENOTFOUND: () => "the name can't be resolved: check its spelling, or give --listen the address itself",
  EAI_AGAIN: () =>
    "the name can't be resolved now: check this machine's DNS, or give --listen the address itself",
};

function refuse(error: unknown, address: Address): never {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const why = Object.hasOwn(refusals, code) ? refusals[code] : undefined;
  if (!why) throw error;
  throw new UserError(
    `--listen: ${inUrl(address.host)}:${address.port} can't be listened on (${code}): ${why(address)}`,
    {
      cause: error,
    },
  );
}
