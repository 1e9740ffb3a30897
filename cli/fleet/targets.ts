import { resolve } from "node:path";
import type { Place } from "../../apps/engine";
import { defaultAccount, EnvironmentName, onlyEnvironment, stackName } from "../../apps/format/names";
import type { Account } from "../../apps/format/project";
import type { ApplicationSource } from "../../apps/load/application-source";
import { filesOf } from "../../apps/load/files";
import { accountOf } from "../../apps/load/fleet";
import { inOrder, UnusableFiles } from "../../apps/load/mistake";
import { type Project, settingsFileOf } from "../../apps/load/project";
import { explain, isExpected, UserError } from "../../ground/errors";
import { suggestion } from "../../ground/suggestion";
import { variablesOf } from "../accounts/variables";
import { engine } from "./engine";
import { type FleetOptions, readFleet } from "./fleet";

/** The applications of one account in one environment: one stack. */
export interface Target {
  readonly account: string;
  readonly environment: string;
  /** Every application that the account has in the environment; what else the stack has is without a file. */
  readonly sources: readonly ApplicationSource[];
  /** What the run is limited to, by what files call the applications; undefined where it isn't. */
  readonly chosen: ReadonlySet<string> | undefined;
  readonly settings: Account;
  /** Why the account can't be reached as Pulumi.yaml has it. */
  readonly problem: string | undefined;
  readonly place: Place;
  /** Whether the plugin makes the resources, or the classes' provider. */
  readonly onPlugin: boolean;
}

interface TargetOptions extends FleetOptions {
  readonly fast?: boolean;
  /** Also accounts for which there is neither a file nor a stack yet. */
  readonly everyAccount?: boolean;
}

interface StackId {
  readonly environment: string;
  readonly account: string;
}

/**
 * The stacks that a run is about: those of the environment for which there are files, and those that exist whether
 * any file names them or not, since what lost its file is still there.
 *
 * @param files limit the run to the applications that they declare
 * @throws UserError that lists every fault, or says what is missing.
 */
export async function targetsOf(files: readonly string[], options: TargetOptions): Promise<Target[]> {
  const { project, sources, faults } = readFleet([]);
  if (faults.length > 0) throw new UnusableFiles("the files", faults);
  mustBeThere(project);
  const named = namedBy(files, sources, project.root);
  const { stackNames } = engine();
  const home = {
    root: project.root,
    stateUrl: options.state ?? (process.env.PULUMI_BACKEND_URL || project.stateUrl),
  };
  const stacks = (await stackNames(home)).flatMap(stackId);
  const environment = environmentOf(project, sources, stacks, options.environment);
  const here = sources.filter((source) => source.existsIn(environment));
  const known = Object.keys(project.section.accounts);
  const accounts = accountsOf(here, stacks, environment, options.everyAccount ? accountsIn(project) : []);
  mustBeKnown(options.account, [...accounts, ...known]);
  const targets = accounts
    .filter((account) => options.account === undefined || account === options.account)
    .map((account): Target => {
      const { settings, env, problem } = reachOf(project, account, options.endpoint);
      const stack = stackName(environment, account);
      return {
        account,
        environment,
        sources: here.filter((source) => isOf(source, account)),
        chosen: named && applicationsIn(named.filter((source) => isOf(source, account))),
        settings,
        problem,
        onPlugin: project.section.plugin,
        place: {
          ...home,
          stack,
          settingsFile: settingsFileOf(project, stack),
          env,
          fast: options.fast ?? false,
        },
      };
    })
    .filter(({ chosen }) => chosen === undefined || chosen.size > 0);
  if (targets.length === 0) throw nothingIn(environment, options.account, project);
  return targets;
}

/** Whether a run is about an application. */
export const isChosen = ({ chosen }: Target, application: string): boolean =>
  chosen?.has(application) ?? true;

/** The applications of a target that are being given up. */
export const releasedIn = (target: Target): ReadonlySet<string> =>
  applicationsIn(
    target.sources.filter(
      (source) =>
        source.isReleasedIn(target.environment) && isChosen(target, source.layers?.application ?? ""),
    ),
  );

/**
 * Makes sure that every secret which files name can be had here, and that credentials which can be opened here are what
 * they should be, before anything is written: the engine would stop at the first.
 *
 * @throws UserError that lists every fault.
 */
export async function mustHaveSecrets(targets: readonly Target[]): Promise<void> {
  const missing = targets.flatMap(({ sources, environment }) =>
    sources.flatMap((source) => source.missingSecrets(environment, { variables: process.env })),
  );
  const opened = await Promise.all(
    targets.flatMap((target) =>
      target.sources
        .filter(({ layers }) => isChosen(target, layers?.application ?? ""))
        .map((source) => source.opened(process.env, [target.environment])),
    ),
  );
  const faults = inOrder([...missing, ...opened.flatMap((one) => one.faults)]);
  if (faults.length > 0) throw new UnusableFiles("the files", faults);
}

