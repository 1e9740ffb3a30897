import { type Command, InvalidArgumentError, Option } from "commander";
import { type ActivityRecord, type ActorKind, actorKinds, ownerInWords } from "../../backend/api";
import { dayMs, hourMs, minuteMs } from "../../ground/time";
import { everyActivity } from "../../provider/client/every-activity";
import { parseApplicationId } from "../../provider/resources/application/id";
import {
  type AccountOptions,
  chosenPlace,
  inChosenAccount,
  withAccountOptions,
} from "../accounts/named-account";
import { csv } from "../reports/csv";
import { print, printData, printJson, table } from "../terminal/screen";

interface ActivityOptions extends AccountOptions {
  readonly app?: string;
  readonly since?: Date;
  readonly actor?: ActorKind;
  readonly csv?: boolean;
}

export const addActivity = (program: Command): void => {
  withAccountOptions(program.command("activity"))
    .summary("show who changed what in the backend")
    .description(
      "Shows every change in the backend, the newest first: when, who, which declaration, what, and the RequestId.\n" +
        "Changes by time alone, such as the end of a window, have no entry.",
    )
    .option("--app <SDKAppID>", "only changes of this application")
    .option("--since <time>", 'only changes since then: "7d", "24h", "30m" or "2026-11-01T08:00:00Z"', since)
    .addOption(new Option("--actor <kind>", "only changes of this kind of client").choices(actorKinds))
    .addOption(new Option("--csv", "print comma-separated values").conflicts("json"))
    .action(showActivity);
};

const units: Readonly<Record<string, number>> = { d: dayMs, h: hourMs, m: minuteMs };

/** An instant, or a time back from now. */
function since(text: string): Date {
  const [, count, unit = ""] = /^(\d{1,6})([dhm])$/.exec(text) ?? [];
  const isDate = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text);
  const time = isDate ? Date.parse(text) : Date.now() - Number(count) * (units[unit] ?? Number.NaN);
  if (Number.isFinite(time)) return new Date(time);
  throw new InvalidArgumentError('Give for example "7d", "24h", "2026-11-01" or "2026-11-01T08:00:00Z".');
}

async function showActivity(options: ActivityOptions, command: Command): Promise<void> {
  const filter = {
    SdkAppId: options.app === undefined ? undefined : parseApplicationId(options.app),
    Actor: options.actor,
    From: options.since?.toISOString(),
  };
  const entries = (await inChosenAccount(options, command, (client) => everyActivity(client, filter))).map(
    listed,
  );
  if (options.json) return printJson({ database: chosenPlace(options), activities: entries });
  if (options.csv) return printData(csv(columns, entries.map(inColumns)));
  if (entries.length === 0) return print(`No changes in ${chosenPlace(options)}.`);
  print(
    table(
      ["TIME", "WHO", "SDKAPPID", "DECLARED BY", "ACTION", "WHAT"],
      entries.map((entry) => [
        { text: entry.time, colour: "dim" },
        { text: who(entry) },
        { text: String(entry.sdkAppId ?? ""), colour: "bold" },
        { text: entry.declaration === null ? "" : ownerInWords(entry.declaration) },
        { text: entry.action },
        { text: entry.summary },
      ]),
    ),
  );
}

type Listed = ReturnType<typeof listed>;

const listed = ({ Actor, ...entry }: ActivityRecord) => ({
  sequence: entry.Sequence,
  time: entry.Time,
  action: entry.Action,
  actor: Actor.Kind,
  account: Actor.Uin,
  user: Actor.User,
  secretId: Actor.SecretId,
  /** `organization::stack::project::parents::name`; null where no declaration manages it. */
  declaration: entry.Owner,
  sdkAppId: entry.SdkAppId,
  fields: entry.Fields,
  summary: entry.Summary,
  requestId: entry.RequestId,
});

const columns = [
  "sequence",
  "time",
  "action",
  "actor",
  "account",
  "user",
  "secretId",
  "declaration",
  "sdkAppId",
  "fields",
  "summary",
  "requestId",
] as const satisfies readonly (keyof Listed)[];

const inColumns = (entry: Listed): string[] =>
  columns.map((column) => {
    const value = entry[column];
    return Array.isArray(value) ? value.join(" ") : String(value ?? "");
  });

const who = ({ actor, user }: Listed): string => (user === null ? actor : `${actor} (${user})`);
