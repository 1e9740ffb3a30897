// @ts-check
// `pulumi refresh` of many applications through the plugin and the real engine: its time against a native provider that
// answers what it is told, and the calls that it makes.
import path from "node:path";
import { log } from "../tools/command-line.mjs";
import { findEngine } from "../tools/engine.mjs";
import { measureOf } from "./measure.mjs";
import { notingCalls } from "./noted-calls.mjs";
import { applicationsOf } from "./up/graph.mjs";
import { openProject } from "./up/project.mjs";
import { record } from "./up/recording.mjs";
import { pluginOfCheckout } from "./up/served-types.mjs";

const goals = { wall: 1.2, callsPerResource: 0.02 };

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 3, resources = 300 }) {
  const engine = await findEngine();
  const graph = applicationsOf(resources);
  const setting = { engine, graph, kinds: await record(graph, ["Application"]), checkpoints: false };
  const ours = await openProject({ ...setting, variant: "plugin" });
  const theirs = await openProject({ ...setting, variant: "native SDK" });
  try {
    for (const each of [ours, theirs]) await each.run("up");
    /** @type {import("./measure.mjs").Pair[]} */
    const walls = [];
    for (let round = 0; round < n; round += 1) {
      const pair = { floor: await theirs.run("refresh"), subject: await ours.run("refresh") };
      log(`  ${pair.subject.toFixed(1)} against ${pair.floor.toFixed(1)} s`);
      walls.push(pair);
    }
    const calls = await callsOf(ours, n, graph.length);
    const name = `refresh of ${graph.length} applications`;
    yield measureOf({
      name: `${name}: wall time against the no-op native provider`,
      goal: goals.wall,
      unit: "s",
      pairs: walls,
    });
    yield measureOf({
      name: `${name}: calls against resources`,
      goal: goals.callsPerResource,
      unit: "calls",
      pairs: calls,
    });
  } finally {
    for (const each of [ours, theirs]) each.end();
  }
}

/**
 * The calls of as many refreshes, against the resources, by the plugin of the checkout: into that of the tarball nobody looks.
 *
 * @param {Awaited<ReturnType<typeof openProject>>} project
 * @param {number} rounds
 * @param {number} resources
 */
async function callsOf(project, rounds, resources) {
  const noting = notingCalls(path.join(project.folder, "calls.txt"));
  project.serve(pluginOfCheckout);
  /** @type {import("./measure.mjs").Pair[]} */
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    await project.run("refresh", noting.env);
    const calls = noting.calls();
    log(`  ${calls.map((one) => one.join(" ")).join(", ")}`);
    pairs.push({ subject: calls.reduce((sum, [, times]) => sum + times, 0), floor: resources });
  }
  return pairs;
}
