import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  LocalWorkspace,
  PulumiCommand,
  type PulumiFn,
  Stack,
  StackAlreadyExistsError,
  StackNotFoundError,
} from "@pulumi/pulumi/automation";
import { shownEndpoint } from "../../provider/client/endpoint-password";
import { noReferences } from "../../provider/lifecycle/settings";
import { commandFailure, isHalfWritten } from "./failure";
import { mustHavePassphrase, takeSalt } from "./passphrase";
import { freeLocksOfTheDead } from "./stack-lock";
import { hasOthers, type StateResource, stateOf } from "./stack-state";

/** Where the states of a project lie. */
export interface StateHome {
  /** The project's folder, which becomes the working folder: the engine's providers start there. */
  readonly root: string;
  /** URL of the state, as `pulumi login` takes it; default: a folder in the project. */
  readonly stateUrl: string | undefined;
}

/** One stack of a project, and how the engine is to run on it. */
export interface Place extends StateHome {
  readonly stack: string;
  /** The file of the stack's settings, absolute. */
  readonly settingsFile: string;
  /** For the engine and everything that it starts, on top of the environment; undefined takes a variable away. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Writes the state once at the end instead of after each step. Safe because a creation that is repeated finds what
   * the first made.
   */
  readonly fast: boolean;
}

/** A stack that is ready to be run on. */
export interface OpenStack {
  readonly stack: Stack;
  /** Our resources in it, as the last run left them. */
  readonly resources: readonly StateResource[];
  /** Whether there are others in it, which a program of a user's made. */
  readonly hasOthers: boolean;
  /** Whether it only stands in for one that hasn't been made yet. */
  readonly isStandIn: boolean;
  /** Takes away what only this run needed. */
  close(): void;
}

/** The variables by which the engine leaves checkpoints out. */
const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

const localFolder = (root: string): string => join(root, ".tencentrtc", "state");

/** Kept out of version control, and for its owner alone, as the embedded backend keeps its own. */
function makeLocalFolder(root: string): void {
  const folder = localFolder(root);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const ignored = join(folder, "../.gitignore");
  if (!existsSync(ignored)) writeFileSync(ignored, "*\n");
}

const stateUrlOf = ({ root, stateUrl }: StateHome): string =>
  stateUrl ?? pathToFileURL(localFolder(root)).href;

/** The names of the project's stacks, without organizations. Makes nothing. */
export async function stackNames(home: StateHome): Promise<string[]> {
  if (home.stateUrl === undefined && !existsSync(localFolder(home.root))) return [];
  return told(home, "listing the stacks", async () =>
    (await (await bareWorkspace(home)).listStacks()).map(({ name }) => stackIn(name)),
  );
}

/** A stack of a project, with our resources in its state. */
export interface StackState {
  readonly stack: string;
  readonly resources: readonly StateResource[];
}

/**
 * What the states of a project's stacks hold: in its own folder, where `stateUrl` says, else where `pulumi login` leads.
 * Needs no passphrase: secrets stay sealed.
 */
export async function stackStates(home: StateHome): Promise<StackState[]> {
  const isNamed = home.stateUrl !== undefined || existsSync(localFolder(home.root));
  return told(home, "reading the stacks", async () => {
    const workspace = await bareWorkspace(home, isNamed ? { PULUMI_BACKEND_URL: stateUrlOf(home) } : {});
    const states: StackState[] = [];
    for (const { name } of await workspace.listStacks()) {
      const { deployment } = await workspace.exportStack(name);
      states.push({ stack: stackIn(name), resources: stateOf(deployment) });
    }
    return states;
  });
}

/** The name of a stack without its organization and project. */
const stackIn = (name: string): string => name.split("/").at(-1) ?? name;

/** Workspace without a program, which only reads. */
const bareWorkspace = async (
  home: StateHome,
  env: Readonly<Record<string, string>> = { PULUMI_BACKEND_URL: stateUrlOf(home) },
): Promise<LocalWorkspace> =>
  LocalWorkspace.create({
    workDir: home.root,
    pulumiCommand: await cli(),
    envVars: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });

/**
 * Opens the stack, making it where it isn't there yet.
 *
 * @throws UserError when there is no Pulumi CLI, no passphrase or another one, or the state can't be reached.
 */
export const openStack = (place: Place, program: PulumiFn): Promise<OpenStack> =>
  opening(place, async () => {
    if (place.stateUrl === undefined) makeLocalFolder(place.root);
    const workspace = await workspaceOf(place, program);
    return (await existing(place, workspace)) ?? created(place, workspace);
  });

/** Opens the stack if it is there. */
export const openStackIfAny = (place: Place, program: PulumiFn): Promise<OpenStack | undefined> =>
  opening(place, async () => {
    if (place.stateUrl === undefined && !existsSync(localFolder(place.root))) return undefined;
    return existing(place, await workspaceOf(place, program));
  });

/** Opens the stack, or where it isn't there yet one that is as empty and goes when it is closed. */
export async function openForPreview(place: Place, program: PulumiFn): Promise<OpenStack> {
  return (await openStackIfAny(place, program)) ?? opening(place, () => emptyStack(place, program));
}

