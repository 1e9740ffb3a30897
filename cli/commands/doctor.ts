import type { Command } from "commander";
import { type EnrolledApplication, ownerInWords, type SimulatedApplication } from "../../backend/api";
import { UserError } from "../../ground/errors";
import type { Client } from "../../provider/client/client";
import { everyApplication, simulatedAmong } from "../../provider/client/every-application";
import { everyEnrolled } from "../../provider/client/every-enrolled";
import { asPerson, type BackendOptions, isServed, locationOf, placeShown } from "../accounts/backend";
import {
  type AccountOptions,
  accountsOf,
  inAccount,
  ofEach,
  optionsOf,
  withAccountOptions,
} from "../accounts/named-account";
import { enrolledFindings } from "../claims/enrolled-findings";
import { withSite } from "../claims/site-option";
import type { TencentOptions } from "../claims/tencent";
import type { Examination } from "../operator/maintenance";
import type { Finding } from "../reports/finding";
import { projectStates } from "../reports/project-states";
import { type ProjectStates, unheld } from "../reports/unheld";
import { exitCodes } from "../terminal/exit-codes";
import { interruptible } from "../terminal/interruption";
import { note, paint, print, printJson } from "../terminal/screen";

interface DoctorOptions extends AccountOptions, TencentOptions {
  readonly cloud?: boolean;
  readonly csv?: string;
  readonly stacks?: boolean;
}

/** What one backend is found to be. */
interface Report {
  /** Account by its name in Pulumi.yaml; undefined where only `--database` names the backend. */
  readonly account: string | undefined;
  readonly database: string;
  readonly isServed: boolean;
  readonly identity: string;
  readonly simulated: boolean;
  readonly applications: number;
  /** Stacks whose states were compared; undefined without `--stacks`. */
  readonly stacks: readonly string[] | undefined;
  readonly accounts: readonly { readonly uin: string; readonly applications: number }[];
  readonly findings: readonly Finding[];
}

export const addDoctor = (program: Command): void => {
  withSite(withAccountOptions(program.command("doctor")))
    .summary("check the database; list applications without a declaration")
    .description(
      "Checks the whole database for damage, opens every secret with the available key, and lists applications that\n" +
        "no declaration claims, or that share one, of every account in Pulumi.yaml or of one. Of a server it checks only\n" +
        "the account; check the database on its own machine. Changes nothing. Exit code 1: damage, or an account could\n" +
        "not be read; 2: something to look at.\n" +
        "With --stacks it also lists what runs of this project's stacks created and no state has. Accounts and tags have no\n" +
        "declaration: they are listed if the activity log still shows that a program created them.\n" +
        "Of real accounts it lists what is known to be amiss, without asking Tencent Cloud.\n" +
        "With --cloud it looks at no backend, but asks Tencent Cloud itself what its documents leave open, with an account's key\n" +
        "pair (TENCENTRTC_CLOUD_*), throw-away applications of --csv, or both. It changes nothing, and no secret is in what it\n" +
        "prints; with each application it tries a wrong key once. See docs/real-accounts.md.",
    )
    .option("--stacks", "also compare with the states of the project's stacks; needs the Pulumi CLI")
    .option("--cloud", "ask Tencent Cloud which of the facts hold that this tool relies on")
    .option("--csv <file>", "with --cloud: throw-away applications, as for `verify`, each with its region")
    .action(doctor);
};

