import { availableParallelism } from "node:os";
import type { PublicHost } from "../../backend/api";
import { type Address, FaultFile, inUrl, startServer } from "../../backend/http";
import {
  type AccessKey,
  addAccount,
  createService,
  listAccounts,
  takeBackAccount,
  tencentBy,
} from "../../backend/service";
import type { Store } from "../../backend/store";
import { ServiceThread } from "../../backend/thread";
import { UserError } from "../../ground/errors";
import { readCloudFile } from "../accounts/cloud-file";
import { version } from "../release";
import { onSignal } from "../terminal/interruption";
import { handOver } from "../terminal/screen";
import { showOnce } from "../terminal/shown-once";
import { launcherGone } from "./launcher";
import { serverLog } from "./server-log";
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
  readonly cloud?: string;
  readonly quiet?: boolean;
}

/** Runs a server until it is told to end. */
export function runServer(options: ServeOptions, tls: TlsPair | undefined): Promise<void> {
  const cloud = options.cloud === undefined ? {} : readCloudFile(options.cloud);
  return withStore(options.database, { create: options.account !== undefined }, async (store, location) => {
    const log = serverLog(options);
    const faults = options.faults && new FaultFile(options.faults, (what) => log.warn({ faults: what }));
    const launched = launcherGone(process.env);
    const service = await serviceAside({ ...location, cloud });
    const server = await startServer({
      store,
      service:
        service ?? createService(store, { tencent: tencentBy((uin) => ({ ...process.env, ...cloud[uin] })) }),
      address: options.listen,
      tls,
      log,
      version,
      console: options.console,
      publicHosts: options.publicHost,
      ...(faults && { commonFaults: faults.current }),
    }).catch(async (error) => {
      await service?.close();
      return refuse(error, options.listen);
    });
    try {
      const account = options.account === undefined ? undefined : await makeAccount(store, options.account);
      const told = new Promise<[NodeJS.Signals]>((resolve) => {
        onSignal((signal) => resolve([signal]));
      });
      // Once it listens: the key pair of an account is shown this once, and a server that doesn't start shows nothing.
      await showReady(store, server.url, options.account, account);
      const [signal] = await Promise.race([told, launched, ...(service ? [service.lost.then(fail)] : [])]);
      log.info({ signal }, "stopping");
    } finally {
      await server.stop();
      await service?.close();
    }
  });
}

async function showReady(
  store: Store,
  listening: string,
  name: string | undefined,
  account: AccessKey | undefined,
): Promise<void> {
  const text = JSON.stringify({ listening, ...(account && { account }) });
  if (account === undefined) return handOver(text);
  const what = `the account "${name}"`;
  await showOnce({ text, what, takeBack: () => takeBackAccount(store, account) });
}

/** A thread that works on the database, where there is a second processor for it. */
const serviceAside = async (
  start: Parameters<typeof ServiceThread.start>[0],
): Promise<ServiceThread | undefined> =>
  availableParallelism() > 1 ? ServiceThread.start(start) : undefined;

function fail(error: Error): never {
  throw error;
}

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
