import { type Access, findAccess } from "../service";
import type { Store } from "../store";

/** Milliseconds in which a key pair taken away, or a setting changed elsewhere, may still count as it was. */
const goodFor = 1_000;
/** Key pairs kept at once. */
const capacity = 1_000;

/** Key pairs by SecretId, looked up in the store and kept for a moment: every request asks for one. */
export class KeyPairs {
  readonly #known = new Map<string, { readonly access: Access; readonly until: number }>();

  constructor(
    private readonly store: Store,
    /** Milliseconds of a clock that nobody sets. */
    private readonly clock: () => number = () => performance.now(),
  ) {}

  readonly find = async (secretId: string): Promise<Access | undefined> => {
    const known = this.#known.get(secretId);
    if (known && known.until > this.clock()) return known.access;
    const access = await findAccess(this.store, secretId);
    if (this.#known.size >= capacity) this.forget();
    if (access) this.#known.set(secretId, { access, until: this.clock() + goodFor });
    else this.#known.delete(secretId);
    return access;
  };

  /** Whatever was changed through this server counts from the next request on. */
  forget(): void {
    this.#known.clear();
  }
}
