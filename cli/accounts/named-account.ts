import type { Command } from "commander";
import { defaultAccount } from "../../apps/format/names";
import { UnusableFiles } from "../../apps/load/mistake";
import { loadProject } from "../../apps/load/project";
import { explain, isExpected, UserError } from "../../ground/errors";
import { suggestion } from "../../ground/suggestion";
import type { Client } from "../../provider/client/client";
import {
  asPerson,
  type BackendOptions,
  type OneAccountOptions,
  placeShown,
  uinOption,
  withBackendOptions,
} from "./backend";
import { type Reach, withAccount } from "./client";
import { withTrust } from "./trust-options";
import { variablesOf } from "./variables";

export interface AccountOptions extends OneAccountOptions {
  readonly account?: string;
}

/** What every command has that looks into the backends of a project's accounts. */
export const withAccountOptions = (command: Command): Command =>
  withTrust(
    withBackendOptions(command)
      .option("--account <name>", "one of the accounts in Pulumi.yaml")
      .addOption(uinOption().conflicts("account")),
  );

/**
 * The accounts that a command is about: the one that was chosen; else all that Pulumi.yaml names, and `default`.
 *
 * @returns undefined in the place of an account where there is the backend of `--database` alone, as where a number names
 *   one of its accounts.
 */
export function accountsOf(options: AccountOptions, command: Command): readonly (string | undefined)[] {
  const isNamed = command.getOptionValueSource("database") === "cli";
  if (isNamed && options.account !== undefined) {
    throw new UserError("--endpoint and --account both name a backend: leave one of them out");
  }
  if (options.uin !== undefined) return [undefined];
  const accounts = Object.keys(projectHere().section.accounts);
  const known = [...new Set([defaultAccount, ...accounts])];
  if (options.account === undefined) return isNamed || accounts.length === 0 ? [undefined] : known;
  if (known.includes(options.account)) return [options.account];
  throw new UserError(
    `Pulumi.yaml has no account "${options.account}"; ${suggestion(options.account, known)}`,
  );
}

/** The backend of an account, as `--database` and the environment would name it; without one, that of the options. */
export function optionsOf<T extends BackendOptions>(account: string | undefined, options: T): T {
  if (account === undefined) return options;
  const { env } = reachOf(account);
  const database = env.TENCENTRTC_ENDPOINT ?? options.database;
  return { ...options, database, environment: { ...process.env, ...env } };
}

/**
 * Works on the backend of an account, or where none is told on that of `--database`.
 *
 * @returns undefined where `default` has no backend: that is nothing amiss beside accounts that have names.
 */
export async function inAccount<T>(
  account: string | undefined,
  options: Omit<AccountOptions, "account">,
  work: (client: Client) => Promise<T>,
): Promise<T | undefined> {
  if (account === undefined) return asPerson(options, work);
  const answer = await withAccount({ place: reachOf(account) }, work);
  if (answer !== undefined || account === defaultAccount) return answer;
  throw new UserError(
    `the account "${account}" has no management backend at the endpoint in Pulumi.yaml; the first \`up\` makes one`,
  );
}

/**
 * Works in the one account that a command is about: that of Pulumi.yaml which was chosen; else on the backend of
 * `--database`. A number doesn't tell in which of several backends an application is.
 */
export async function inChosenAccount<T extends object>(
  options: AccountOptions,
  command: Command,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const [account] = options.account === undefined ? [undefined] : accountsOf(options, command);
  const answer = await inAccount(account, options, work);
  if (answer !== undefined) return answer;
  throw new UserError(`the account "${account}" has no management backend yet`);
}

/** Where the account is that a command is about, as results name it. */
export const chosenPlace = (options: AccountOptions): string =>
  placeShown(optionsOf(options.account, options));

/** Asks of each account. Where there are several, what goes wrong with one takes nothing from the others' answers. */
export async function ofEach<T>(
  accounts: readonly (string | undefined)[],
  ask: (account: string | undefined) => Promise<T | undefined>,
): Promise<{ readonly answers: readonly T[]; readonly errors: readonly string[] }> {
  const answers: T[] = [];
  const errors: string[] = [];
  for (const account of accounts) {
    try {
      const answer = await ask(account);
      if (answer !== undefined) answers.push(answer);
    } catch (error) {
      if (!isExpected(error) || accounts.length === 1) throw error;
      errors.push(`${account}: ${explain(error)}`);
    }
  }
  return { answers, errors };
}

function reachOf(account: string): Reach["place"] {
  const { root, section } = projectHere();
  return { root, env: variablesOf(account, section.accounts[account] ?? {}, root) };
}

function projectHere(): ReturnType<typeof loadProject> {
  const project = loadProject(process.cwd());
  if (project.faults.length === 0) return project;
  throw new UnusableFiles("Pulumi.yaml", project.faults);
}
