import { type Command, InvalidArgumentError, Option } from "commander";
import type { AccessKey } from "../backend/service";
import type { AccessRights, Store } from "../backend/store";
import { databaseOption } from "./database-option";
import { print, printJson, table } from "./screen";

interface DatabaseOptions {
  readonly database: string;
  readonly json?: boolean;
}

const withDatabase = (command: Command): Command =>
  command.addOption(databaseOption()).option("--json", "print one JSON value");

export function addAccount(program: Command): void {
  const account = program
    .command("account")
    .helpCommand(false)
    .summary("accounts of a server and the key pairs with which their requests are signed")
    .description(
      "Looks after the accounts in a database that `tencentrtc serve` offers, and after their key pairs.\n" +
        "A secret key is shown once, when it is made; the database keeps it sealed.",
    );
  withDatabase(account.command("add <name>"))
    .description("Adds an account with its first key pair; makes the database where there is none.")
    .option("--window-seconds <seconds>", "how long disabling, enabling and deleting take", seconds)
    .action(add);
  withDatabase(account.command("key <account>"))
    .description("Makes another key pair for an account, for example one that may only read.")
    .option("--user <name>", "the sub-user who will use it")
    .addOption(
      new Option("--rights <rights>", "what it may do; admin is for the operator of a simulated account")
        .choices(["read", "write", "admin"])
        .default("read"),
    )
    .action(addKey);
  withDatabase(account.command("list"))
    .description("Lists the accounts with their key pairs, without secret keys.")
    .action(list);
  withDatabase(account.command("revoke <SecretId>"))
    .description("Takes a key pair away; servers refuse it within a second.")
    .action(revoke);
}

function seconds(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give whole seconds, for example 1.");
}

/** The operator's actions, loaded where they are called: they bring the database driver. */
async function onStore<T>(
  { database }: DatabaseOptions,
  create: boolean,
  work: (store: Store, service: typeof import("../backend/service")) => Promise<T>,
): Promise<T> {
  const { withStore } = await import("./store.js");
  const service = await import("../backend/service/index.js");
  return withStore(database, { create }, (store) => work(store, service));
}

async function add(
  name: string,
  options: DatabaseOptions & { readonly windowSeconds?: number },
): Promise<void> {
  const { windowSeconds } = options;
  const key = await onStore(options, true, (store, { addAccount: make }) =>
    make(store, { name, windowSeconds, now: Date.now() }),
  );
  report(key, options);
}

async function addKey(
  account: string,
  options: DatabaseOptions & { readonly user?: string; readonly rights: AccessRights },
): Promise<void> {
  const { user = null, rights } = options;
  const key = await onStore(options, false, (store, { addAccessKey }) =>
    addAccessKey(store, { account, user, rights, now: Date.now() }),
  );
  report(key, options);
}

function report(key: AccessKey, { json }: DatabaseOptions): void {
  if (json) {
    printJson(key);
    return;
  }
  print(`uin        ${key.uin}\nrights     ${key.rights}${key.user === null ? "" : ` (${key.user})`}`);
  print(`SecretId   ${key.secretId}\nSecretKey  ${key.secretKey}   (shown this once)`);
}

async function list(options: DatabaseOptions): Promise<void> {
  const { accounts, keys } = await onStore(options, false, async (store, service) => ({
    accounts: await service.listAccounts(store),
    keys: await service.listAccessKeys(store),
  }));
  if (options.json) {
    printJson({ accounts, keys });
    return;
  }
  const nameOf = new Map(accounts.map(({ uin, name }) => [uin, name]));
  print(
    table(
      ["ACCOUNT", "UIN", "SDKAPPIDS TO"],
      accounts.map(({ name, uin, lastSdkAppId }) => [
        { text: name },
        { text: uin },
        { text: String(lastSdkAppId) },
      ]),
    ),
  );
  if (keys.length === 0) return;
  print("");
  print(
    table(
      ["SECRETID", "ACCOUNT", "USER", "RIGHTS"],
      keys.map((key) => [
        { text: key.secretId },
        { text: nameOf.get(key.uin) ?? key.uin },
        { text: key.user ?? "-" },
        { text: key.rights },
      ]),
    ),
  );
}

async function revoke(secretId: string, options: DatabaseOptions): Promise<void> {
  await onStore(options, false, (store, { removeAccessKey }) => removeAccessKey(store, secretId));
  if (options.json) printJson({ revoked: secretId });
  else print(`${secretId} is taken away.`);
}
