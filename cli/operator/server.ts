import pino from "pino";
import type { PublicHost } from "../../backend/api";
import { type Address, FaultFile, startServer } from "../../backend/http";
import { type AccessKey, addAccount, listAccounts, takeBackAccount } from "../../backend/service";
import type { Store } from "../../backend/store";
import { UserError } from "../../provider/lifecycle/errors";
import { onSignal } from "../interruption";
import { version } from "../release";
import { handOver } from "../screen";
import { showOnce } from "../shown-once";
import { launcherGone } from "./launcher";
import { withStore } from "./store";

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
export const runServer = (
  options: ServeOptions,
  tls: { readonly cert: string; readonly key: string } | undefined,
): Promise<void> =>
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
    }).catch(refuse);
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

function refuse(error: unknown): never {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    throw new UserError("another process listens there already: end it, or give --listen another port");
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    throw new UserError(`this address can't be listened on (${code}): give --listen another one`);
  }
  throw error;
}
