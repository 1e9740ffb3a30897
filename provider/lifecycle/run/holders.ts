import { containsUnknown } from "../properties/unknown";
import { type DeclarationParts, printDeclaration } from "./declaration";

/** Something that exists once whoever declares it, like a key among an application's tags. */
export interface Held {
  /** Names it across kinds: `["1400000001", "tags", "team"]`. What isn't known yet is nobody's. */
  readonly names: readonly unknown[];
  /** The property that declares it: `tags.team`. */
  readonly path: string;
  /** Whether it is all there is of the resource, so that deleting the resource deletes just this. */
  readonly isAll: boolean;
}

interface Declarer {
  /** Name of the kind. */
  readonly kind: string;
  readonly declaration: DeclarationParts;
}

interface Holder extends Declarer {
  readonly path: string;
  /**
   * `wanted`: a check has named it, and it may not be there yet. `kept`: it was there before this run and stays.
   * `made`: in this run, so whatever is deleted under this name in the same run is its predecessor.
   */
  readonly standing: "wanted" | "kept" | "made";
}

/**
 * Who declares what, as far as this run has told. The engine makes a renamed resource before it deletes the old one,
 * which for the same key would delete what was just made; and two declarations of one key would overwrite each
 * other at every run.
 */
export class Holders {
  readonly #byName = new Map<string, Holder>();

  /** Notes that a declaration wants this; answers who else has it already, in words. */
  declare(held: Held, by: Declarer): string | undefined {
    const holder = this.#byName.get(nameOf(held) ?? "");
    if (holder && !isSame(holder, by)) return titleOf(holder);
    if (!holder) this.#note(held, by, "wanted");
    return undefined;
  }

  kept(held: Held, by: Declarer): void {
    this.#note(held, by, "kept");
  }

  made(held: Held, by: Declarer): void {
    this.#note(held, by, "made");
  }

  /** Who has this now, in words, where that isn't the very resource that is about to be deleted. */
  successor(held: Held, of: Declarer): string | undefined {
    const holder = this.#byName.get(nameOf(held) ?? "");
    if (!holder || holder.standing === "wanted") return undefined;
    return holder.standing === "made" || !isSame(holder, of) ? titleOf(holder) : undefined;
  }

  #note(held: Held, { kind, declaration }: Declarer, standing: Holder["standing"]): void {
    const name = nameOf(held);
    if (name !== undefined) this.#byName.set(name, { kind, declaration, path: held.path, standing });
  }
}

const nameOf = ({ names }: Held): string | undefined =>
  names.includes(undefined) || containsUnknown(names) ? undefined : names.join("/");

const isSame = (one: Declarer, other: Declarer): boolean =>
  one.kind === other.kind && printDeclaration(one.declaration) === printDeclaration(other.declaration);

const titleOf = ({ kind, declaration, path }: Holder): string => `${kind} "${declaration.name}" (${path})`;