async function doctor(options: DoctorOptions, command: Command): Promise<void> {
  if (options.cloud) {
    const { reportOnTencent }: typeof import("../claims/real-report") = require("../claims/real-report");
    return interruptible((signal) => reportOnTencent(options, signal));
  }
  if (options.csv !== undefined || options.site !== undefined || options.uin !== undefined) {
    throw new UserError("--csv, --site and --uin are about Tencent Cloud: give --cloud, too");
  }
  const accounts = accountsOf(options, command);
  const project = options.stacks ? await projectStates() : undefined;
  const { answers: reports, errors } = await ofEach(accounts, (account) =>
    reportOn(account, options, project),
  );
  if (reports.length + errors.length === 0)
    throw new UserError("there is no management backend yet: the first `up` makes one");
  const found = reports.flatMap(({ findings }) => findings);
  const isBroken = errors.length > 0 || found.some(({ kind }) => kind === "damage" || kind === "secrets");
  process.exitCode = isBroken ? exitCodes.failed : found.length > 0 ? exitCodes.found : exitCodes.clean;
  for (const error of errors) note(`error: ${error}`);
  if (options.json) {
    const backends = reports.map(asJson);
    const all = { backends, ...(errors.length > 0 && { errors }) };
    return printJson(accounts.length === 1 ? backends[0] : all);
  }
  if (reports.length > 0) print(reports.map(inWords).join("\n\n"));
}

/** @returns undefined where there is no backend to look at, and none is needed. */
async function reportOn(
  account: string | undefined,
  options: AccountOptions,
  project: ProjectStates | undefined,
): Promise<Report | undefined> {
  const backend = optionsOf(account, options);
  const served = isServed(backend);
  const look = (client: Client) => contentsOf(client, served, project);
  const own = await inAccount(account, options, look);
  if (own === undefined) return undefined;
  const examined = served ? undefined : await examine(backend);
  const accounts = [own];
  for (const uin of examined?.accounts ?? []) {
    if (uin === own.uin) continue;
    accounts.push(await asPerson({ ...backend, uin }, look));
  }
  const applications = accounts.flatMap((one) => one.applications);
  const enrolled = accounts.flatMap((one) => one.enrolled);
  return {
    account,
    database: placeShown(backend),
    isServed: served,
    identity: own.identity,
    simulated: own.simulated,
    applications: applications.length + enrolled.length,
    stacks: project?.states.map(({ stack }) => stack),
    accounts: accounts.map((one) => ({
      uin: one.uin,
      applications: one.applications.length + one.enrolled.length,
    })),
    findings: [
      ...(examined?.damage.map(damaged) ?? []),
      ...(examined?.unopened.map(unopenedSecret) ?? applications.flatMap(withoutSecrets)),
      ...unclaimed(applications),
      ...accounts.flatMap((one) => contested(one.applications)),
      ...applications.flatMap(leaving),
      ...accounts.flatMap((one) => one.unheld),
      ...enrolledFindings(enrolled),
    ],
  };
}

const asJson = ({ isServed: _, ...report }: Report) => report;

function inWords(report: Report): string {
  const { account, database, isServed, identity, simulated, stacks, accounts, findings } = report;
  const isRealAlone = isServed && !simulated;
  return [
    ...(account === undefined ? [] : [`${account}:`]),
    `${database}\nbackend ${identity}${simulated ? " (simulated)" : ""}`,
    ...(stacks ? [`compared with the states of the stacks: ${stacks.join(", ") || "there is none"}`] : []),
    ...accounts.map((one) => `account ${one.uin}, applications: ${one.applications}`),
    "",
    ...(findings.length > 0
      ? findings.map(findingInWords)
      : [isRealAlone ? soundAtTencent : sound(isServed, stacks !== undefined)]),
  ].join("\n");
}

const soundAtTencent = `${paint({ text: "ok", colour: "green" })}  all that is known of its applications is as it should be\n    (as of the last \`verify\`, which asks Tencent Cloud)`;

const sound = (isServed: boolean, isCompared: boolean): string =>
  `${paint({ text: "ok", colour: "green" })}  ${isServed ? "" : "no damage, "}every secret opens, every application is claimed\n` +
  (isCompared
    ? "    (by a declaration; the states have all of it that can be told, see --help)"
    : "    (by a declaration; whether its stack's state has it, `doctor --stacks` or `preview --refresh` of that stack says)");

interface Contents {
  readonly uin: string;
  readonly identity: string;
  readonly simulated: boolean;
  readonly applications: readonly SimulatedApplication[];
  /** Of a real account. */
  readonly enrolled: readonly EnrolledApplication[];
  readonly unheld: readonly Finding[];
}

