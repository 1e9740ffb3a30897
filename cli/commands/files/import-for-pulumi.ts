import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Command } from "commander";
import { UserError } from "../../../ground/errors";
import { defaultEndpoint } from "../../../provider/client/endpoint";
import { accountsOf, inAccount, optionsOf } from "../../accounts/named-account";
import type { FleetOptions } from "../../fleet/fleet";
import { unmanaged } from "../../reports/unmanaged";
import { counted, note, print, printJson } from "../../terminal/screen";
import { mustTakeFile } from "../../terminal/writable";
import { bulkImport } from "./bulk-file";

export interface BulkOptions extends FleetOptions {
  readonly pulumi?: string;
  readonly provider?: string;
}

/** Writes what `pulumi import --file` reads, for programs in any language; the account itself stays as it is. */
export async function writeBulkFile(pulumi: string, options: BulkOptions, command: Command): Promise<void> {
  mustBeProvider(options.provider);
  const file = resolve(pulumi);
  mustTakeFile(file, "--pulumi");
  if (existsSync(file)) throw new UserError(`${pulumi} is there already, and nothing was written`);
  const database = options.endpoint ?? (process.env.TENCENTRTC_ENDPOINT || defaultEndpoint);
  const account = accountIn({ ...options, database }, command);
  const found = (await inAccount(account, optionsOf(account, { database }), unmanaged)) ?? [];
  const { resources, ...rest } = bulkImport(found, options.provider);
  if (resources.length > 0) writeFileSync(file, `${JSON.stringify({ ...rest, resources }, undefined, 2)}\n`);
  if (options.json) return printJson({ file: resources.length > 0 ? pulumi : null, resources });
  if (resources.length === 0)
    return print("Every application of the account is managed by a declaration already.");
  print(pulumi);
  note(
    `It has ${counted(found.length, "application")} and what hangs on ${found.length === 1 ? "it" : "them"}: ${counted(resources.length, "resource")}. ` +
      `\`pulumi import --file ${pulumi}\` reads them into the state of a stack and prints a program; nothing of them is changed. Tags come with their application.`,
  );
}

function accountIn(
  options: BulkOptions & { readonly database: string },
  command: Command,
): string | undefined {
  const { endpoint, account, database } = options;
  if (endpoint !== undefined && account !== undefined)
    throw new UserError("--endpoint and --account both name a backend: leave one of them out");
  if (endpoint !== undefined) return undefined;
  const accounts = accountsOf({ database, ...(account !== undefined && { account }) }, command);
  if (accounts.length <= 1) return accounts[0];
  throw new UserError(`choose one with --account: ${accounts.join(", ")}`);
}

function mustBeProvider(urn: string | undefined): void {
  if (urn === undefined || /^urn:pulumi:[^:]+::[^:]+::(.*\$)?pulumi:providers:tencentrtc::./.test(urn))
    return;
  throw new UserError(
    `--provider takes the URN of a provider of tencentrtc in the stack's state, as \`pulumi stack --show-urns\` prints it, and not "${urn}"`,
  );
}
