// @ts-check
// `pulumi up` of three kinds through the real engine. The same graph with the same properties is brought up several
// times in a row: by us, and by providers that do nothing.
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
 * @typedef {"dynamic" | "native" | "native SDK"} Floor
 * @typedef {Partial<Record<Variant, Brought>>} Round
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
const modes = /** @type {const} */ ([
  { label: "without checkpoints", checkpoints: false, rounds: 3 },
  { label: "with checkpoints", checkpoints: true, rounds: 1 },
]);

/**
 * Who is measured against whom: goals for the wall time in each mode, and for the size of the state.
 *
 * @typedef {{ floor: Floor, wall: Record<typeof modes[number]["label"], number>, state: number }} Goals
 * @type {Record<"ours" | "plugin", readonly Goals[]>}
 */
const goalsOf = {
  ours: [
    { floor: "dynamic", wall: { "without checkpoints": 1.05, "with checkpoints": 1.05 }, state: 1.05 },
    { floor: "native", wall: { "without checkpoints": 1.15, "with checkpoints": 1.1 }, state: 1.15 },
  ],
  plugin: [
    { floor: "native SDK", wall: { "without checkpoints": 1.05, "with checkpoints": 1.05 }, state: 1.03 },
  ],
};

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n, resources = 1000, fast, plugin }) {
  const engine = await findEngine();
  const graph = graphOf(resources);
  const kinds = await record(graph);
  const subject = plugin ? "plugin" : "ours";
  const goals = goalsOf[subject];
  /** @type {readonly Variant[]} */
  const variants = [subject, ...goals.map(({ floor }) => floor)];
  // The first start of an unpacked plugin compiles its code, and keeps it for those that are measured.
  if (plugin) await bringUp({ engine, graph: graphOf(50), kinds, checkpoints: false, variant: "plugin" });
  for (const { label, checkpoints, rounds: usual } of modes) {
    if (fast && checkpoints) continue;
    /** @type {Round[]} */
    const rounds = [];
    for (let index = 0; index < (n ?? usual); index += 1) {
      rounds.push(await runRound(index, label, variants, { engine, graph, kinds, checkpoints }));
    }
    for (const goal of goals) yield compare(rounds, wall, [subject, goal.floor], goal.wall[label], label);
    for (const goal of goals) yield compare(rounds, state, [subject, goal.floor], goal.state, label);
  }
}

/**
 * One run of each variant, one after the other; each round begins with another one, so that none has the
 * machine's best moments to itself.
 *
 * @param {number} index
 * @param {string} label
 * @param {readonly Variant[]} variants the first is measured against the others
 * @param {import("./up/project.mjs").Setting} setting
 * @returns {Promise<Round>}
 */
async function runRound(index, label, variants, setting) {
  /** @type {Round} */
  const done = {};
  for (let turn = 0; turn < variants.length; turn += 1) {
    const variant = variants[(index + turn) % variants.length] ?? "ours";
    const brought = await bringUp({ ...setting, variant });
    done[variant] = brought;
    log(`  ${label}, round ${index + 1}, ${variant}: ${brought.seconds.toFixed(1)} s`);
  }
  const [subject, ...floors] = variants.map((variant) => done[variant]?.resources ?? []);
  for (const [place, floor] of floors.entries()) mustBeAlike(subject ?? [], floor, variants[place + 1] ?? "");
  return done;
}

/**
 * @param {readonly Round[]} rounds
 * @param {Quantity} quantity
 * @param {readonly [Variant, Floor]} sides
 * @param {number} goal
 * @param {string} label
 */
function compare(rounds, { label: what, unit, of }, [subject, floor], goal, label) {
  const whose = subject === "plugin" ? "of the plugin " : "";
  const name = floor === "native SDK" ? "native provider behind the same SDK" : `${floor} provider`;
  const pairs = rounds.flatMap((round) => {
    const [ours, theirs] = [round[subject], round[floor]];
    return ours && theirs ? [{ subject: of(ours), floor: of(theirs) }] : [];
  });
  return measureOf({
    name: `up: ${what} ${whose}against the no-op ${name}, ${label}`,
    goal,
    unit,
    pairs,
  });
}
