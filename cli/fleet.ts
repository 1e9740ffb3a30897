import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Place } from "../apps/engine";
import { onlyEnvironment, stackName } from "../apps/format/names";
import type { Account } from "../apps/format/project";
import { parseReference } from "../apps/format/reference";
import type { ApplicationSource } from "../apps/load/application-source";
import { type Fault, inOrder, printFault } from "../apps/load/fault";
import { accountOf, loadFleet } from "../apps/load/fleet";
import { loadProject, type Project } from "../apps/load/project";
import { UserError } from "../provider/lifecycle/errors";
import { suggestion } from "../provider/lifecycle/suggestion";

/** What every command takes that runs the engine on files. */
export interface FleetOptions {
  readonly environment?: string;
  readonly account?: string;
  readonly state?: string;
  readonly parallel?: number;
  readonly json?: boolean;
}

/** The applications of one account in one environment: one stack. */
export interface Target {
  readonly account: string;
  readonly environment: string;
  readonly sources: readonly ApplicationSource[];
  readonly settings: Account;
  readonly place: Place;
}

export const withFleetOptions = (command: Command): Command =>
  command
    .argument(
      "[files...]",
      "files or patterns; `tencentrtc.files` in Pulumi.yaml, or apps/*.yaml, unless told",
    )
    .addOption(
      new Option("-e, --environment <name>", "the environment, where files tell some apart").env(
        "TENCENTRTC_ENVIRONMENT",
      ),
    )
    .option("--account <name>", "only the applications of this account")
    .option(
      "--state <url>",
      "where states lie, as for `pulumi login`; a folder beside Pulumi.yaml unless told",
    )
    .option("--parallel <count>", "steps at a time; as many as there are resources unless told", count)
    .option("--json", "print one JSON value");

function count(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It takes a whole number from 1.");
}

/** Everything that files and Pulumi.yaml say, faults included. */
export function readFleet(files: readonly string[]): {
  project: Project;
  sources: readonly ApplicationSource[];
  faults: readonly Fault[];
  unmatched: readonly Fault[];
} {
  const project = loadProject(process.cwd());
  const accounts = Object.keys(project.section.accounts);
  const [patterns, root] = files.length > 0 ? [files, process.cwd()] : [project.section.files, project.root];
  const { sources, faults, unmatched } = loadFleet(patterns, root, accounts);
  const slips = files.length > 0 ? unmatched : [];
  return { project, sources, faults: inOrder([...project.faults, ...faults, ...slips]), unmatched };
}

/**
 * The stacks that files stand for.
 *
 * @throws UserError that lists every fault, or says what is missing.
 */
export function targetsOf(
  files: readonly string[],
  options: FleetOptions & { readonly fast?: boolean },
): Target[] {
  const { project, sources, faults } = readFleet(files);
  if (faults.length > 0) throw unusable(faults);
  if (project.name === undefined) {
    throw new UserError(
      `there is no Pulumi.yaml in ${project.root} or above it. Two lines make one: "name: fleet" and "runtime: nodejs"; the name is part of every application's identity and stays`,
    );
  }
  const environment = environmentOf(sources, options.environment);
  const named = sources.flatMap(({ layers }) => (layers ? [accountOf(layers)] : []));
  const accounts = [...new Set([...named, ...Object.keys(project.section.accounts)])].sort();
  const wanted = options.account === undefined ? accounts : [options.account];
  if (options.account !== undefined && !accounts.includes(options.account)) {
    throw new UserError(
      `no file belongs to the account "${options.account}"; ${suggestion(options.account, accounts)}`,
    );
  }
  return wanted.map((account) => {
    const settings = project.section.accounts[account] ?? {};
    return {
      account,
      environment,
      sources: sources.filter(({ layers }) => layers && accountOf(layers) === account),
      settings,
      place: {
        root: project.root,
        stack: stackName(environment, account),
        stateUrl: options.state ?? (process.env.PULUMI_BACKEND_URL || project.stateUrl),
        env: environmentFor(account, settings, project.root),
        fast: options.fast ?? false,
      },
    };
  });
}

const unusable = (faults: readonly Fault[]): UserError =>
  new UserError(`the files can't be used:\n${faults.map(printFault).join("\n")}`);

/**
 * Makes sure that every secret which files name can be had here, before anything is written.
 *
 * @throws UserError that lists all that can't.
 */
export function mustHaveSecrets(targets: readonly Target[]): void {
  const missing = targets.flatMap(({ sources, environment }) =>
    sources
      .filter((source) => source.existsIn(environment))
      .flatMap((source) => source.missingSecrets(environment, { variables: process.env })),
  );
  if (missing.length > 0) throw unusable(inOrder(missing));
}

/** Steps at a time: no resource should wait for another one's turn. */
export const parallelOf = ({ sources, environment }: Target, { parallel }: FleetOptions): number =>
  parallel ??
  Math.max(
    16,
    sources.reduce((sum, source) => sum + source.declaredIn(environment).length, 0),
  );

function environmentOf(sources: readonly ApplicationSource[], given: string | undefined): string {
  const known = [...new Set(sources.flatMap(({ environments }) => environments))].sort();
  if (known.length === 0) return given || onlyEnvironment;
  if (!given) {
    throw new UserError(`which environment? The files have ${known.join(", ")}: choose with --environment`);
  }
  if (known.includes(given)) return given;
  throw new UserError(`no file has the environment "${given}"; ${suggestion(given, known)}`);
}

/** What the engine's provider reads of an account, from where Pulumi.yaml says that it is. */
function environmentFor(
  account: string,
  { endpoint, secretId, secretKey }: Account,
  root: string,
): Record<string, string> {
  const given = {
    TENCENTRTC_ENDPOINT: endpoint,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([variable, value]) => {
      if (value === undefined) return [];
      return [[variable, variable === "TENCENTRTC_ENDPOINT" ? value : credential(account, value, root)]];
    }),
  );
}

function credential(account: string, text: string, root: string): string {
  const reference = parseReference(text);
  if (reference?.from === "env") {
    const value = process.env[reference.name];
    if (value) return value;
    throw new UserError(`the account "${account}" has its credentials in ${reference.name}, which isn't set`);
  }
  if (reference?.from === "file") return readFileSync(resolve(root, reference.path), "utf8").trim();
  throw new UserError(
    `the account "${account}": credentials come from env: or file:, before any stack is opened`,
  );
}
