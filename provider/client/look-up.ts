import type { Action, RequestOf, ResponseOf } from "../../backend/api";
import { Batch } from "./batch";

/** Calls an action for the whole run, since several operations may wait for its answer. */
export type Call = <A extends Action>(action: A, request: RequestOf<A>) => Promise<ResponseOf<A>>;

interface How<Key, Entry> {
  /** Keys of one call at most. */
  readonly limit: number;
  readonly print: (key: Key) => string;
  /** Answers every key, in the order of the keys. */
  readonly load: (call: Call, keys: Key[]) => Promise<readonly Entry[]>;
}

/** How things of one noun are looked up by their keys: in few calls for many, each as it is after the call. */
export class LookUp<Key, Entry> {
  readonly #ofRuns = new WeakMap<Call, Batch<Key, Entry>>();

  constructor(private readonly how: How<Key, Entry>) {}

  /** The look-ups of the run that calls so. */
  within(call: Call): Batch<Key, Entry> {
    const { limit, print, load } = this.how;
    const batch =
      this.#ofRuns.get(call) ?? new Batch({ limit, print, load: (keys: Key[]) => load(call, keys) });
    this.#ofRuns.set(call, batch);
    return batch;
  }
}
