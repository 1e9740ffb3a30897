import type { Command } from "commander";
import { DisableApplication, EnableApplication, ModifyApplication, type ResponseOf } from "../../backend/api";
import { parseApplicationId } from "../../provider/resources/application/id";
import { disablingHits } from "../../provider/resources/application/impact";
import { asPerson, type OneAccountOptions, withOneAccount } from "../accounts/backend";
import { confirm } from "../terminal/confirm";
import { print, printJson } from "../terminal/screen";

type StatusAnswer = ResponseOf<typeof EnableApplication>;

export function addConsole(program: Command): void {
  const group = program
    .command("console")
    .helpCommand(false)
    .summary("act on an application as a person in the web console does")
    .description(
      "Acts on an application as a person in the web console does, outside every program:\n" +
        "`pulumi preview --refresh --diff` shows it as drift, and `pulumi up --refresh` puts it back.",
    );
  withOneAccount(group.command("disable <SDKAppID>"))
    .description("Disables the application with all its products.")
    .option("--yes", "disable without asking")
    .action(disable);
  withOneAccount(group.command("enable <SDKAppID>"))
    .description("Enables an application that was disabled by hand.")
    .action(enable);
  withOneAccount(group.command("rename <SDKAppID> <name>"))
    .description("Renames the application: 1-15 letters, digits and underscores.")
    .action(rename);
}

async function disable(id: string, options: OneAccountOptions & { readonly yes?: boolean }): Promise<void> {
  const SdkAppId = parseApplicationId(id);
  const answer = await asPerson(options, async (client) => {
    const { Simulated, Settings } = await client.account();
    const statement = `disabling Application ${SdkAppId}. ${disablingHits(Settings)}`;
    await confirm(`${Simulated ? "simulated: " : ""}${statement}`, options);
    return client.call(DisableApplication, { SdkAppId });
  });
  report(SdkAppId, answer, options);
}

async function enable(id: string, options: OneAccountOptions): Promise<void> {
  const SdkAppId = parseApplicationId(id);
  const answer = await asPerson(options, (client) => client.call(EnableApplication, { SdkAppId }));
  report(SdkAppId, answer, options);
}

async function rename(id: string, Name: string, options: OneAccountOptions): Promise<void> {
  const SdkAppId = parseApplicationId(id);
  await asPerson(options, (client) => client.call(ModifyApplication, { SdkAppId, Name }));
  if (options.json) printJson({ sdkAppId: SdkAppId, name: Name });
  else print(`Application ${SdkAppId} is named "${Name}" now.`);
}

function report(sdkAppId: number, { Status, StatusUntil }: StatusAnswer, { json }: OneAccountOptions): void {
  if (json) printJson({ sdkAppId, status: Status, statusUntil: StatusUntil });
  else print(`Application ${sdkAppId}: ${Status}${StatusUntil === null ? "" : ` until ${StatusUntil}`}.`);
}