async function emptyStack(place: Place, program: PulumiFn): Promise<OpenStack> {
  const folder = mkdtempSync(join(tmpdir(), "tencentrtc-preview-"));
  const { settingsFile: file } = place;
  const before = existsSync(file) ? readFileSync(file) : undefined;
  const close = () => {
    rmSync(folder, { recursive: true, force: true });
    const after = existsSync(file) ? readFileSync(file) : undefined;
    if (before === undefined) rmSync(file, { force: true });
    else if (after === undefined || !before.equals(after)) writeFileSync(file, before);
  };
  try {
    const stateUrl = pathToFileURL(folder).href;
    const workspace = await workspaceOf({ ...place, stateUrl, env: withPassphrase(place.env) }, program);
    return { ...(await created(place, workspace)), isStandIn: true, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** A folder asks for a passphrase, also where the state that it stands in for has keys of its own. */
const withPassphrase = (env: Place["env"]): Place["env"] =>
  process.env.PULUMI_CONFIG_PASSPHRASE || process.env.PULUMI_CONFIG_PASSPHRASE_FILE
    ? env
    : { ...env, PULUMI_CONFIG_PASSPHRASE: "stand-in" };

let found: Promise<PulumiCommand> | undefined;

/** Looked for once: each look starts it, to ask for its version. */
function cli(): Promise<PulumiCommand> {
  found ??= PulumiCommand.get();
  return found;
}

async function workspaceOf(place: Place, program: PulumiFn): Promise<LocalWorkspace> {
  // The classes look for the package, and for an embedded backend, from the working folder.
  process.chdir(place.root);
  const envVars = {
    ...given(place.env),
    PULUMI_BACKEND_URL: stateUrlOf(place),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    [noReferences]: "true",
    // The SDK answers by itself, and the engine takes both together for a contradiction.
    PULUMI_SKIP_CONFIRMATIONS: "false",
    ...(place.fast && withoutCheckpoints),
    ...watchingEarly(),
  };
  const workspace = await LocalWorkspace.create({
    workDir: place.root,
    pulumiCommand: await cli(),
    program,
    envVars,
  });
  takeAway(place.env, workspace.envVars);
  return startingLess(workspace);
}

/** Makes every provider's process watch its engine from its start on; beside what the environment asks of Node. */
function watchingEarly(): { readonly NODE_OPTIONS?: string } {
  const watch = join(__dirname, "../../provider/adapters/early-watch.js");
  if (!existsSync(watch)) return {};
  const options = [process.env.NODE_OPTIONS, `--require ${JSON.stringify(watch)}`];
  return { NODE_OPTIONS: options.filter((option) => option).join(" ") };
}

const given = (env: Place["env"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );

/**
 * The SDK's type knows no variable that is taken away, though what it starts gets none that is undefined: an empty one
 * would count as a mistake there.
 */
function takeAway(env: Place["env"], envVars: object): void {
  for (const [name, text] of Object.entries(env)) {
    if (text === undefined) Reflect.set(envVars, name, undefined);
  }
}

/**
 * Without what the SDK asks the CLI for around a run and nobody here reads: each is a start of it, a third of a second
 * with a large state.
 */
function startingLess(workspace: LocalWorkspace): LocalWorkspace {
  // Every command names its stack.
  workspace.selectStack = async () => {};
  workspace.stackOutputs = async () => ({});
  return workspace;
}

/** The stack if it is there, which its state tells. */
async function existing(place: Place, workspace: LocalWorkspace): Promise<OpenStack | undefined> {
  try {
    const { deployment } = await workspace.exportStack(place.stack);
    takeSalt(place.settingsFile, place.stack, deployment);
    const stack = await stackOf(place, workspace);
    const { name } = await workspace.projectSettings();
    // A run that was killed leaves the stack locked; where that is plain to see it is freed.
    freeLocksOfTheDead(stateUrlOf(place), name, place.stack);
    return { stack, resources: stateOf(deployment), hasOthers: hasOthers(deployment), ...lasting };
  } catch (error) {
    if (error instanceof StackNotFoundError) return undefined;
    throw error;
  }
}

const lasting = { isStandIn: false, close: () => {} };

async function created(place: Place, workspace: LocalWorkspace): Promise<OpenStack> {
  try {
    await workspace.createStack(place.stack);
  } catch (error) {
    // Another run was first, and has made it since we looked.
    const theirs = error instanceof StackAlreadyExistsError && (await existing(place, workspace));
    if (!theirs) throw error;
    return theirs;
  }
  return { stack: await stackOf(place, workspace), resources: [], hasOthers: false, ...lasting };
}

async function stackOf({ stack: name }: Place, workspace: LocalWorkspace): Promise<Stack> {
  const stack = await Stack.select(name, workspace);
  // Asked for after a run, for a summary that the run's events have given.
  stack.info = async () => undefined;
  return stack;
}

/** How often, and how many milliseconds apart, a state is looked at that another run is writing. */
const looks = 10;
const lookEvery = 300;

async function onceWritten<T>(open: () => Promise<T>): Promise<T> {
  for (let look = 1; ; look += 1) {
    try {
      return await open();
    } catch (error) {
      if (look === looks || !isHalfWritten(error)) throw error;
    }
    await pause(lookEvery);
  }
}

async function opening<T>(place: Place, open: () => Promise<T>): Promise<T> {
  mustHavePassphrase(place.settingsFile, stateUrlOf(place));
  return told(place, `opening the stack "${place.stack}"`, () => onceWritten(open));
}

async function told<T>(home: StateHome & Partial<Place>, doing: string, work: () => Promise<T>): Promise<T> {
  const stateUrl = stateUrlOf(home);
  try {
    return await work();
  } catch (error) {
    throw commandFailure(error, `${doing} in ${shownEndpoint(stateUrl)}`, { stateUrl, stack: home.stack });
  }
}
