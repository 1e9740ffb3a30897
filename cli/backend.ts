import { type Command, Option } from "commander";
import { type ApplicationRecord, applicationsPerRequest, ListApplications } from "../backend/api";
import { Client } from "../provider/client/client";
import {
  connect,
  type DatabaseLocation,
  databaseLocation,
  defaultEndpoint,
  projectRoot,
  shownEndpoint,
} from "../provider/client/endpoint";
import { BackendUnavailable } from "../provider/client/errors";
import { parseDeclaration } from "../provider/lifecycle/declaration";
import { UserError } from "../provider/lifecycle/errors";

export interface BackendOptions {
  readonly database: string;
  readonly json?: boolean;
}

/** What every command has that looks into a backend. */
export const withBackendOptions = (command: Command): Command =>
  command
    .addOption(
      new Option("--database <endpoint>", "the backend; a relative path starts at the Pulumi project")
        .env("TENCENTRTC_ENDPOINT")
        .default(defaultEndpoint),
    )
    .option("--json", "print one JSON value");

/** An empty variable counts as none, as for the provider. */
const placeOf = ({ database }: BackendOptions): [endpoint: string, root: string] => [
  database || defaultEndpoint,
  projectRoot(process.cwd()),
];

/** The database that `--database` names. */
export const locationOf = (options: BackendOptions): DatabaseLocation =>
  databaseLocation(...placeOf(options));

/** The same as messages and results name it: never with a password. */
export function databaseOf(options: BackendOptions): string {
  const location = locationOf(options);
  return "file" in location ? location.file : shownEndpoint(location.url);
}

/** Works on the backend as a person in a console does. */
export async function asConsole<T>(
  options: BackendOptions,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const transport = await connect(...placeOf(options), "console");
  const client = new Client(transport, new AbortController().signal);
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof BackendUnavailable && error.reason === "missing") throw missing(options, error);
    throw error;
  } finally {
    await client.close();
  }
}

const missing = (options: BackendOptions, cause: Error): UserError =>
  new UserError(
    `there is no management backend at ${databaseOf(options)}.\n` +
      "The first `pulumi up` makes one; if there has been one, bring its folder back. Run this in the project's folder,\n" +
      "or name the backend: --database file:/path/to/backend.db",
    { cause },
  );

/** All applications of the account, by SDKAppID. */
export async function everyApplication(
  client: Client,
  { WithSecrets = false }: { readonly WithSecrets?: boolean } = {},
): Promise<ApplicationRecord[]> {
  const found = new Map<number, ApplicationRecord>();
  for (let Offset = 0; ; Offset += applicationsPerRequest) {
    const page = await client.call(ListApplications, { Offset, WithSecrets });
    for (const application of page.Applications) found.set(application.SdkAppId, application);
    if (Offset + applicationsPerRequest >= page.TotalCount) return [...found.values()];
  }
}

/** The declaration that manages an application, short enough for a line: `shop/dev support`. */
export function ownerInWords(owner: string): string {
  const parts = parseDeclaration(owner);
  return parts ? `${parts.project}/${parts.stack} ${parts.name}` : owner;
}
