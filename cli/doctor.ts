import type { Command } from "commander";
import type { ApplicationRecord } from "../backend/api";
import { everyApplication } from "../provider/client/every-application";
import {
  asPerson,
  type BackendOptions,
  isServed,
  locationOf,
  ownerInWords,
  placeShown,
  withBackendOptions,
} from "./backend";
import { exitCodes } from "./exit-codes";
import type { Examination } from "./maintenance";
import { paint, print, printJson } from "./screen";

interface Finding {
  /** `damage` and `secrets`: something can't be read; `unclaimed` and `contested`: something wants a look. */
  readonly kind: "damage" | "secrets" | "unclaimed" | "contested";
  readonly sdkAppIds: readonly number[];
  readonly what: string;
  readonly next: string;
}

export const addDoctor = (program: Command): void => {
  withBackendOptions(program.command("doctor"))
    .summary("check the database; list what no declaration claims")
    .description(
      "Checks the whole database for damage, opens every secret with the key at hand, and lists applications that\n" +
        "no declaration claims, or that share one. A server is asked for its account's part: its database is checked\n" +
        "where that is. Changes nothing. Exit code 1: damaged; 2: something to look at.",
    )
    .action(diagnose);
};

async function diagnose(options: BackendOptions): Promise<void> {
  const database = placeShown(options);
  const served = isServed(options);
  const own = await accountOf(options, served);
  const examined = served ? undefined : await examine(options);
  const accounts = [own];
  for (const uin of examined?.accounts ?? []) {
    if (uin !== own.uin) accounts.push(await accountOf(options, served, uin));
  }
  const applications = accounts.flatMap((account) => account.applications);
  const findings = [
    ...(examined?.damage.map(damaged) ?? []),
    ...(examined?.unopened.map(unopenedSecret) ?? applications.flatMap(withoutSecrets)),
    ...unclaimed(applications),
    ...accounts.flatMap((account) => contested(account.applications)),
  ];
  const broken = findings.some(({ kind }) => kind === "damage" || kind === "secrets");
  process.exitCode = broken ? exitCodes.failed : findings.length > 0 ? exitCodes.found : exitCodes.clean;
  const { identity, simulated } = own;
  const counts = accounts.map(({ uin, applications: { length } }) => ({ uin, applications: length }));
  if (options.json) {
    const total = { applications: applications.length, accounts: counts };
    return printJson({ database, identity, simulated, ...total, findings });
  }
  print(`${database}\nbackend ${identity}${simulated ? " (simulated)" : ""}`);
  print(`${counts.map((one) => `account ${one.uin}, applications: ${one.applications}`).join("\n")}\n`);
  if (findings.length === 0) {
    return print(
      `${paint({ text: "ok", colour: "green" })}  ${served ? "" : "no damage, "}every secret opens, every application is claimed`,
    );
  }
  print(findings.map(inWords).join("\n"));
}

interface Account {
  readonly uin: string;
  readonly identity: string;
  readonly simulated: boolean;
  readonly applications: readonly ApplicationRecord[];
}

const accountOf = (options: BackendOptions, served: boolean, uin?: string): Promise<Account> =>
  asPerson(
    options,
    async (client) => {
      const { Uin, Identity, Simulated } = await client.account();
      const applications = await everyApplication(client, { WithSecrets: served });
      return { uin: Uin, identity: Identity, simulated: Simulated, applications };
    },
    { uin },
  );

/** What only the database itself shows. */
async function examine(options: BackendOptions): Promise<Examination> {
  const { maintenanceOf } = await import("./maintenance.js");
  return maintenanceOf(locationOf(options)).examine();
}

const inWords = ({ kind, what, next }: Finding): string => {
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