async function contentsOf(
  client: Client,
  served: boolean,
  project: ProjectStates | undefined,
): Promise<Contents> {
  const { Uin, Identity, Simulated, Executor } = await client.account();
  const account = { uin: Uin, identity: Identity, simulated: Simulated };
  if (Executor === "operator") {
    return { ...account, applications: [], enrolled: await everyEnrolled(client), unheld: [] };
  }
  const applications = simulatedAmong(await everyApplication(client, { WithSecrets: served }));
  const kept = { ...account, applications, enrolled: [] };
  return { ...kept, unheld: project ? await unheld(client, kept, project) : [] };
}

/** What only the database itself shows. */
async function examine(backend: BackendOptions): Promise<Examination> {
  const { maintenanceOf }: typeof import("../operator/maintenance") = require("../operator/maintenance");
  return maintenanceOf(locationOf(backend), backend.environment).examine();
}

const findingInWords = ({ kind, what, next }: Finding): string => {
  const colour = kind === "damage" || kind === "secrets" ? "red" : "yellow";
  return `${paint({ text: kind, colour })}  ${what}\n  → ${next}`;
};

const damaged = (what: string): Finding => ({
  kind: "damage",
  sdkAppIds: [],
  what,
  next: "stop writing to it and restore the folder from a backup",
});

const unopenedSecret = ({ place, message }: Examination["unopened"][number]): Finding => ({
  kind: "secrets",
  sdkAppIds: place.table === "applications" ? [Number(place.row)] : [],
  what: message,
  next: "everything else can be read; bring back the database or the key of before",
});

/** A server opens the secrets that its account asks for. */
const withoutSecrets = ({ SdkAppId, SecretsFault }: SimulatedApplication): Finding[] =>
  SecretsFault === undefined
    ? []
    : [
        {
          kind: "secrets",
          sdkAppIds: [SdkAppId],
          what: `Application ${SdkAppId}: ${SecretsFault}`,
          next: "its other properties can be read; the server's operator brings back the database or the key of before",
        },
      ];

const unclaimed = (applications: readonly SimulatedApplication[]): Finding[] =>
  applications
    .filter(({ Owner }) => Owner === null)
    .map(({ SdkAppId, Name, Status }) => ({
      kind: "unclaimed",
      sdkAppIds: [SdkAppId],
      what: `Application ${SdkAppId} "${Name}" (${Status}): no declaration claims it; it was made in a console or given up`,
      next: `adopt: "${SdkAppId}" takes it into a program; with deletionPolicy: "delete" a destroy deletes it`,
    }));

/** What a run let go of, to go with an application that is still there. */
const leaving = ({ SdkAppId, Status, Leaving = [] }: SimulatedApplication): Finding[] =>
  Leaving.length === 0 || Status === "Deleting"
    ? []
    : [
        {
          kind: "leaving",
          sdkAppIds: [SdkAppId],
          what: `Application ${SdkAppId}: ${Leaving.map(({ Noun, Id }) => `${Noun} ${Id}`).join(", ")} let go of, to go with it; a destroy was interrupted, or had targets`,
          next: "`pulumi up` with the declarations in the program takes them back, a destroy of the application takes them along; a push certificate alone is deleted on the console page",
        },
      ];

/** A replacement that was interrupted leaves two: the state knows the newer one. */
function contested(applications: readonly SimulatedApplication[]): Finding[] {
  const claimed = applications.filter(({ Owner }) => Owner !== null);
  const byOwner = new Map<string, number[]>();
  for (const { Owner, SdkAppId } of claimed) {
    if (Owner !== null) byOwner.set(Owner, [...(byOwner.get(Owner) ?? []), SdkAppId]);
  }
  return [...byOwner]
    .filter(([, ids]) => ids.length > 1)
    .map(([owner, sdkAppIds]) => ({
      kind: "contested",
      sdkAppIds,
      what: `Applications ${sdkAppIds.join(", ")}: one declaration, "${ownerInWords(owner)}", claims them all; a replacement was interrupted`,
      next: "`pulumi up` goes on with it; what is left then is taken with adopt and takeOver: true, and destroyed",
    }));
}
