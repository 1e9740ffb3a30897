import { type Command, Option } from "commander";
import { UserError } from "../../ground/errors";
import { projectRoot } from "../../ground/project-file";
import { Client } from "../../provider/client/client";
import {
  type ConnectOptions,
  connect,
  type DatabaseLocation,
  databaseLocation,
  defaultEndpoint,
  isServer,
} from "../../provider/client/endpoint";
import { shownEndpoint } from "../../provider/client/endpoint-password";
import { BackendUnavailable } from "../../provider/client/errors";
import type { TransportActor } from "../../provider/client/transport";
import { readSettings } from "../../provider/lifecycle/settings";
import { endpointGiven } from "./endpoint-given";

export interface BackendOptions {
  readonly database: string;
  readonly json?: boolean;
  /** Where credentials and the database's key are looked up; this process's environment unless given. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** What every command has that looks into a backend. */
export const withBackendOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        "--endpoint, --database <endpoint>",
        "the backend; a relative path starts at the Pulumi project",
      )
        .env("TENCENTRTC_ENDPOINT")
        .default(defaultEndpoint),
    )
    .option("--json", "print one JSON value");

/** What says which account a command is about. */
export interface OneAccountOptions extends BackendOptions {
  readonly uin?: string;
}

/** What every command has that is about one account of a backend. */
export const withOneAccount = (command: Command): Command =>
  withBackendOptions(command).addOption(uinOption());

export const uinOption = (): Option =>
  new Option(
    "--uin <number>",
    "one of the accounts in a database (`account list`), else TENCENTRTC_UIN; on a server, and at Tencent Cloud, the one that the key pair must be of",
  );

const placeOf = ({ database }: BackendOptions): [endpoint: string, root: string] => [
  endpointGiven(database, "TENCENTRTC_ENDPOINT"),
  projectRoot(process.cwd()),
];

/** Whether `--database` names a server, whose database is somewhere else. */
export const isServed = (options: BackendOptions): boolean => isServer(placeOf(options)[0]);

/**
 * The database that `--database` names.
 *
 * @throws BackendUnavailable where it names none.
 */
export const locationOf = (options: BackendOptions): DatabaseLocation =>
  databaseLocation(...placeOf(options));

/** What `--database` names, as messages and results name it: never with a password. */
export const placeShown = (options: BackendOptions): string => endpointShown(...placeOf(options));

/** An endpoint as messages and results name it, never with a password. A file's path starts at `root`. */
export function endpointShown(endpoint: string, root: string): string {
  if (isServer(endpoint)) return shownEndpoint(endpoint);
  const location = databaseLocation(endpoint, root);
  return "file" in location ? location.file : shownEndpoint(location.url);
}

/**
 * Works on the backend as a person at the command line does, or as the operator of a simulated account: in the account
 * that is named, else in that of a database without servers, or of the key pair.
 *
 * @throws UserError where the key pair is of another account than the one that is named.
 */
export async function asPerson<T>(
  options: OneAccountOptions,
  work: (client: Client) => Promise<T>,
  actor: TransportActor = "cli",
): Promise<T> {
  const { environment = process.env } = options;
  const { credentials, ...settings } = readSettings(() => undefined, environment);
  const uin = options.uin ?? settings.uin;
  const inAccount = async (client: Client) => {
    if (uin !== undefined) await mustBe(uin, client);
    return work(client);
  };
  return withClient(placeOf(options), { actor, credentials, uin, environment }, inAccount, (cause) => {
    throw missing(options, cause);
  });
}

async function mustBe(uin: string, client: Client): Promise<void> {
  const { Uin } = await client.account();
  if (Uin === uin) return;
  throw new UserError(
    `--uin or TENCENTRTC_UIN names the account ${uin}, and the key pair is of the account ${Uin}: use a key pair of ${uin}, or leave it out`,
  );
}

/** @param whereMissing answers in the place of a backend that hasn't been made yet */
export async function withClient<T, M>(
  [endpoint, root]: readonly [endpoint: string, root: string],
  options: ConnectOptions,
  work: (client: Client) => Promise<T>,
  whereMissing: (cause: Error) => M,
): Promise<T | M> {
  const client = new Client(await connect(endpoint, root, options), new AbortController().signal);
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof BackendUnavailable && error.reason === "missing") return whereMissing(error);
    throw error;
  } finally {
    await client.close();
  }
}

const missing = (options: BackendOptions, cause: Error): UserError =>
  new UserError(
    `there is no management backend at ${placeShown(options)}.\n` +
      "The first `up` makes one; if there has been one, bring it back. Run this in the project's folder, or name the\n" +
      "backend: --endpoint https://rtc.example.com or file:/path/to/backend.db, or the same in TENCENTRTC_ENDPOINT.\n" +
      "What `pulumi config` knows isn't read here.",
    { cause },
  );
