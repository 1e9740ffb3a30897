import type { Bag } from "../../../ground/bag";
import { hangsBy } from "../../lifecycle/going";
import type { Kind } from "../../lifecycle/kind";

/**
 * Which applications of this run's program stay when they are no longer declared. The engine brings each before what
 * hangs on it, so that this can be told of it, as the classes do of an application that they are passed.
 */
export class Keeping {
  readonly #policies = new Map<string, unknown>();

  /** Notes what a program declares of an application. */
  note(kind: Kind, id: string, { deletionPolicy }: Bag): void {
    if (kind.name === "Application") this.#policies.set(id, deletionPolicy);
  }

  /** The hidden input of what hangs on an application that stays. */
  inputOf(kind: Kind, inputs: Bag): Bag {
    const property = hangsBy(kind);
    const policy = property === undefined ? undefined : this.#policies.get(String(inputs[property]));
    return policy === undefined || policy === "delete" ? {} : { __keeps: policy };
  }
}
