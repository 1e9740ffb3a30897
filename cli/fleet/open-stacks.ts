import type { OpenStack } from "../../apps/engine";
import { engine } from "./engine";
import type { Target } from "./targets";

/** Opens stacks; the engine's own ways unless told. */
type Ways = Pick<ReturnType<typeof engine>, "openForPreview" | "openStack" | "programOf">;

/** The stacks that a command works on: each is opened once, by whatever needs it first, and closed when all is done. */
export class OpenStacks {
  readonly #open = new Map<Target, OpenStack>();

  private constructor(private readonly ways: Ways) {}

  static async during<T>(work: (stacks: OpenStacks) => Promise<T>, ways: Ways = engine()): Promise<T> {
    const stacks = new OpenStacks(ways);
    try {
      return await work(stacks);
    } finally {
      for (const open of stacks.#open.values()) open.close();
    }
  }

  /** The stack of a target, or one that stands in for it as long as it hasn't been made. */
  async look(target: Target): Promise<OpenStack> {
    const { openForPreview } = this.ways;
    return this.#open.get(target) ?? this.#keep(target, await openForPreview(target.place, this.#of(target)));
  }

  /** Closes what stands in for others: a process that ends while somebody is asked would leave their settings behind. */
  closeStandIns(): void {
    for (const [target, open] of this.#open) {
      if (!open.isStandIn) continue;
      this.#open.delete(target);
      open.close();
    }
  }

  /** The stack of a target, made where it isn't there yet. */
  async make(target: Target): Promise<OpenStack> {
    const open = await this.look(target);
    if (!open.isStandIn) return open;
    this.#open.delete(target);
    open.close();
    return this.#keep(target, await this.ways.openStack(target.place, this.#of(target)));
  }

  #keep(target: Target, open: OpenStack): OpenStack {
    this.#open.set(target, open);
    return open;
  }

  #of(target: Target): ReturnType<Ways["programOf"]> {
    return this.ways.programOf(target);
  }
}
