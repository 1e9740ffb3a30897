#!/usr/bin/env node
import { commandLine } from "./command-line";
import { version } from "./release";
import { settleEnvironment } from "./terminal/environment";
import { exitCodes } from "./terminal/exit-codes";
import { tellRefusal } from "./terminal/refusal";
import { isOutputLost, note, outputFailure } from "./terminal/screen";

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
  settleEnvironment(process.env, process.cwd());
  try {
    await commandLine(version).parseAsync();
    return Number(process.exitCode ?? exitCodes.clean);
  } catch (error) {
    return tellRefusal(error, process.argv.slice(2));
  }
}

main().then((code) => {
  process.exitCode = code;
});
