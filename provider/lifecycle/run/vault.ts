import { randomUUID } from "node:crypto";
import type { Bag } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";

/** What a state holds in the place of secrets. */
export const printedFingerprint = (fingerprint: string): string => `sha256:${fingerprint}`;

interface Kept {
  readonly secrets: Bag;
  readonly plain: string;
}

/** The write-only secrets of one run. */
export class Vault {
  /** For fingerprints of a run that begins without a backend, which would tell its account's. */
  readonly ownKey = randomUUID();
  readonly #kept = new Map<string, Kept>();

  /** @param plain their fingerprint without any key */
  keep(fingerprint: string, plain: string, secrets: Bag): void {
    this.#kept.set(printedFingerprint(fingerprint), { secrets, plain });
  }

  /** The fingerprint without a key of what a state, or a check of this run, holds; as far as it can be known. */
  plain(held: unknown): string {
    return this.#kept.get(String(held))?.plain ?? String(held).replace(/^sha256:/, "");
  }

  /**
   * The secrets behind what a state holds in their place, by the names of their fields.
   *
   * @throws UserError when this run was never given them: then the declared ones aren't those that are held.
   */
  reveal(held: unknown): Bag {
    const secrets = this.#kept.get(String(held))?.secrets;
    if (secrets) return secrets;
    throw new UserError(
      "the secrets to be saved aren't at hand, since changes of them are ignored (ignoreChanges): take that out, then run it again",
    );
  }
}
