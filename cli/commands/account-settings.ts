import type { Command } from "commander";
import { defaultSettings, ModifySettings, Settings, settingFacts } from "../../backend/api";
import { UserError } from "../../ground/errors";
import { suggestion } from "../../ground/suggestion";
import { asPerson, type OneAccountOptions, placeShown, withOneAccount } from "../accounts/backend";
import { print, printJson, table } from "../terminal/screen";

type Name = keyof Settings;
const names = Settings.keyof().options;

/** `tencentrtc account settings`: what the sources put differently, as an account has it. */
export function addSettings(account: Command): void {
  const settings = account
    .command("settings")
    .helpCommand(false)
    .summary("show and change the settings of a simulated account: quotas, windows, grace periods")
    .description(
      "Shows and changes the settings of a simulated account: values about which sources differ, or that may change.",
    );
  withOneAccount(settings.command("list"))
    .description("Lists the settings with their units, defaults and sources (docs/rules.md).")
    .action(listSettings);
  withOneAccount(settings.command("set"))
    .description(
      "Changes all given settings, or none. On a server this needs a key pair with `--rights admin`.\n" +
        "For example: tencentrtc account settings set TrialDays=14 PaidChatDeletion=self-service",
    )
    .argument("<name=value...>", "the value `default` restores the default of a server")
    .action(setSettings);
}

async function listSettings(options: OneAccountOptions): Promise<void> {
  const account = await asPerson(options, (client) => client.account());
  show(options, account.Uin, account.Settings);
}

async function setSettings(texts: readonly string[], options: OneAccountOptions): Promise<void> {
  const wanted = parse(texts);
  const { Uin, after } = await asPerson(
    options,
    async (client) => ({
      Uin: (await client.account()).Uin,
      after: await client.call(ModifySettings, wanted),
    }),
    "admin",
  );
  show(
    options,
    Uin,
    after,
    names.filter((name) => name in wanted),
  );
}

function show(
  options: OneAccountOptions,
  uin: string,
  settings: Settings,
  shown: readonly Name[] = names,
): void {
  const rows = shown.map((name) => ({
    name,
    value: settings[name],
    default: defaultSettings[name],
    unit: settingFacts[name].unit ?? null,
    meaning: settingFacts[name].meaning,
    source: settingFacts[name].source,
  }));
  if (options.json) {
    printJson({ database: placeShown(options), uin, settings: rows });
    return;
  }
  print(
    table(
      ["SETTING", "VALUE", "DEFAULT", "UNIT", "MEANING", "SOURCE"],
      rows.map((row) => [
        { text: row.name, colour: "bold" },
        { text: String(row.value), colour: row.value === row.default ? undefined : "yellow" },
        ...[row.default, row.unit ?? "-", row.meaning, row.source].map((cell) => ({ text: String(cell) })),
      ]),
    ),
  );
}

/** Every mistake at once: nothing is sent where there is one. */
function parse(texts: readonly string[]): Partial<Settings> {
  const mistakes: string[] = [];
  const wanted = texts.flatMap((text): [string, unknown][] => {
    const [given = "", value] = text.split(/=(.*)/s);
    const name = names.find((one) => one === given);
    if (value === undefined) mistakes.push(`"${text}" is no setting with a value: write ${given}=VALUE`);
    else if (name === undefined) mistakes.push(`there is no setting "${given}"; ${suggestion(given, names)}`);
    else return [[name, settingOf(name, value, mistakes)]];
    return [];
  });
  if (mistakes.length > 0) throw new UserError(`${mistakes.join("\n")}\nNothing was changed`);
  return Settings.partial().strict().parse(Object.fromEntries(wanted));
}

function settingOf(name: Name, text: string, mistakes: string[]): unknown {
  if (text === "default") return defaultSettings[name];
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  const parsed = Settings.shape[name].safeParse(value);
  if (parsed.success) return parsed.data;
  const { unit } = settingFacts[name];
  const schema = Settings.shape[name];
  const number = "isInt" in schema && schema.isInt ? "a whole number" : "a number";
  const what = "options" in schema ? schema.options.join(" or ") : `${number} of ${unit}`;
  mistakes.push(`${name} can't be "${text}": it is ${what}, for example ${name}=${defaultSettings[name]}`);
  return undefined;
}
