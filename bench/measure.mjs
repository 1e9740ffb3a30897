// @ts-check
// What a benchmark gives: a ratio of two quantities taken in pairs.

/**
 * @typedef {{ name: string, ratio: number, goal: number | null, unit: string, subject: number, floor: number, n: number }} Measure
 * `subject` and `floor` are the medians of both sides in `unit`; `ratio` is the median of the pairs' ratios,
 * so that what slows a machine down for a while slows both sides of a pair; `goal` is the largest ratio that is
 * good, or null where none is set.
 *
 * @typedef {{ subject: number, floor: number }} Pair
 */

/** @param {readonly number[]} values at least one */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) throw new Error("no values to take the median of");
  return (upper + lower) / 2;
}

/** Four digits say all that such a measurement knows. @param {number} value */
const rounded = (value) => Number(value.toPrecision(4));

/**
 * @param {{ name: string, goal: number | null, unit: string, pairs: readonly Pair[] }} measured
 * @returns {Measure}
 */
export function measureOf({ name, goal, unit, pairs }) {
  return {
    name,
    ratio: rounded(median(pairs.map(({ subject, floor }) => subject / floor))),
    goal,
    unit,
    subject: rounded(median(pairs.map(({ subject }) => subject))),
    floor: rounded(median(pairs.map(({ floor }) => floor))),
    n: pairs.length,
  };
}

/** One line for people. @param {Measure} measure */
export function printMeasure({ name, ratio, goal, unit, subject, floor, n }) {
  const verdict = goal === null ? "" : `  goal ${goal.toFixed(2)} ${ratio <= goal ? "reached" : "MISSED "}`;
  return `${ratio.toFixed(3).padStart(8)}×${verdict}  ${name}: ${subject} against ${floor} ${unit} (n=${n})`;
}
