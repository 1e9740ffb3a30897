import { CommandError, ConcurrentUpdateError } from "@pulumi/pulumi/automation";
import { UserError } from "../../ground/errors";
import { shownEndpoint } from "../../provider/client/endpoint-password";

/** Where the engine worked. */
interface Where {
  /** What may hold a password, which is not repeated. */
  readonly stateUrl: string;
  readonly stack?: string | undefined;
}

/** Whether the CLI found a state that ends in the middle, as one does for a moment while another run writes it. */
export const isHalfWritten = (error: unknown): boolean =>
  error instanceof CommandError &&
  /failed to load checkpoint: (?:EOF|unexpected (?:EOF|end of))/.test(error.message);

/** What the engine's command line ended with, as a user's error where it is one. */
export function commandFailure(error: unknown, doing: string, { stateUrl, stack }: Where): unknown {
  if (error instanceof ConcurrentUpdateError) {
    const cancel = `PULUMI_BACKEND_URL='${shownEndpoint(stateUrl)}' pulumi cancel --yes --stack ${stack}`;
    // The cause would show the command line, and what it says of the state's place.
    return new UserError(
      `${doing}: another run holds the stack's lock. Wait until it ends; if it was killed, this frees the stack: ${cancel}`,
    );
  }
  if (isHalfWritten(error)) {
    return new UserError(
      `${doing}: the state ends in the middle. Another run is writing it: wait until that ends; if none is, a killed one has left it so, and docs/recovery.md says how to go on (failed to load checkpoint: EOF)`,
    );
  }
  if (error instanceof Error && /spawn pulumi ENOENT/.test(error.message)) {
    return new UserError(
      "the Pulumi CLI, which does the work, isn't on PATH; how to install it: https://www.pulumi.com/docs/iac/download-install/",
    );
  }
  if (error instanceof Error && /^(?:Major|Minimum) version/.test(error.message)) {
    return new UserError(`the Pulumi CLI on PATH can't do the work: ${error.message}`);
  }
  if (error instanceof CommandError) {
    const said = withoutPasswords(stderrOf(error.message), stateUrl);
    // The cause would show the command line, and what it says of the state's place.
    if (!/incorrect passphrase/.test(said)) return new UserError(`${doing}: ${said}`);
    return new UserError(
      `${doing}: the passphrase given isn't the one that its secrets are encrypted with. Nothing was changed`,
    );
  }
  return error;
}

/** What the CLI wrote to standard error, without the command line that the SDK puts before it. */
function stderrOf(message: string): string {
  const [, stderr = message] = /stderr: ?([\s\S]*?)(?:\n *err\?:|$)/.exec(message) ?? [];
  const said = stderr
    .replace(/^Command (?:failed with|was killed with|timed out|failed).*: .*\n?/m, "")
    .replace(/^error: /gm, "")
    .trim();
  return said === "" ? "it ended without a word" : said;
}

/** The CLI repeats the URL of the state as it was given, or a part of it. */
function withoutPasswords(text: string, stateUrl: string): string {
  const url = URL.canParse(stateUrl) ? new URL(stateUrl) : undefined;
  const secrets = [url?.password, url?.search.slice(1), url && decodeURIComponent(url.password)];
  return secrets
    .filter((secret) => secret !== undefined && secret.length > 3)
    .reduce<string>(
      (now, secret) => now.replaceAll(String(secret), "…"),
      text.replaceAll(stateUrl, shownEndpoint(stateUrl)),
    );
}