function mustBeThere({ file, root }: Project): void {
  if (file !== undefined) return;
  throw new UserError(
    `there is no Pulumi.yaml in ${root} or above it. Two lines make one: "name: fleet" and "runtime: nodejs"; the name is part of every application's identity and stays`,
  );
}

/** The applications of the files that a run was given. */
function namedBy(
  files: readonly string[],
  sources: readonly ApplicationSource[],
  root: string,
): ApplicationSource[] | undefined {
  if (files.length === 0) return undefined;
  return files.flatMap((pattern) => {
    const paths = new Set(filesOf([pattern], process.cwd()).files.map((file) => resolve(file)));
    const found = sources.filter(({ file }) => paths.has(resolve(file)));
    if (found.length > 0) return found;
    throw new UserError(
      `${pattern} names no file of the project in ${root}: a run is on files that \`tencentrtc.files\` in Pulumi.yaml names, apps/*.yaml unless told`,
    );
  });
}

function stackId(stack: string): StackId[] {
  const [environment = "", account = defaultAccount] = stack.split(".");
  return stackName(environment, account) === stack ? [{ environment, account }] : [];
}

/** The environment of a run. An unknown one is refused: a typing error would create a new fleet. */
function environmentOf(
  { section }: Project,
  sources: readonly ApplicationSource[],
  stacks: readonly StackId[],
  given: string | undefined,
): string {
  const declared = [...section.environments, ...sources.flatMap(({ environments }) => environments)];
  const made = stacks.map(({ environment }) => environment);
  // Where none is told apart there is the only one, unless everything that has been made is in others.
  const isOnly = declared.length === 0 && (made.length === 0 || made.includes(onlyEnvironment));
  const known = [...new Set([...declared, ...made, ...(isOnly ? [onlyEnvironment] : [])])].sort();
  if (given === "") {
    throw new UserError(
      "the environment is empty: name one by --environment, or unset TENCENTRTC_ENVIRONMENT",
    );
  }
  if (given === undefined) {
    if (isOnly) return onlyEnvironment;
    throw new UserError(`which environment? There is ${known.join(", ")}: choose with --environment`);
  }
  if (known.includes(given)) return given;
  const { error } = EnvironmentName.safeParse(given);
  if (error) throw new UserError(`--environment ${error.issues[0]?.message}`);
  throw new UserError(
    `no file and no stack has the environment "${given}"; ${suggestion(given, known)}. A new one stands in a file, or in Pulumi.yaml: \`tencentrtc: { environments: [${given}] }\``,
  );
}

/** Every account that there is: `default` too, unless others are named. */
const accountsIn = ({ section }: Project): string[] => {
  const named = Object.keys(section.accounts);
  return named.length === 0 ? [defaultAccount] : named;
};

const isOf = ({ layers }: ApplicationSource, account: string): boolean =>
  layers !== undefined && accountOf(layers) === account;

function accountsOf(
  here: readonly ApplicationSource[],
  stacks: readonly StackId[],
  environment: string,
  others: readonly string[],
): string[] {
  const named = here.flatMap(({ layers }) => (layers ? [accountOf(layers)] : []));
  const made = stacks.filter((one) => one.environment === environment).map(({ account }) => account);
  return [...new Set([...named, ...made, ...others])].sort();
}

function mustBeKnown(account: string | undefined, known: readonly string[]): void {
  if (account === undefined || known.includes(account)) return;
  const next = known.length > 0 ? suggestion(account, known) : "there is no file and no stack at all";
  throw new UserError(`no file and no stack belongs to the account "${account}"; ${next}`);
}

/** What is wrong with one account is told of its stack alone: the others can be looked at all the same. */
function reachOf(
  { section, root }: Project,
  account: string,
  endpoint: string | undefined,
): Pick<Target, "settings" | "problem"> & Pick<Place, "env"> {
  const settings = section.accounts[account];
  if (!settings && account !== defaultAccount) {
    const problem = `Pulumi.yaml doesn't name the account "${account}" any more, whose stack this is: bring it back there, or take the stack away with \`pulumi stack rm\` once it is empty`;
    return { settings: {}, env: {}, problem };
  }
  try {
    const env = variablesOf(account, settings ?? {}, root);
    const chosen = account === defaultAccount && endpoint !== undefined && { TENCENTRTC_ENDPOINT: endpoint };
    return { settings: settings ?? {}, env: { ...env, ...chosen }, problem: undefined };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { settings: settings ?? {}, env: {}, problem: explain(error) };
  }
}

const applicationsIn = (sources: readonly ApplicationSource[]): ReadonlySet<string> =>
  new Set(sources.flatMap(({ layers }) => (layers ? [layers.application] : [])));

function nothingIn(environment: string, account: string | undefined, project: Project): UserError {
  const whose = account === undefined ? "" : ` of the account "${account}"`;
  return new UserError(
    `nothing to run on: no file${whose} declares an application in the environment "${environment}", and there is no stack of it. Files are ${project.section.files.join(", ")} in ${project.root}`,
  );
}
