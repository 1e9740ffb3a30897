import { throughPlugin } from "./provider/engine/door";

declare const propertySeed: number;

/** Whether this run tries everything: `npm run test:all`, each night. `npm test` tries a part of what costs most. */
export const inDepth = process.env.TEST_ALL === "1";

/**
 * How many inputs a property tries: all of them at night, one of so many in `npm test` and through the plugin, where each
 * step of a run is a message to a server, and takes several times as long.
 */
export const inputs = (all: number, oneOf = 4): number =>
  inDepth && !throughPlugin ? all : Math.ceil(all / oneOf);

/**
 * Rows that are alike: all of them at night, one of so many in `npm test`. Which ones depends on the commit, as the
 * inputs of properties do.
 */
export const share = <T>(rows: readonly T[], oneOf = 4): readonly T[] =>
  inDepth ? rows : rows.filter((_, index) => index % oneOf === Math.abs(propertySeed) % oneOf);

/** The calls of a run after which it is killed, by their numbers; 0 is before the first. Many are alike. */
export const everyCall = (calls: readonly unknown[], oneOf = 4): readonly number[] =>
  share(
    Array.from({ length: calls.length + 1 }, (_, index) => index),
    oneOf,
  );

/** For what runs at night alone; `npm test` counts it among the skipped. A whole file of that is `*.nightly.test.ts`. */
export const testAtNight = inDepth ? test : test.skip;
