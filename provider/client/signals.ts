/** Who is told when a signal aborts. */
const hearers = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `hear` when `signal` aborts, at once where it has; what it gives calls that off. A signal itself walks all of its
 * listeners for each that comes or goes, and thousands of operations listen to that of a run: it has one listener here.
 */
export function whenAborted(signal: AbortSignal, hear: () => void): () => void {
  if (signal.aborted) {
    hear();
    return () => {};
  }
  const known = hearers.get(signal) ?? listenTo(signal);
  known.add(hear);
  return () => known.delete(hear);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const known = new Set<() => void>();
  hearers.set(signal, known);
  const tell = () => {
    for (const hear of known) hear();
    known.clear();
  };
  signal.addEventListener("abort", tell, { once: true });
  return known;
}

/** A signal that aborts with the first of the two. */
export function either(one: AbortSignal, other: AbortSignal): AbortSignal {
  const controller = new AbortController();
  for (const signal of [one, other]) whenAborted(signal, () => controller.abort(signal.reason));
  return controller.signal;
}

/** What `work` comes to, unless `signal` aborts first: then its reason is thrown, and the work goes on unheard. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = whenAborted(signal, () => reject(signal.reason));
    work.then(resolve, reject).finally(callOff);
  });
}
