import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../../provider/lifecycle/errors";

/** The file of a stack's settings, which the engine may rewrite. */
export const settingsFile = (root: string, stack: string): string => join(root, `Pulumi.${stack}.yaml`);

const settingsOf = (root: string, stack: string): string => {
  const file = settingsFile(root, stack);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
};

/** The engine would ask for one, which nobody could answer; making one up would lock everybody else out. */
export function mustHavePassphrase(root: string, stack: string, stateUrl: string): void {
  const { PULUMI_CONFIG_PASSPHRASE: passphrase, PULUMI_CONFIG_PASSPHRASE_FILE: file } = process.env;
  // An empty variable is a secret that CI doesn't have; the engine would prefer it to the file.
  if (passphrase === "") delete process.env.PULUMI_CONFIG_PASSPHRASE;
  const hasOwnKeys = /^https?:/.test(stateUrl) || /^secretsprovider:/m.test(settingsOf(root, stack));
  if (passphrase || file || hasOwnKeys) return;
  throw new UserError(
    `the passphrase that encrypts the secrets in the state ${passphrase === "" ? "is empty" : "isn't set"}: PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE with a file that holds it. ` +
      "Choose one before the first run, keep it, and give it to everybody who runs this; an empty one only by an empty file",
  );
}

const Encrypted = z.object({
  secrets_providers: z.object({ type: z.literal("passphrase"), state: z.object({ salt: z.string() }) }),
});

/**
 * Puts the salt of a stack's state into the stack's settings where they have none, as on a fresh clone: without it the
 * engine takes any passphrase for a new one, and what the state has encrypted with the old one is lost.
 *
 * @param deployment the state, as the engine exports it
 * @throws UserError where the settings have another salt.
 */
export function takeSalt(root: string, stack: string, deployment: unknown): void {
  const state = Encrypted.safeParse(deployment);
  const settings = settingsOf(root, stack);
  if (!state.success || /^secretsprovider: *(?!passphrase|default)\S/m.test(settings)) return;
  const { salt } = state.data.secrets_providers.state;
  const [, own] = /^encryptionsalt: *["']?([^\s"']+)/m.exec(settings) ?? [];
  if (own === salt) return;
  if (own !== undefined) {
    throw new UserError(
      `Pulumi.${stack}.yaml belongs to another state: its encryptionsalt isn't that of the stack "${stack}", whose secrets would be lost. ` +
        "Take the line out, the state knows its own; nothing was changed",
    );
  }
  const isWhole = settings === "" || settings.endsWith("\n");
  appendFileSync(settingsFile(root, stack), `${isWhole ? "" : "\n"}encryptionsalt: ${salt}\n`);
}
