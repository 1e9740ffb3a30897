import { CommandError, ConcurrentUpdateError } from "@pulumi/pulumi/automation";
import { UserError } from "../../provider/lifecycle/errors";

/** What the engine's command line ended with, as a user's error where it is one. */
export function commandFailure(error: unknown, doing: string): unknown {
  if (error instanceof ConcurrentUpdateError) {
    return new UserError(
      `${doing}: another run holds the stack's lock. Wait until it ends; if it was killed, \`pulumi cancel\` frees the stack`,
      { cause: error },
    );
  }
  if (error instanceof CommandError)
    return new UserError(`${doing}:\n${stderrOf(error.message)}`, { cause: error });
  if (error instanceof Error && /ENOENT/.test(error.message) && /\bpulumi\b/.test(error.message)) {
    return new UserError(
      "the Pulumi CLI isn't on PATH; how to install it: https://www.pulumi.com/docs/iac/download-install/",
      { cause: error },
    );
  }
  return error;
}

/** The part of a CommandError's text that the CLI wrote to standard error. */
function stderrOf(message: string): string {
  const [, stderr = message] = /stderr: ?([\s\S]*?)(?:\n *err\?:|$)/.exec(message) ?? [];
  return stderr.trim() === "" ? message.trim() : stderr.trim();
}
