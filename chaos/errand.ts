/** What the command and the processes that play for it tell each other. */
export type DatabaseName = "sqlite" | "postgres";
export type TransportName = "embedded" | "served";

/** Where in the tree of stories one stands: a seed, and the way that shrinking went from it. */
export interface Replay {
  readonly seed: number;
  readonly path: string | undefined;
}

/** A story to play, and where. */
export interface Errand extends Replay {
  readonly database: DatabaseName;
  readonly transport: TransportName;
}

export interface Work {
  readonly errands: readonly Errand[];
  /** A PostgreSQL server's programs; null where none is needed. */
  readonly postgres: { readonly name: string; readonly bin: string } | null;
}

/** A promise that was broken. */
export interface Finding {
  /**
   * `orphan`: exists, and no state knows it. `double`: a second thing for one declaration. `lost`: known to a state, and
   * gone though nobody asked for that. `noisy`: a preview after a clean up that shows a change. `stuck`: a run that
   * nothing hindered failed.
   */
  readonly kind: "orphan" | "double" | "lost" | "noisy" | "stuck";
  readonly what: string;
}

/** A story that broke a promise, as small as it could be made. */
export interface Failure {
  readonly replay: Replay;
  readonly story: string;
  readonly findings: readonly Finding[];
  /** What happened, in lines. */
  readonly told: readonly string[];
}

/** What became of an errand. */
export interface Played {
  readonly errand: Errand;
  readonly runs: number;
  readonly faults: Readonly<Record<string, number>>;
  /** What killed runs had made for declarations that were edited away. */
  readonly left: number;
  readonly findings: readonly Finding[];
  readonly failure: Failure | null;
  /** What happened in it as it was told at first, in lines. */
  readonly told: readonly string[];
}

/** What the real processes are to go through. */
export interface CliWork {
  /** Of the checkout, which is built. */
  readonly root: string;
  /** Variables that lead to the Pulumi CLI. */
  readonly engine: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly rounds: number;
}

/** A round with real processes. */
export interface Cut {
  readonly what: string;
  /** Whether the victim was there when the kill came. */
  readonly hit: boolean;
  readonly findings: readonly Finding[];
  /** Processes that were there half a minute later, by their first words. */
  readonly leftover: readonly string[];
  readonly left: number;
}
