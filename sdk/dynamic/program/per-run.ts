import * as pulumi from "@pulumi/pulumi";

/**
 * Makes what there is once per run, whoever asks for it. A process isn't a run: the Automation API's inline programs run
 * in one process, several stacks beside each other and one stack again and again. Each run has a connection of its own
 * to the engine, and what was made for it goes with it.
 */
export function perRun<T>(make: () => T): () => T {
  const made = new WeakMap<object, { readonly value: T }>();
  return () => {
    const run = pulumi.runtime.getMonitor();
    if (!run) return make();
    const known = made.get(run) ?? { value: make() };
    made.set(run, known);
    return known.value;
  };
}

/** A question that is asked once per run; its answer goes with the run. */
export const oncePerRun = <T>(ask: () => Promise<T>): (() => Promise<T>) => perRun(ask);
