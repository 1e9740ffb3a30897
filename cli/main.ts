#!/usr/bin/env node
import { Command } from "commander";
import { addAccount } from "./account";
import { addActivity } from "./activity";
import { addAppConfigs } from "./app-configs";
import { addApplications } from "./applications";
import { addConsole } from "./console";
import { addDoctor } from "./doctor";
import { exitCodes } from "./exit-codes";
import { addKeep } from "./keep";
import { tellRefusal } from "./refusal";
import { version } from "./release";
import { isOutputLost, note, outputFailure } from "./screen";
import { addServe } from "./serve";
import { addSimulate } from "./simulate";

function commandLine(): Command {
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

/** @returns the exit code */
async function main(): Promise<number> {
  // A reader that has seen enough, as in `tencentrtc applications | head -1`, is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (isOutputLost()) return;
    if (error.code === "EPIPE") process.exit(exitCodes.clean);
    note(`error: ${outputFailure(error)}`);
    process.exit(exitCodes.failed);
  });
  // Progress and notes that nobody hears are no reason to leave a run half done.
  process.stderr.on("error", () => {});
  try {
    await commandLine().parseAsync();
    return Number(process.exitCode ?? exitCodes.clean);
  } catch (error) {
    return tellRefusal(error, process.argv.slice(2));
  }
}

main().then((code) => {
  process.exitCode = code;
});
