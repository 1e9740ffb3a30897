import type { Bag } from "./bag";
import { UserError } from "./errors";

/** What a state holds in the place of secrets. */
export const printedFingerprint = (fingerprint: string): string => `sha256:${fingerprint}`;

/** The write-only secrets of one run. */
export class Vault {
  readonly #secrets = new Map<string, Bag>();

  keep(fingerprint: string, secrets: Bag): void {
    this.#secrets.set(printedFingerprint(fingerprint), secrets);
  }

  /**
   * The secrets behind what a state holds in their place, by the names of their fields.
   *
   * @throws UserError when this run was never given them: then the declared ones aren't those that are held.
   */
  reveal(held: unknown): Bag {
    const secrets = this.#secrets.get(String(held));
    if (secrets) return secrets;
    throw new UserError(
      "the secrets to be saved aren't at hand, since changes of them are ignored (ignoreChanges): take that out, then run it again",
    );
  }
}
