import { Command } from "commander";
import { addAppConfigs } from "./app-configs";
import { addAccount } from "./commands/account";
import { addActivity } from "./commands/activity";
import { addApplications } from "./commands/applications";
import { addAttest } from "./commands/attest";
import { addConsole } from "./commands/console";
import { addDoctor } from "./commands/doctor";
import { addEnrol } from "./commands/enrol";
import { addReset } from "./commands/reset";
import { addRestore } from "./commands/restore";
import { addRotateKey } from "./commands/rotate-key";
import { addServe } from "./commands/serve";
import { addSimulate } from "./commands/simulate";
import { addSnapshot } from "./commands/snapshot";
import { addVerify } from "./commands/verify";

/** Every command with its options. */
export function commandLine(version: string): Command {
  const program = new Command("tencentrtc")
    .description(
      "Manages Chat and RTC applications from files in git, and maintains their management backend.",
    )
    .version(version, "--version", "print the version")
    .helpOption("--help", "show this help")
    .helpCommand(false)
    .showHelpAfterError("See --help.")
    .exitOverride()
    .addHelpText(
      "after",
      `
The backend is the embedded one of the current project (.tencentrtc/backend.db beside Pulumi.yaml), unless
TENCENTRTC_ENDPOINT or --database names another. Only \`up\`, \`restore\`, \`account add\` and \`serve --account\`
create a missing backend.

Exit codes: 0 done and nothing found, 1 failed, 2 something found.
Colours are only for terminals; NO_COLOR turns them off there, too.`,
    );
  addAppConfigs(program);
  addApplications(program);
  addActivity(program);
  addConsole(program);
  addDoctor(program);
  addVerify(program);
  addEnrol(program);
  addAttest(program);
  addSnapshot(program);
  addRestore(program);
  addReset(program);
  addRotateKey(program);
  addSimulate(program);
  addServe(program);
  addAccount(program);
  return program;
}
