import { Command } from "commander";
import { addAppConfigs } from "./app-configs";
import { addAccount } from "./commands/account";
import { addActivity } from "./commands/activity";
import { addApplications } from "./commands/applications";
import { addConsole } from "./commands/console";
import { addDoctor } from "./commands/doctor";
import { addKeep } from "./commands/keep";
import { addServe } from "./commands/serve";
import { addSimulate } from "./commands/simulate";

/** Every command with its options. */
export function commandLine(version: string): Command {
  const program = new Command("tencentrtc")
    .description(
      "Makes Chat and RTC applications what files in git say, and looks after the management backend that they live in.",
    )
    .version(version, "--version", "print the version")
    .helpOption("--help", "show this help")
    .helpCommand(false)
    .showHelpAfterError("See --help.")
    .exitOverride()
    .addHelpText(
      "after",
      `
The backend is the embedded one of the project in which this runs (.tencentrtc/backend.db beside Pulumi.yaml),
unless TENCENTRTC_ENDPOINT or --database names another. \`up\`, \`restore\` and \`account add\` make one that isn't
there, as does \`serve --account\`; nothing else does.

Exit codes: 0 done and nothing found, 1 failed, 2 something found that wants a look.
Colours are for terminals; NO_COLOR turns them off there too.`,
    );
  addAppConfigs(program);
  addApplications(program);
  addActivity(program);
  addConsole(program);
  addDoctor(program);
  addKeep(program);
  addSimulate(program);
  addServe(program);
  addAccount(program);
  return program;
}
