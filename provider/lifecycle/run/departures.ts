import { type DeclarationParts, printDeclaration, stackPrefix } from "./declaration";

/**
 * Which applications may go in this run, as far as it has told. The engine deletes what hangs on an application before
 * it, and says of neither why; but it has every declaration of a program checked before it deletes anything, and what
 * replaces another planned. An application that nothing of this has named may be about to go: it left the program, or
 * the run is a destroy, or has targets.
 */
export class Departures {
  readonly #declared = new Set<string>();
  readonly #replaced = new Set<string>();
  readonly #kept = new Set<string>();

  /** Notes that a program declares an application. */
  declares(declaration: DeclarationParts): void {
    this.#declared.add(printDeclaration(declaration));
  }

  /** Notes that an application is to be replaced. */
  replaces(id: string): void {
    this.#replaced.add(id);
  }

  /** Notes that an application stays. */
  keeps(id: string): void {
    this.#kept.add(id);
  }

  isKept(id: string): boolean {
    return this.#kept.has(id);
  }

  /** Whether an application of this owner may go, seen from a declaration of something on it. */
  mayGo(id: string, owner: string | null, child: DeclarationParts): boolean {
    if (this.#replaced.has(id)) return true;
    if (owner === null || !owner.startsWith(stackPrefix(child))) return false;
    return !this.#declared.has(owner);
  }
}
