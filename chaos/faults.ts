/** What may befall a request between a provider and a server. */
export const networkFaults = [
  "request lost",
  "reply lost",
  "reply cut",
  "sent twice",
  "error page",
  "throttled",
] as const;
export type NetworkFault = (typeof networkFaults)[number];

/** A request that is held up on its way, and arrives when the next run has begun or ended. */
export const delays = ["late", "late and its run killed"] as const;
export type Delay = (typeof delays)[number];

/** What may befall a write of the database. */
export const databaseFaults = ["busy", "full", "answer of commit lost"] as const;
export type DatabaseFault = (typeof databaseFaults)[number];

/** A fault that strikes at the request, or the write, of this number in a run, counted from 0. */
export interface Strike<Kind> {
  readonly at: number;
  readonly kind: Kind;
}

/** How often each fault has struck; a planned one counts only where the run came that far. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(fault: string, times = 1): void {
    this.counts.set(fault, (this.counts.get(fault) ?? 0) + times);
  }
}

/** Hands out the strikes of a run, one question for each request or write. */
export function inTurn<Kind extends string>(strikes: readonly Strike<Kind>[]): () => Kind | undefined {
  let asked = -1;
  return () => {
    asked += 1;
    return strikes.find(({ at }) => at === asked)?.kind;
  };
}
