import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UserError } from "../../ground/errors";

/** The part of a stack's settings that says how its secrets are encrypted. */
const Settings = z.looseObject({
  encryptionsalt: z.string().optional(),
  secretsprovider: z.string().optional(),
});

const textOf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** What isn't to be understood is told of by the engine, which reads it too. */
function settingsIn(text: string): z.output<typeof Settings> {
  try {
    return Settings.safeParse(parse(text)).data ?? {};
  } catch {
    return {};
  }
}

/**
 * The engine would ask for one, which nobody could answer; making one up would lock everybody else out.
 *
 * @param file of the stack's settings
 */
export function mustHavePassphrase(file: string, stateUrl: string): void {
  const { PULUMI_CONFIG_PASSPHRASE: passphrase, PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile } = process.env;
  // An empty variable is a secret that CI doesn't have; the engine would prefer it to the file.
  if (passphrase === "") delete process.env.PULUMI_CONFIG_PASSPHRASE;
  const hasOwnKeys = /^https?:/.test(stateUrl) || settingsIn(textOf(file)).secretsprovider !== undefined;
  if (passphrase || passphraseFile || hasOwnKeys) return;
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
 * @param file of the stack's settings, which the engine may rewrite
 * @param deployment the state, as the engine exports it
 * @throws UserError where the settings have another salt.
 */
export function takeSalt(file: string, stack: string, deployment: unknown): void {
  const state = Encrypted.safeParse(deployment);
  const text = textOf(file);
  const { encryptionsalt: own, secretsprovider = "passphrase" } = settingsIn(text);
  if (!state.success || !/^(?:passphrase|default)/.test(secretsprovider)) return;
  const { salt } = state.data.secrets_providers.state;
  if (own === salt) return;
  if (own !== undefined) {
    throw new UserError(
      `${basename(file)} belongs to another state: its encryptionsalt isn't that of the stack "${stack}", whose secrets would be lost. ` +
        "Take the line out, the state knows its own; nothing was changed",
    );
  }
  mkdirSync(dirname(file), { recursive: true });
  if (file.endsWith(".json")) {
    writeFileSync(file, `${JSON.stringify({ ...settingsIn(text), encryptionsalt: salt }, null, 4)}\n`);
    return;
  }
  const isWhole = text === "" || text.endsWith("\n");
  appendFileSync(file, `${isWhole ? "" : "\n"}encryptionsalt: ${salt}\n`);
}
