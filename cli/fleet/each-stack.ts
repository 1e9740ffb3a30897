import type { Listener, OpenStack, Outcome } from "../../apps/engine";
import { explain, isExpected } from "../../ground/errors";
import { interruptible } from "../terminal/interruption";
import { note } from "../terminal/screen";
import { systemRefusal } from "../terminal/system-refusal";
import { errorsInFiles } from "./errors-in-files";
import { Progress } from "./progress";
import type { Target } from "./targets";

/** What a run on an opened stack is given. */
export interface Running {
  readonly listener: Listener;
  readonly signal: AbortSignal;
}

/** Stack that a message is about. */
export interface About {
  readonly stack: string;
  readonly account: string;
  readonly environment: string;
}

/**
 * Works on each stack in turn. Whatever goes wrong with one stands in its own outcome, beside what was done with the
 * others.
 *
 * @param isTold whether what is done is said as it is done
 */
export const onEachStack = <T extends Target, R extends { readonly errors: readonly string[] }>(
  targets: readonly T[],
  isTold: boolean,
  nothing: R,
  work: (target: T, running: Running) => Promise<R>,
): Promise<(About & { readonly outcome: R })[]> =>
  interruptible(async (signal) => {
    const outcomes: (About & { readonly outcome: R })[] = [];
    for (const target of targets) {
      const { account, environment, place } = target;
      const listener = new Progress(isTold);
      // A terminal's ^C ends the engine's command line too, which then fails without a word.
      const failed = (error: unknown): R => ({
        ...nothing,
        errors: [signal.aborted && isExpected(error) ? notBegun : errorInWords(error)],
      });
      const outcome = signal.aborted
        ? { ...nothing, errors: [notBegun] }
        : await work(target, { listener, signal })
            .then((done) => ({ ...done, errors: errorsInFiles(target, done.errors) }))
            .catch(failed)
            .finally(() => listener.end());
      outcomes.push({ stack: place.stack, account, environment, outcome });
    }
    return outcomes;
  });

const notBegun = "not begun: the run was cancelled before";

/** The outcome of a run that did nothing. */
export const noChanges: Outcome = { changes: [], resources: 0, handouts: {}, told: [], errors: [] };

/** Closes the stack after the work, whatever comes of it. */
export async function closing<T>(open: OpenStack, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    open.close();
  }
}

/** Why work on a stack failed. */
export function errorInWords(thrown: unknown): string {
  const error = systemRefusal(thrown);
  // A fault of our own: whoever reports it needs its trace.
  if (!isExpected(error) && error instanceof Error) note(String(error.stack));
  return explain(error);
}
