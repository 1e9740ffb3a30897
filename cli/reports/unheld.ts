import type { StackState } from "../../apps/engine";
import {
  type ActivityField,
  type ActivityRecord,
  type ApplicationRecord,
  ownerInWords,
} from "../../backend/api";
import type { Client } from "../../provider/client/client";
import { everyActivity } from "../../provider/client/every-activity";
import { parseDeclaration } from "../../provider/lifecycle/run/declaration";
import { kinds } from "../../provider/resources";
import { printTagId } from "../../provider/resources/tag/id";
import type { Finding } from "./finding";

/** The stacks of a project, and what their states hold. */
export interface ProjectStates {
  readonly project: string;
  readonly states: readonly StackState[];
}

/** The applications of one account, and the backend they live in. */
interface Kept {
  readonly uin: string;
  readonly identity: string;
  readonly applications: readonly ApplicationRecord[];
}

/**
 * What runs of a project's stacks have made and no state of them holds: a run was killed and its program edited before
 * the next, or a state was lost. Applications, push certificates and packages carry their declaration. Accounts and
 * tags don't: of these the activity log tells what programs made, as far back as it goes.
 */
export async function unheld(client: Client, kept: Kept, project: ProjectStates): Promise<Finding[]> {
  const held = heldIn(kept, project.states);
  const found = await Promise.all(
    kept.applications.map(async (application) => {
      const { Owner, SdkAppId, Status } = application;
      if (Status === "Deleting") return [];
      if (!isOurs(Owner, project)) return strayIn(application, project);
      return held.has(`Application ${SdkAppId}`)
        ? unheldOn(client, application, held, project)
        : [lost(application, "no state of the project has it")];
    }),
  );
  return found.flat();
}

/** `PushCertificate 1400000001/6768` of every resource that lives in this backend; of tags those of applications too. */
function heldIn({ identity, uin }: Kept, states: readonly StackState[]): ReadonlySet<string> {
  const resources = states.flatMap((state) => state.resources);
  const here = resources.filter(({ outputs }) => outputs.__backend === `${identity}/${uin}`);
  return new Set(
    here.flatMap(({ kind, id, outputs }) => [
      `${kind} ${id}`,
      ...(kind === "Application"
        ? Object.keys(Object(outputs.tags)).map((key) => `Tag ${printTagId(id, key)}`)
        : []),
    ]),
  );
}

/** Whether it is claimed by one of the stacks whose states are at hand. */
function isOurs(owner: string | null | undefined, { project, states }: ProjectStates): boolean {
  const parts = parseDeclaration(owner ?? "");
  return parts?.project === project && states.some(({ stack }) => stack === parts.stack);
}

/** Claimed by a stack of the project that isn't there. */
const strayIn = (application: ApplicationRecord, { project }: ProjectStates): Finding[] =>
  parseDeclaration(application.Owner ?? "")?.project === project
    ? [lost(application, "that stack isn't among those of the project here")]
    : [];

const lost = ({ SdkAppId, Name, Status, Owner }: ApplicationRecord, why: string): Finding => ({
  kind: "unheld",
  sdkAppIds: [SdkAppId],
  what: `Application ${SdkAppId} "${Name}" (${Status}): claimed by ${ownerInWords(Owner ?? "")}, and ${why}`,
  next: `with its declaration in the program of that stack, \`pulumi up\` goes on with it; else adopt: "${SdkAppId}" with takeOver: true takes it, and with deletionPolicy: "delete" a destroy then deletes it`,
});

async function unheldOn(
  client: Client,
  application: ApplicationRecord,
  held: ReadonlySet<string>,
  project: ProjectStates,
): Promise<Finding[]> {
  const { SdkAppId } = application;
  const attached = await Promise.all(
    kinds.map(async (kind) =>
      ((await kind.attached?.(client, application)) ?? []).map((one) => ({
        ...one,
        name: `${kind.name} ${one.id}`,
        field: kind.loggedAs(""),
      })),
    ),
  );
  const stray = attached.flat().filter(({ name }) => !held.has(name));
  const log = stray.some((one) => "logged" in one) ? await everyActivity(client, { SdkAppId }) : [];
  return stray.flatMap((one) => {
    const known = "logged" in one ? madeByProgram(one.logged, one.field, log) : claimed(one.owner, project);
    if (!known) return [];
    return [
      {
        kind: "unheld",
        sdkAppIds: [SdkAppId],
        what: `${one.name}: ${known.because}, and no state of the project has it`,
        next: `with its declaration in the program, \`pulumi up\` goes on with it; else ${known.otherwise}`,
      },
    ];
  });
}

/** How something is known to be one of the project's, and what is done about it; undefined where it isn't known. */
type Known = { readonly because: string; readonly otherwise: string } | undefined;

function claimed(owner: string | null, project: ProjectStates): Known {
  if (owner === null || !isOurs(owner, project)) return undefined;
  return {
    because: `claimed by ${ownerInWords(owner)}`,
    otherwise: "take it over with adopt, and let that declaration go",
  };
}

/** Whether it was a program that made it what it is; the newest entry of the log comes first. */
function madeByProgram(
  word: string,
  field: ActivityField | undefined,
  log: readonly ActivityRecord[],
): Known {
  const speaksOfIt = (part: string) =>
    part === word || part.startsWith(`${word}=`) || part.startsWith(`${word}:`);
  const origin = log.find(
    ({ Fields, Summary }) => Fields.some((one) => one === field) && Summary.split("; ").some(speaksOfIt),
  );
  if (origin?.Actor.Kind !== "provider") return undefined;
  return {
    because: `made by a program at ${origin.Time}`,
    otherwise: "take it away on the console page, unless another project's stack has it",
  };
}
