// @ts-check
// `pulumi up` of the three kinds through the real engine. The same graph with the same properties is brought up
// three times in a row: by us, by a dynamic provider that does nothing, and by a native one that does nothing.
import { log } from "../tools/command-line.mjs";
import { findEngine } from "../tools/engine.mjs";
import { measureOf } from "./measure.mjs";
import { graphOf } from "./up/graph.mjs";
import { bringUp } from "./up/project.mjs";
import { record } from "./up/recording.mjs";
import { mustBeAlike } from "./up/sameness.mjs";

/**
 * @typedef {import("./up/project.mjs").Variant} Variant
 * @typedef {import("./up/project.mjs").Brought} Brought
 * @typedef {Record<Variant, Brought>} Round
 * @typedef {{ label: string, unit: string, of: (brought: Brought) => number }} Quantity
 */

/** @type {Quantity} */
const wall = { label: "wall time", unit: "s", of: ({ seconds }) => seconds };
/** @type {Quantity} */
const state = {
  label: "state",
  unit: "bytes per resource",
  of: ({ stateBytes, resources }) => stateBytes / resources.length,
};

/** Without checkpoints a thousand resources take seconds; with them the state is written after each step: minutes. */
const modes = [
  { label: "without checkpoints", checkpoints: false, rounds: 3, goals: { dynamic: 1.05, native: 1.15 } },
  { label: "with checkpoints", checkpoints: true, rounds: 1, goals: { dynamic: 1.05, native: 1.1 } },
];
/** Goals for the size of the state, with and without checkpoints. */
const stateGoals = { dynamic: 1.05, native: 1.15 };

const floors = /** @type {const} */ (["dynamic", "native"]);
/** @type {readonly Variant[]} */
const variants = ["ours", ...floors];

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n, resources = 1000, fast }) {
  const engine = await findEngine();
  const graph = graphOf(resources);
  const kinds = await record(graph);
  for (const { label, checkpoints, rounds: usual, goals } of modes) {
    if (fast && checkpoints) continue;
    /** @type {Round[]} */
    const rounds = [];
    for (let index = 0; index < (n ?? usual); index += 1) {
      rounds.push(await runRound(index, label, { engine, graph, kinds, checkpoints }));
    }
    for (const floor of floors) yield compare(rounds, wall, floor, goals[floor], label);
    for (const floor of floors) yield compare(rounds, state, floor, stateGoals[floor], label);
  }
}

/**
 * One run of each variant, one after the other; each round begins with another one, so that none has the
 * machine's best moments to itself.
 *
 * @param {number} index
 * @param {string} label
 * @param {Omit<Parameters<typeof bringUp>[0], "variant">} setting
 * @returns {Promise<Round>}
 */
async function runRound(index, label, setting) {
  /** @type {Partial<Round>} */
  const done = {};
  for (let turn = 0; turn < variants.length; turn += 1) {
    const variant = variants[(index + turn) % variants.length] ?? "ours";
    done[variant] = await bringUp({ ...setting, variant });
    log(`  ${label}, round ${index + 1}, ${variant}: ${done[variant].seconds.toFixed(1)} s`);
  }
  const { ours, dynamic, native } = done;
  if (!ours || !dynamic || !native) throw new Error("a variant was left out");
  mustBeAlike(ours.resources, dynamic.resources, "dynamic");
  mustBeAlike(ours.resources, native.resources, "native");
  return { ours, dynamic, native };
}

/**
 * @param {readonly Round[]} rounds
 * @param {Quantity} quantity
 * @param {"dynamic" | "native"} floor
 * @param {number} goal
 * @param {string} label
 */
const compare = (rounds, { label: what, unit, of }, floor, goal, label) =>
  measureOf({
    name: `up: ${what} against the no-op ${floor} provider, ${label}`,
    goal,
    unit,
    pairs: rounds.map((round) => ({ subject: of(round.ours), floor: of(round[floor]) })),
  });
