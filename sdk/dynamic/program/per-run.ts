import * as pulumi from "@pulumi/pulumi";

/**
 * Makes a question that is asked once per run, whoever asks it. A process isn't a run: the Automation API's inline
 * programs run in one process, several stacks beside each other and one stack again and again. Each run has a
 * connection of its own to the engine, and its answers go with it.
 */
export function oncePerRun<T>(ask: () => Promise<T>): () => Promise<T> {
  const answers = new WeakMap<object, Promise<T>>();
  return () => {
    const run = pulumi.runtime.getMonitor();
    if (!run) return ask();
    const answer = answers.get(run) ?? ask();
    answers.set(run, answer);
    return answer;
  };
}
