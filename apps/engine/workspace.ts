import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace, type PulumiFn, Stack } from "@pulumi/pulumi/automation";
import { UserError } from "../../provider/lifecycle/errors";
import { commandFailure } from "./failure";
import { isLockedByTheDead } from "./stack-lock";

/** One stack of a project, and how the engine is to run on it. */
export interface Place {
  /** The project's folder, which becomes the working folder: the engine's providers start there. */
  readonly root: string;
  readonly stack: string;
  /** Where states lie, as `pulumi login` takes it; a folder in the project unless told. */
  readonly stateUrl: string | undefined;
  /** For the engine and everything that it starts, on top of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Writes the state once at the end instead of after each step. Safe because a creation that is repeated finds what
   * the first made.
   */
  readonly fast: boolean;
}

/** The variables by which the engine leaves checkpoints out. */
const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Where states lie when nothing else is said. */
const defaultState = join(".tencentrtc", "state");

/**
 * Opens the stack, making it where it isn't there yet.
 *
 * @throws UserError when there is no Pulumi CLI, no passphrase, or the state can't be reached.
 */
export async function openStack(place: Place, program: PulumiFn): Promise<Stack> {
  return inPlace(place, async (workspace) => Stack.createOrSelect(place.stack, workspace), program);
}

/** Opens the stack if it is there. */
export async function openStackIfAny(place: Place, program: PulumiFn): Promise<Stack | undefined> {
  return inPlace(
    place,
    async (workspace) => {
      const stacks = await workspace.listStacks();
      return stacks.some(({ name }) => lastPart(name) === place.stack)
        ? Stack.select(place.stack, workspace)
        : undefined;
    },
    program,
  );
}

const lastPart = (name: string): string => name.split("/").at(-1) ?? name;

/** A run that was killed leaves the stack locked; where that is plain to see it is freed. */
async function inPlace<T extends Stack | undefined>(
  place: Place,
  open: (workspace: LocalWorkspace) => Promise<T>,
  program: PulumiFn,
): Promise<T> {
  // The classes look for the package, and for an embedded backend, from the working folder.
  process.chdir(place.root);
  const stateUrl = place.stateUrl ?? localState(place.root);
  const envVars: Record<string, string> = {
    ...place.env,
    PULUMI_BACKEND_URL: stateUrl,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    ...(place.fast && withoutCheckpoints),
  };
  mustHavePassphrase(place, stateUrl);
  try {
    const workspace = await LocalWorkspace.create({ workDir: place.root, program, envVars });
    const opened = await open(workspace);
    const { name } = await workspace.projectSettings();
    if (opened && isLockedByTheDead(stateUrl, name, place.stack)) await opened.cancel();
    return opened;
  } catch (error) {
    throw commandFailure(error, `opening the stack "${place.stack}" in ${stateUrl}`);
  }
}

function localState(root: string): string {
  const folder = join(root, defaultState);
  mkdirSync(folder, { recursive: true });
  return `file://${folder}`;
}

/** The engine would ask for one, which nobody could answer; making one up would lock everybody else out. */
function mustHavePassphrase({ root, stack }: Place, stateUrl: string): void {
  const { PULUMI_CONFIG_PASSPHRASE: passphrase, PULUMI_CONFIG_PASSPHRASE_FILE: file } = process.env;
  const hasOwnKeys = /^https?:/.test(stateUrl) || /^secretsprovider:/m.test(stackSettings(root, stack));
  if (passphrase !== undefined || file || hasOwnKeys) return;
  throw new UserError(
    "the passphrase that encrypts the secrets in the state isn't set: PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE with a file that holds it. " +
      "Choose one before the first run, keep it, and give it to everybody who runs this",
  );
}

function stackSettings(root: string, stack: string): string {
  const file = join(root, `Pulumi.${stack}.yaml`);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
