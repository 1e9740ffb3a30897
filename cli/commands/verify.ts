import type { Command } from "commander";
import type { Identity } from "../../backend/cloud";
import { explain, UserError } from "../../ground/errors";
import type { Line } from "../../ground/one-line";
import { type AccountOptions, withAccountOptions } from "../accounts/named-account";
import type { Claim } from "../claims/claims-file";
import { withSite } from "../claims/site-option";
import type { Tencent, TencentOptions } from "../claims/tencent";
import { exitCodes } from "../terminal/exit-codes";
import { interruptible } from "../terminal/interruption";
import { note, print, printJson } from "../terminal/screen";

interface VerifyOptions extends TencentOptions, AccountOptions {
  readonly csv?: string;
}

interface ListOptions extends VerifyOptions {
  readonly csv: string;
}

export const addVerify = (program: Command): void => {
  withAccountOptions(withSite(program.command("verify")))
    .summary("ask Tencent Cloud about the applications of a real account, or of a CSV file")
    .description(
      "Asks Tencent Cloud itself about real applications, and prints of each whether it is the account's, whether its key\n" +
        "is right, its region, its status and its admins, and how that is known. Nothing changes there.\n" +
        "Without --csv: of the applications that are enrolled in a real account (`enrol`). The backend asks, with its own\n" +
        "TENCENTRTC_CLOUD_*, and keeps what is proven; --uin names the account in a database.\n" +
        "With --csv: of a file's, from here, and nothing is stored. The file has the columns id, region (empty: it is found), key (env:NAME, file:PATH from the file's folder, or empty:\n" +
        "you are asked) and, if there, admins (user ids with blanks between; administrator is always asked).\n" +
        "Whose an application is needs a key pair of the account: TENCENTRTC_CLOUD_SECRET_ID, TENCENTRTC_CLOUD_SECRET_KEY and,\n" +
        "for temporary ones, TENCENTRTC_CLOUD_TOKEN, with --site. Untested against Tencent: see docs/real-accounts.md.\n" +
        "Exit code 2: something isn't as claimed, or not known; 1: Tencent couldn't be asked about an application.",
    )
    .option("--csv <file>", "the file; without one the applications of a real account")
    .action((options: VerifyOptions, command: Command) =>
      interruptible((signal) => verify(options, command, signal)),
    );
};

function verify(options: VerifyOptions, command: Command, signal: AbortSignal): Promise<void> {
  const { csv, site } = options;
  if (csv !== undefined && options.account !== undefined) {
    throw new UserError(
      "--csv is a list by itself, and --account an account of Pulumi.yaml: leave one of them out",
    );
  }
  if (csv !== undefined) return verifyList({ ...options, csv }, signal);
  if (site !== undefined) {
    throw new UserError("--site goes with --csv: the account of a backend has its site");
  }
  const { verifyAccount }: typeof import("../claims/verified-account") =
    require("../claims/verified-account");
  return verifyAccount(options, command);
}

async function verifyList(options: ListOptions, signal: AbortSignal): Promise<void> {
  const { readClaims }: typeof import("../claims/claims-file") = require("../claims/claims-file");
  const { keyOf }: typeof import("../claims/keys") = require("../claims/keys");
  const { withTencent }: typeof import("../claims/tencent") = require("../claims/tencent");
  const { verified }: typeof import("../claims/verified") = require("../claims/verified");
  const { verifiedTable }: typeof import("../claims/verified-table") = require("../claims/verified-table");

  const claims = readClaims(options.csv);
  const time = new Date().toISOString();
  const ask = async (tencent: Tencent) => {
    // One after the other: a person may be asked.
    const keys = new Map<Claim, Line>();
    for (const claim of claims) keys.set(claim, await keyOf(claim, options.csv));
    const means = { ...tencent, keyOf: (claim: Claim): Line => keys.get(claim) ?? { fault: "isn't given" } };
    const owner = await ownerOf(() => tencent.account?.identity(signal));
    return { owner, rows: await Promise.all(claims.map((claim) => verified(claim, means, signal))) };
  };
  const { owner, rows } = await withTencent(options, ask, signal);
  const isUnasked = owner.fault !== undefined || rows.some(({ verdict }) => verdict === "unasked");
  const isFound = rows.some(({ verdict }) => verdict === "found");
  process.exitCode = isUnasked ? exitCodes.failed : isFound ? exitCodes.found : exitCodes.clean;
  if (owner.fault !== undefined) note(`error: whose the applications are isn't known: ${owner.fault}`);
  if (options.json) {
    const errors = owner.fault === undefined ? {} : { errors: [owner.fault] };
    return printJson({ account: owner.identity?.AccountId ?? null, time, applications: rows, ...errors });
  }
  const whose = owner.identity ? `account ${owner.identity.AccountId} (${owner.identity.Arn})\n` : "";
  print(`${whose}${verifiedTable(rows)}`);
}

/** Another account's key pair ends the run; one that can't be asked with leaves the keys of the applications. */
async function ownerOf(
  identity: () => Promise<Identity> | undefined,
): Promise<{ readonly identity?: Identity | undefined; readonly fault?: string }> {
  const {
    CloudRefusal,
    CloudUnavailable,
  }: typeof import("../../backend/cloud") = require("../../backend/cloud");
  try {
    return { identity: await identity() };
  } catch (error) {
    if (error instanceof CloudRefusal || error instanceof CloudUnavailable) return { fault: explain(error) };
    throw error;
  }
}
