import type { StackState } from "../../apps/engine";
import {
  type ActivityRecord,
  type ApplicationRecord,
  defaultAdminAccount,
  ownerInWords,
  subscriptionProducts,
} from "../../backend/api";
import type { Client } from "../../provider/client/client";
import { everyActivity } from "../../provider/client/every-activity";
import { parseDeclaration } from "../../provider/lifecycle/run/declaration";
import { everyCertificate } from "../../provider/resources/push-certificate/look-up";
import { subscriptions } from "../../provider/resources/subscription/look-up";
import { isRunning } from "../../provider/resources/subscription/plan";
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
      ...(kind === "Application" ? Object.keys(Object(outputs.tags)).map((key) => tagOf(id, key)) : []),
    ]),
  );
}

const tagOf = (sdkAppId: number | string, key: string): string =>
  `Tag ${sdkAppId}/${encodeURIComponent(key)}`;

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

/** Something on an application, as ids in states name it. */
interface Part {
  readonly name: string;
  /** How it is known that it is one of theirs. */
  readonly because: string;
  readonly otherwise: string;
}

async function unheldOn(
  client: Client,
  application: ApplicationRecord,
  held: ReadonlySet<string>,
  project: ProjectStates,
): Promise<Finding[]> {
  const isUnheld = ({ name }: { readonly name: string }) => !held.has(name);
  const claimed = (await claimedOn(client, application, project)).filter(isUnheld);
  const unnamed = (await unnamedOn(client, application)).filter(isUnheld);
  const { SdkAppId } = application;
  const log = unnamed.length > 0 ? await everyActivity(client, { SdkAppId }) : [];
  return [...claimed, ...unnamed.flatMap((one) => madeByProgram(one, log))].map(
    ({ name, because, otherwise }) => ({
      kind: "unheld",
      sdkAppIds: [SdkAppId],
      what: `${name}: ${because}, and no state of the project has it`,
      next: `with its declaration in the program, \`pulumi up\` goes on with it; else ${otherwise}`,
    }),
  );
}

/** Certificates and packages that declarations of the stacks claim, and that aren't to go with the application. */
async function claimedOn(
  client: Client,
  { SdkAppId }: ApplicationRecord,
  project: ProjectStates,
): Promise<Part[]> {
  const [certificates, packages] = await Promise.all([
    everyCertificate(client, SdkAppId),
    Promise.all(
      subscriptionProducts.map((product) => client.look(subscriptions, { SdkAppId, Product: product })),
    ),
  ]);
  const running = packages.flatMap((entry) =>
    entry.Outcome === "Found" && isRunning(entry.Subscription) ? [entry.Subscription] : [],
  );
  return [
    ...certificates.map((one) => ({ ...one, name: `PushCertificate ${SdkAppId}/${one.CertificateId}` })),
    ...running.map((one) => ({ ...one, name: `Subscription ${SdkAppId}/${one.Product}` })),
  ]
    .filter(({ Owner, LeavingSince = null }) => isOurs(Owner, project) && LeavingSince === null)
    .map(({ name, Owner }) => ({
      name,
      because: `claimed by ${ownerInWords(Owner ?? "")}`,
      otherwise: "take it over with adopt, and let that declaration go",
    }));
}

/** What carries no declaration, and how the activity log speaks of it. */
interface Unnamed {
  readonly name: string;
  readonly field: string;
  readonly word: string;
}

async function unnamedOn(client: Client, { SdkAppId, AdminAccounts }: ApplicationRecord): Promise<Unnamed[]> {
  const accounts = AdminAccounts.filter(({ UserId }) => UserId !== defaultAdminAccount);
  return [
    ...accounts.map(({ UserId }) => ({
      name: `AdminAccount ${SdkAppId}/${UserId}`,
      field: "AdminAccounts",
      word: `admin account "${UserId}" added`,
    })),
    ...(await client.tags(SdkAppId)).map(({ TagKey }) => ({
      name: tagOf(SdkAppId, TagKey),
      field: "Tags",
      word: `tag ${TagKey}`,
    })),
  ];
}

/** Whether it was a program that made it what it is; the newest entry of the log comes first. */
function madeByProgram({ name, field, word }: Unnamed, log: readonly ActivityRecord[]): Part[] {
  const speaksOfIt = (part: string) =>
    part === word || part.startsWith(`${word}=`) || part.startsWith(`${word}:`);
  const origin = log.find(
    ({ Fields, Summary }) => Fields.includes(field) && Summary.split("; ").some(speaksOfIt),
  );
  if (origin?.Actor.Kind !== "provider") return [];
  return [
    {
      name,
      because: `made by a program at ${origin.Time}`,
      otherwise: "take it away on the console page, unless another project's stack has it",
    },
  ];
}
