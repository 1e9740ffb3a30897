import type { Command } from "commander";
import { type ApplicationRecord, ownerInWords } from "../backend/api";
import type { Client } from "../provider/client/client";
import { everyApplication } from "../provider/client/every-application";
import { UserError } from "../provider/lifecycle/errors";
import { asPerson, type BackendOptions, isServed, locationOf, placeShown } from "./backend";
import { exitCodes } from "./exit-codes";
import type { Examination } from "./maintenance";
import {
  type AccountOptions,
  accountsOf,
  inAccount,
  ofEach,
  optionsOf,
  withAccountOptions,
} from "./named-account";
import { note, paint, print, printJson } from "./screen";

interface Finding {
  /** `damage` and `secrets`: something can't be read; `unclaimed`, `contested` and `leaving`: something wants a look. */
  readonly kind: "damage" | "secrets" | "unclaimed" | "contested" | "leaving";
  readonly sdkAppIds: readonly number[];
  readonly what: string;
  readonly next: string;
}

/** What one backend is found to be. */
interface Report {
  /** As Pulumi.yaml calls the account that is kept there; undefined where `--database` alone names the backend. */
  readonly account: string | undefined;
  readonly database: string;
  readonly isServed: boolean;
  readonly identity: string;
  readonly simulated: boolean;
  readonly applications: number;
  readonly accounts: readonly { readonly uin: string; readonly applications: number }[];
  readonly findings: readonly Finding[];
}

export const addDoctor = (program: Command): void => {
  withAccountOptions(program.command("doctor"))
    .summary("check the database; list what no declaration claims")
    .description(
      "Checks the whole database for damage, opens every secret with the key at hand, and lists applications that\n" +
        "no declaration claims, or that share one; of every account in Pulumi.yaml, or of one. A server is asked for its\n" +
        "account's part: its database is checked where that is. Changes nothing. Exit code 1: damaged, or an account could\n" +
        "not be looked at; 2: something to look at.",
    )
    .action(doctor);
};

async function doctor(options: AccountOptions, command: Command): Promise<void> {
  const accounts = accountsOf(options, command);
  const { answers: reports, errors } = await ofEach(accounts, (account) => reportOn(account, options));
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
async function reportOn(account: string | undefined, options: AccountOptions): Promise<Report | undefined> {
  const backend = optionsOf(account, options);
  const served = isServed(backend);
  const own = await inAccount(account, options, (client) => contentsOf(client, served));
  if (own === undefined) return undefined;
  const examined = served ? undefined : await examine(backend);
  const accounts = [own];
  for (const uin of examined?.accounts ?? []) {
    if (uin === own.uin) continue;
    accounts.push(await asPerson(backend, (client) => contentsOf(client, served), { uin }));
  }
  const applications = accounts.flatMap((one) => one.applications);
  return {
    account,
    database: placeShown(backend),
    isServed: served,
    identity: own.identity,
    simulated: own.simulated,
    applications: applications.length,
    accounts: accounts.map(({ uin, applications: { length } }) => ({ uin, applications: length })),
    findings: [
      ...(examined?.damage.map(damaged) ?? []),
      ...(examined?.unopened.map(unopenedSecret) ?? applications.flatMap(withoutSecrets)),
      ...unclaimed(applications),
      ...accounts.flatMap((one) => contested(one.applications)),
      ...applications.flatMap(leaving),
    ],
  };
}

const asJson = ({ isServed: _, ...report }: Report) => report;

function inWords({ account, database, isServed, identity, simulated, accounts, findings }: Report): string {
  return [
    ...(account === undefined ? [] : [`${account}:`]),
    `${database}\nbackend ${identity}${simulated ? " (simulated)" : ""}`,
    ...accounts.map((one) => `account ${one.uin}, applications: ${one.applications}`),
    "",
    ...(findings.length === 0 ? [sound(isServed)] : findings.map(findingInWords)),
  ].join("\n");
}

const sound = (isServed: boolean): string =>
  `${paint({ text: "ok", colour: "green" })}  ${isServed ? "" : "no damage, "}every secret opens, every application is claimed\n` +
  "    (by a declaration; whether its stack's state has it, `preview --refresh` of that stack says)";

interface Contents {
  readonly uin: string;
  readonly identity: string;
  readonly simulated: boolean;
  readonly applications: readonly ApplicationRecord[];
}

async function contentsOf(client: Client, served: boolean): Promise<Contents> {
  const { Uin, Identity, Simulated } = await client.account();
  const applications = await everyApplication(client, { WithSecrets: served });
  return { uin: Uin, identity: Identity, simulated: Simulated, applications };
}

/** What only the database itself shows. */
async function examine(backend: BackendOptions): Promise<Examination> {
  const { maintenanceOf }: typeof import("./maintenance") = require("./maintenance");
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
const withoutSecrets = ({ SdkAppId, SecretsFault }: ApplicationRecord): Finding[] =>
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

const unclaimed = (applications: readonly ApplicationRecord[]): Finding[] =>
  applications
    .filter(({ Owner }) => Owner === null)
    .map(({ SdkAppId, Name, Status }) => ({
      kind: "unclaimed",
      sdkAppIds: [SdkAppId],
      what: `Application ${SdkAppId} "${Name}" (${Status}): no declaration claims it; it was made in a console or given up`,
      next: `adopt: "${SdkAppId}" takes it into a program; with deletionPolicy: "delete" a destroy deletes it`,
    }));

/** What a run let go of, to go with an application that is still there. */
const leaving = ({ SdkAppId, Status, Leaving = [] }: ApplicationRecord): Finding[] =>
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
function contested(applications: readonly ApplicationRecord[]): Finding[] {
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
