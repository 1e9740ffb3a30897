import fc from "fast-check";
import { type Configuration, configuration, programOf } from "../test/laws/configurations";
import type { Grown } from "../test/laws/part";
import type { Declared } from "../test/provider/engine/declarations";
import {
  type DatabaseFault,
  type Delay,
  databaseFaults,
  delays,
  type NetworkFault,
  networkFaults,
  type Strike,
} from "./faults";

/** One run of the engine, and what goes wrong in it. */
export interface Act {
  readonly verb: "up" | "refresh" | "preview" | "destroy";
  /** The program from this act on, where somebody edits it. */
  readonly edited: Configuration | undefined;
  /** Seconds that pass before. */
  readonly seconds: number;
  /** Seconds by which the clocks are wrong from this act on, where somebody sets them. */
  readonly server: number | undefined;
  readonly client: number | undefined;
  /** One call after the other, as with `--parallel 1`; many at once otherwise. */
  readonly oneAtATime: boolean;
  readonly checkpoints: boolean;
  readonly killAfterCall: number | undefined;
  readonly network: readonly Strike<NetworkFault>[];
  /** Counted among the requests that can be late. */
  readonly late: readonly Strike<Delay>[];
  readonly database: readonly Strike<DatabaseFault>[];
  /** At this request what earlier acts left on the way arrives. */
  readonly arrival: number;
}

/** Two applications at most: a third costs time and shows nothing else. */
const declared: fc.Arbitrary<Configuration> = configuration.map((whole) =>
  Object.fromEntries(Object.entries(whole).slice(0, 2)),
);

/** Somebody's day with one stack. */
export interface Story {
  readonly windowSeconds: number;
  /** When the last of what was held up arrives. */
  readonly lastArrival: "before" | "after up" | "after destroy";
  readonly first: Configuration;
  readonly acts: readonly Act[];
}

const seldom = <T>(one: fc.Arbitrary<T>, freq = 3): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: freq, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: one });

const strikes = <Kind extends string>(kinds: readonly Kind[], within: number, maxLength: number) =>
  fc.array(fc.record({ at: fc.nat(within), kind: fc.constantFrom(...kinds) }), { maxLength });

const act: fc.Arbitrary<Act> = fc.record({
  verb: fc.constantFrom<Act["verb"]>("up", "up", "up", "destroy", "refresh", "preview"),
  edited: seldom(declared, 1),
  seconds: fc.constantFrom(0, 1, 30, 3_600),
  server: seldom(fc.constantFrom(0, -60, 200)),
  client: seldom(fc.constantFrom(0, -200, 200, 3_600)),
  oneAtATime: fc.boolean(),
  checkpoints: fc.boolean(),
  killAfterCall: seldom(fc.nat(60), 1),
  network: strikes(networkFaults, 40, 6),
  late: strikes(delays, 12, 3),
  database: strikes(databaseFaults, 20, 3),
  arrival: fc.nat(10),
});

export const story: fc.Arbitrary<Story> = fc.record({
  windowSeconds: fc.constantFrom(0, 3),
  lastArrival: fc.constantFrom("before", "after up", "after destroy"),
  acts: fc.array(act, { minLength: 1, maxLength: 5 }),
  first: declared,
});

/**
 * The program of each act. Nothing is declared that could never follow what stood there before, in whatever act:
 * a killed run may have left any of it in place.
 */
export function programsOf({ first, acts }: Story): Declared[][] {
  const before = new Map<string, Grown[][]>();
  const possible = (config: Configuration): Configuration =>
    Object.fromEntries(
      Object.entries(config).map(([owner, estate]) => {
        const earlier = before.get(owner) ?? [];
        const grown = estate.map((piece, index) =>
          earlier.reduce((now, then) => (then[index] ? now.following(then[index]) : now), piece.removable()),
        );
        before.set(owner, [...earlier, grown]);
        return [owner, grown];
      }),
    );
  let program = programOf(possible(first));
  return acts.map(({ edited }) => {
    if (edited) program = programOf(possible(edited));
    return program;
  });
}
