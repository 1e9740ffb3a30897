import { type Command, InvalidArgumentError, Option } from "commander";
import { sites } from "../../backend/api";
import { databaseOption } from "../accounts/database-option";
import { addSettings } from "./account-settings";

/** Loaded where they are called: they bring the database driver. */
const actions = (): typeof import("../operator/accounts") => require("../operator/accounts");

const withDatabase = (command: Command): Command =>
  command.addOption(databaseOption()).option("--json", "print one JSON value");

export function addAccount(program: Command): void {
  const account = program
    .command("account")
    .helpCommand(false)
    .summary("manage the accounts of a server and their key pairs")
    .description(
      "Manages the accounts in the database of a server, and their key pairs.\n" +
        "A secret key is shown once, when it is created; the database keeps it sealed.",
    );
  withDatabase(account.command("add <name>"))
    .description("Adds an account with its first key pair; creates the database if it is missing.")
    .option("--window-seconds <seconds>", "how long disabling, enabling and deleting take", seconds)
    .addOption(
      new Option(
        "--site <site>",
        "makes it a real account, of this site of Tencent Cloud (docs/real-accounts.md)",
      )
        .choices(sites)
        .conflicts("windowSeconds"),
    )
    .option("--uin <number>", "the number of the real account at Tencent Cloud; needs --site")
    .option(
      "--two-people",
      "two people must say that an application of the real account was disabled or deleted (`attest`)",
    )
    .action(async (name, options) => (await actions()).add(name, options));
  withDatabase(account.command("key <account>"))
    .description("Makes another key pair for an account, for example a read-only one.")
    .option("--user <name>", "the sub-user who will use it")
    .addOption(
      new Option(
        "--rights <rights>",
        "what the key pair may do; read-no-secrets reads no secret keys, admin is for the operator of a simulated account",
      )
        .choices(["read-no-secrets", "read", "write", "admin"])
        .default("read"),
    )
    .option("--secrets", "lets it read the secret keys of a real account's applications")
    .action(async (name, options) => (await actions()).addKey(name, options));
  withDatabase(account.command("list"))
    .description("Lists the accounts with their key pairs, without secret keys.")
    .action(async (options) => (await actions()).list(options));
  withDatabase(account.command("revoke <SecretId>"))
    .description("Revokes a key pair; servers refuse it within a second.")
    .action(async (secretId, options) => (await actions()).revoke(secretId, options));
  addSettings(account);
}

function seconds(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Give whole seconds, for example 1.");
}
