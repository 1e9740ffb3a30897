import { randomUUID } from "node:crypto";
import type { Handout, Handouts } from "../../apps/engine";
import { UserError } from "../../ground/errors";

/** What a build or a program is given of an application under a name. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly isSecret: boolean;
}

/** The names by which an application's outputs go, after its own, and their values; the list in docs/app-configs.md. */
const parts = (one: Handout): readonly (readonly [name: string, value: string | undefined])[] => [
  ["SDK_APP_ID", String(one.sdkAppId)],
  ["REGION", one.region],
  ["SECRET_KEY", one.secretKey],
  ["ADMIN_ACCOUNTS", one.adminAccounts.join(",")],
  ...Object.entries(one.certificates).map(
    ([name, id]) => [`CERTIFICATE_${named(name)}`, String(id)] as const,
  ),
];

const secretParts: readonly string[] = ["SECRET_KEY"];

/** `support-eu` as the beginning of a variable: `SUPPORT_EU`. */
const named = (name: string): string => name.toUpperCase().replaceAll("-", "_");

/**
 * Everything that applications hand out, each under a name of its own.
 *
 * @throws UserError where two have one name: whichever came last would count, and nobody would know.
 */
export function variablesOf(
  stacks: readonly { readonly stack: string; readonly applications: Handouts }[],
): Variable[] {
  const whose = new Map<string, string>();
  return stacks.flatMap(({ stack, applications }) =>
    Object.entries(applications).flatMap(([application, handout]) =>
      parts(handout).flatMap(([part, value]) => {
        if (value === undefined) return [];
        const name = `${named(application)}_${part}`;
        const other = whose.get(name);
        if (other !== undefined) throw sameName(name, other, `${application} in ${stack}`);
        whose.set(name, `${application} in ${stack}`);
        return [{ name, value, isSecret: secretParts.includes(part) }];
      }),
    ),
  );
}

const sameName = (name: string, one: string, other: string): UserError =>
  new UserError(
    `${name} would be of ${one} and of ${other}: choose one by --account or --application, or take --json, which keeps them apart`,
  );

/** For `eval` in a shell; any text is right in single quotes but a single quote. */
export const asExports = (variables: readonly Variable[]): string =>
  variables.map(({ name, value }) => `export ${name}='${value.replaceAll("'", "'\\''")}'`).join("\n");

/** For a `.env` file: bare where every reader takes it as it is, else in the first quotes that the value lacks. */
export const asDotenv = (variables: readonly Variable[]): string =>
  variables.map(({ name, value }) => `${name}=${inQuotes(name, value)}`).join("\n");

function inQuotes(name: string, value: string): string {
  if (/^[A-Za-z0-9_.,:@%+/-]+$/.test(value)) return value;
  // Readers disagree on everything else, \r among it.
  const isPlain = !/[\r\0]/.test(value);
  if (isPlain && !value.includes("'")) return `'${value}'`;
  if (isPlain && !/["\\$`]/.test(value)) return `"${value}"`;
  throw new UserError(
    `${name} has a value that no quotes of a .env file keep as it is: take --format env or --json`,
  );
}

/** What masks secrets in the log of a GitHub workflow; each line of one by itself, since logs are read by lines. */
export const asMasks = (variables: readonly Variable[]): string[] =>
  variables
    .filter(({ isSecret }) => isSecret)
    .flatMap(({ value }) => value.split(/\r\n|\r|\n/))
    .filter((line) => line !== "")
    .map((line) => `::add-mask::${line.replaceAll("%", "%25")}`);

/** Lines of the file that `GITHUB_OUTPUT` names. */
export const asGithubOutputs = (
  variables: readonly Variable[],
  delimiter: string = `end-${randomUUID()}`,
): string =>
  variables
    .map(({ name, value }) =>
      /[\r\n]/.test(value) ? `${name}<<${delimiter}\n${value}\n${delimiter}\n` : `${name}=${value}\n`,
    )
    .join("");
