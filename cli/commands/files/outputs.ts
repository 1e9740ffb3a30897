import { appendFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { Handouts, StateResource } from "../../../apps/engine";
import { UserError } from "../../../ground/errors";
import { suggestion } from "../../../ground/suggestion";
import { concealed } from "../../../provider/lifecycle/differences";
import { timpushText } from "../../../provider/resources/push-certificate/timpush";
import { type About, onEachStack } from "../../fleet/each-stack";
import { engine } from "../../fleet/engine";
import { type FleetOptions, withStackOptions } from "../../fleet/fleet";
import { isChosen, type Target, targetsOf } from "../../fleet/targets";
import {
  asDotenv,
  asExports,
  asGithubOutputs,
  asMasks,
  type Variable,
  variablesOf,
} from "../../reports/output-variables";
import { type TimpushFile, tellTimpush } from "../../reports/timpush-files";
import { exitCodes } from "../../terminal/exit-codes";
import { counted, note, print, printJson, table } from "../../terminal/screen";

const formats = ["text", "json", "env", "dotenv", "github", "timpush"] as const;

interface OutputsOptions extends FleetOptions {
  readonly format: (typeof formats)[number];
  readonly application?: readonly string[];
  readonly showSecrets?: boolean;
  /** Absolute: the run changes the working folder. */
  readonly output?: string;
}

/** What one stack hands out. */
interface Found {
  readonly applications: Handouts;
  readonly timpush: readonly TimpushFile[];
  readonly errors: readonly string[];
}

type StackFound = About & { readonly outcome: Found };

export const addOutputs = (program: Command): void => {
  withStackOptions(program.command("outputs"))
    .summary("print SDKAppIDs, secret keys and certificate ids, for people, builds and programs")
    .description(
      "Prints the outputs of applications from files after the last `up`: SDKAppID, region, secret key, admin accounts,\n" +
        "and the certificate ids that clients report. Asks no backend.\n" +
        "Secret keys are masked, or missing in env, dotenv and github, unless --show-secrets is given.",
    )
    .addOption(
      new Option(
        "--format <format>",
        "`env` for `eval` in a shell, `dotenv` for a .env file, `github` for the outputs of a step (GITHUB_OUTPUT), with " +
          "secrets masked in its log; `timpush` is the timpush-configs.json of Android clients",
      )
        .choices(formats)
        .default("text")
        .conflicts("json"),
    )
    .option("--application <name...>", "only these applications, by their names in files")
    .option("--show-secrets", "print secret keys unmasked")
    .option("--output <folder>", "for timpush: write <folder>/<application>/timpush-configs.json", (folder) =>
      resolve(folder),
    )
    .action(outputs);
};

async function outputs(files: readonly string[], options: OutputsOptions): Promise<void> {
  if (options.output !== undefined && options.format !== "timpush")
    throw new UserError("--output is for --format timpush: what else there is goes to standard output");
  const targets = await targetsOf(files, options);
  const stacks = await onEachStack(targets, false, nothing, foundIn);
  const chosen = stacks.map((one) => limited(one, options.application));
  mustBeKnown(options.application, stacks);
  for (const { stack, outcome } of stacks)
    for (const error of outcome.errors) note(`error: ${stack}: ${error}`);
  process.exitCode = stacks.some(({ outcome }) => outcome.errors.length > 0)
    ? exitCodes.failed
    : exitCodes.clean;
  tell(chosen, options);
}

const nothing: Found = { applications: {}, timpush: [], errors: [] };

async function foundIn(target: Target): Promise<Found> {
  const { handoutsOf, openStackIfAny, programOf } = engine();
  const open = await openStackIfAny(target.place, programOf(target));
  const resources = (open?.resources ?? []).filter(({ application }) => isChosen(target, application));
  const applications = handoutsOf(resources);
  const timpush = Object.keys(applications).map((application) => ({
    stack: target.place.stack,
    application,
    text: timpushText(partsOf(resources, application)),
  }));
  return { applications, timpush, errors: [] };
}

const partsOf = (resources: readonly StateResource[], application: string): unknown[] =>
  resources.filter((one) => one.application === application).map(({ outputs }) => outputs.timpushConfig);

/** The applications that are wanted alone. */
function limited({ outcome, ...about }: StackFound, names: readonly string[] | undefined): StackFound {
  const isWanted = (application: string) => names?.includes(application) ?? true;
  return {
    ...about,
    outcome: {
      ...outcome,
      applications: Object.fromEntries(
        Object.entries(outcome.applications).filter(([application]) => isWanted(application)),
      ),
      timpush: outcome.timpush.filter(({ application }) => isWanted(application)),
    },
  };
}

function mustBeKnown(names: readonly string[] | undefined, stacks: readonly StackFound[]): void {
  const known = stacks.flatMap(({ outcome }) => Object.keys(outcome.applications));
  const stranger = names?.find((name) => !known.includes(name));
  if (stranger === undefined) return;
  const next = known.length > 0 ? suggestion(stranger, known) : "nothing has been declared by an `up` yet";
  throw new UserError(`the state has no application "${stranger}"; ${next}`);
}

function tell(stacks: readonly StackFound[], options: OutputsOptions): void {
  const { format, json, showSecrets = false } = options;
  if (format === "timpush")
    tellTimpush(
      stacks.flatMap(({ outcome }) => outcome.timpush),
      options.output,
    );
  else if (json || format === "json") printJson({ stacks: stacks.map((one) => asJson(one, showSecrets)) });
  else if (format === "text") print(inWords(stacks, showSecrets));
  else tellVariables(stacks, format, showSecrets);
}

function tellVariables(
  stacks: readonly StackFound[],
  format: "env" | "dotenv" | "github",
  showSecrets: boolean,
): void {
  const all = variablesOf(stacks.map(({ stack, outcome }) => ({ stack, ...outcome })));
  const shown = all.filter(({ isSecret }) => showSecrets || !isSecret);
  if (shown.length < all.length)
    note(`${counted(all.length - shown.length, "secret")} left out: --show-secrets gives them in clear`);
  if (format === "github") tellGithub(shown);
  else if (shown.length > 0) print(format === "env" ? asExports(shown) : asDotenv(shown));
}

/** First the masks, which count from the line on in which the runner reads them. */
function tellGithub(variables: readonly Variable[]): void {
  const file = process.env.GITHUB_OUTPUT;
  if (!file) {
    throw new UserError(
      "GITHUB_OUTPUT isn't set, which names the file for a step's outputs: --format github is for GitHub Actions, --format env for any shell",
    );
  }
  const masks = asMasks(variables);
  if (masks.length > 0) print(masks.join("\n"));
  appendFileSync(file, asGithubOutputs(variables));
  note(`${counted(variables.length, "output")} written: ${variables.map(({ name }) => name).join(", ")}`);
}

const shownKey = (key: string | undefined, showSecrets: boolean) =>
  key === undefined || showSecrets ? key : concealed;

const asJson = ({ stack, account, environment, outcome }: StackFound, showSecrets: boolean): object => ({
  stack,
  account,
  environment,
  applications: Object.fromEntries(
    Object.entries(outcome.applications).map(([application, { secretKey, ...handout }]) => [
      application,
      { ...handout, secretKey: shownKey(secretKey, showSecrets) },
    ]),
  ),
  errors: outcome.errors,
});

function inWords(stacks: readonly StackFound[], showSecrets: boolean): string {
  const rows = stacks.flatMap(({ stack, outcome }) =>
    Object.entries(outcome.applications).map(([application, one]) => [
      { text: stack },
      { text: application },
      { text: String(one.sdkAppId), colour: "bold" } as const,
      { text: one.region },
      { text: shownKey(one.secretKey, showSecrets) ?? "ECDSA key pair" },
      { text: one.adminAccounts.join(" ") },
      { text: certificatesInWords(one.certificates) },
    ]),
  );
  if (rows.length === 0) return "Nothing has been declared by an `up` yet.";
  return table(["STACK", "APPLICATION", "SDKAPPID", "REGION", "SECRET KEY", "ADMINS", "CERTIFICATES"], rows);
}

/** Ids that clients need, one line per application, for the end of an `up`. */
export const handoutsInWords = (applications: Handouts): string[] =>
  Object.entries(applications).map(([application, { sdkAppId, certificates }]) => {
    const also = certificatesInWords(certificates);
    return `  ${application}: SDKAppID ${sdkAppId}${also && `, certificates ${also}`}`;
  });

/** `ios 9900001, android 9900002`. */
const certificatesInWords = (certificates: Readonly<Record<string, number>>): string =>
  Object.entries(certificates)
    .map(([name, id]) => `${name} ${id}`)
    .join(", ");
