import { note } from "./screen";

/**
 * Milliseconds within which a second signal is the first one again: npx of npm 10 hands a terminal's ^C on to a process
 * that has it from the terminal already.
 */
const sameWithin = 1_000;

/**
 * Listens for ^C, and for a system's word to stop. After the first, one that comes later ends the process at once.
 *
 * @returns what ends the listening
 */
export function onSignal(
  first: (signal: NodeJS.Signals) => void,
  elapsed = () => performance.now(),
): () => void {
  let firstAt: number | undefined;
  const hear = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = elapsed();
      first(signal);
    } else if (elapsed() - firstAt >= sameWithin) {
      process.exit(128 + (signal === "SIGINT" ? 2 : 15));
    }
  };
  process.on("SIGINT", hear).on("SIGTERM", hear);
  return () => void process.off("SIGINT", hear).off("SIGTERM", hear);
}

/**
 * Does work that ^C, or a CI system's word to stop, cancels in good order: what has begun is ended, and the report
 * still comes. At a second signal the process ends at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const off = onSignal((signal) => {
    note(`${signal}: cancelling, once what has begun is done`);
    controller.abort();
  });
  try {
    return await work(controller.signal);
  } finally {
    off();
  }
}
