// @ts-check
// The fleet of examples/fleet from its files to nothing, through the command; the floor is the CLI with the same graph
// and a dynamic provider that does nothing.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fleet, writeFleet } from "../examples/fleet/generate.mjs";
import { runChild } from "../tools/child.mjs";
import { log, root, UserError } from "../tools/command-line.mjs";
import { findEngine } from "../tools/engine.mjs";
import { actBehind, setWindows } from "./behind.mjs";
import { stack } from "./handlers.mjs";
import { measureOf } from "./measure.mjs";
import { notingCalls } from "./noted-calls.mjs";
import { environmentIn, writeProject } from "./up/project.mjs";
import { record } from "./up/recording.mjs";

/** Applications to which something is done behind the files' back, and what is chosen of that by. */
const CHANGED = 20;
const SEED = 2026;

/**
 * How long disabling takes in a destroy, and deleting, in seconds: of the consoles' minutes enough that it is the
 * windows that count.
 */
const WINDOW = 30;
/** As many as one call looks at. */
const APPLICATIONS_PER_LOOK = 100;
/** How long they take by default. */
const SHORT_WINDOW = 1;
/** Files are to be checked within this, in seconds. */
const VALIDATION = 1;

/**
 * @typedef {{ subject: string[], floor: string[], name: string, code?: number, window?: number, goal: (floor: number) => number }} Phase
 * `code` is the subject's; `goal` is the largest ratio that is good, given the floor's seconds.
 */

/** @type {readonly Phase[]} */
const phases = [
  {
    name: "up",
    subject: ["up", "--yes", "--fast"],
    floor: ["up", "--yes", "--skip-preview"],
    goal: () => 1.05,
  },
  { name: "preview", subject: ["preview"], floor: ["preview", "--refresh"], goal: () => 1.05 },
  {
    name: "drift, 20 changes",
    subject: ["drift", "--json"],
    floor: ["refresh", "--preview-only"],
    code: 2,
    // The floor reads nothing: what it takes is starting, three times over for a process each.
    goal: () => 3,
  },
  {
    name: "up that mends them",
    subject: ["up", "--yes", "--fast"],
    floor: ["up", "--refresh", "--yes", "--skip-preview"],
    goal: () => 1.05,
  },
  {
    name: `destroy, with its two windows of ${WINDOW} s`,
    subject: ["destroy", "--yes", "--fast"],
    floor: ["destroy", "--yes", "--skip-preview"],
    window: WINDOW,
    goal: (floor) => (2 * WINDOW * 1.1 + floor) / floor,
  },
];

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 1, resources = 300 }) {
  const engine = await findEngine();
  const apps = fleet({ count: Math.min(resources, 300) });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-bench-fleet-"));
  try {
    const ours = subjectIn(path.join(folder, "ours"), engine, apps);
    for (let round = 0; round < n; round += 1) {
      yield* validation(ours, apps.length);
      const theirs = await floorIn(path.join(folder, `floor-${round}`), engine, graphOfFleet(apps));
      for (const phase of phases) {
        if (phase.name.startsWith("drift")) await ours.change(CHANGED, SEED + round);
        const floor = await theirs(phase.floor);
        const subject = await ours.timed(phase);
        log(`  ${phase.name}: ${subject.toFixed(1)} against ${floor.toFixed(1)} s`);
        if (phase.name.startsWith("up that mends")) await ours.mustBeClean();
        if (phase.window !== undefined) yield looksOf(ours.calls(), apps.length, subject);
        yield measureOf({
          name: `fleet of ${apps.length}: ${phase.name}, against a no-op provider`,
          goal: phase.goal(floor),
          unit: "s",
          pairs: [{ subject, floor }],
        });
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Checking the files, start of the command included: against the second that it may take, and against reading and
 * parsing them alone.
 *
 * @param {ReturnType<typeof subjectIn>} ours
 * @param {number} count
 */
async function* validation(ours, count) {
  const yaml = path.join(root, "node_modules/yaml");
  const script = `const fs=require("fs");const y=require(${JSON.stringify(yaml)});for(const f of fs.readdirSync("apps"))y.parseDocument(fs.readFileSync("apps/"+f,"utf8")).toJS()`;
  const pairs = [];
  for (let round = 0; round < 5; round += 1) {
    const floor = await seconds(() => ours.node(["-e", script], 0));
    const subject = await seconds(() => ours.command(["validate"]));
    pairs.push({ subject, floor });
  }
  yield measureOf({
    name: `fleet of ${count}: validate, against ${VALIDATION} s`,
    goal: 1,
    unit: "s",
    pairs: pairs.map(({ subject }) => ({ subject, floor: VALIDATION })),
  });
  yield measureOf({
    name: `fleet of ${count}: validate, against parsing the files alone`,
    goal: null,
    unit: "s",
    pairs,
  });
}

/**
 * The calls with which applications were looked at while they were destroyed, against a look at all of them every two
 * seconds; the ends of windows are the rest.
 *
 * @param {[string, number][]} calls
 * @param {number} count
 * @param {number} taken seconds
 */
function looksOf(calls, count, taken) {
  log(`  calls of the destroy: ${calls.map(([name, times]) => `${name} ${times}`).join(", ")}`);
  const looks = calls.find(([name]) => name === "DescribeApplications")?.[1] ?? 0;
  const batches = Math.ceil(count / APPLICATIONS_PER_LOOK);
  return measureOf({
    name: `fleet of ${count}: looks at applications in the destroy, against one in two seconds`,
    goal: 1.5,
    unit: "calls",
    pairs: [{ subject: looks, floor: (batches * taken) / 2 }],
  });
}

/** @param {() => Promise<unknown>} work */
async function seconds(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** @param {string} folder @param {import("../tools/engine.mjs").Engine} engine @param {import("../examples/fleet/generate.mjs").AppConfig[]} apps */
function subjectIn(folder, engine, apps) {
  writeFleet(path.join(folder, "apps"), apps);
  fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: fleet\nruntime: nodejs\n");
  fs.mkdirSync(path.join(folder, "node_modules/@pulumi"), { recursive: true });
  fs.symlinkSync(root, path.join(folder, "node_modules/pulumi-tencentrtc"), "dir");
  fs.symlinkSync(
    path.join(root, "node_modules/@pulumi/pulumi"),
    path.join(folder, "node_modules/@pulumi/pulumi"),
    "dir",
  );
  const env = {
    ...process.env,
    ...engine.env,
    PULUMI_BACKEND_URL: "",
    PULUMI_CONFIG_PASSPHRASE: "bench",
    TENCENTRTC_ENDPOINT: undefined,
    TENCENTRTC_ENVIRONMENT: "dev",
  };
  const node = async (/** @type {string[]} */ args, /** @type {number} */ code, more = {}) => {
    const outcome = await runChild(process.execPath, args, { cwd: folder, env: { ...env, ...more } });
    if (outcome.code === code) return outcome.stdout;
    throw new UserError(
      `node ${args.join(" ")} ended with ${outcome.code}:\n${outcome.stdout}${outcome.stderr}`.slice(0, 4000),
    );
  };
  const command = (/** @type {string[]} */ args, code = 0, more = {}) =>
    node([path.join(root, "dist/cli/main.js"), ...args], code, more);
  const backend = path.join(folder, ".tencentrtc/backend.db");
  const noting = notingCalls(path.join(folder, "calls.txt"));
  /** @type {import("./behind.mjs").Seen[]} */
  let changed = [];
  return {
    node,
    command,
    /** @param {Phase} phase */
    async timed({ name, subject, code = 0, window }) {
      let output = "";
      if (window !== undefined) await setWindows(backend, window);
      const taken = await seconds(async () => {
        output = await command(subject, code, window === undefined ? {} : noting.env);
      });
      if (window !== undefined) await setWindows(backend, SHORT_WINDOW);
      if (name.startsWith("drift")) mustList(output, changed);
      return taken;
    },
    /** Those of the phases with windows. */
    calls: noting.calls,
    /** @param {number} count @param {number} seed */
    async change(count, seed) {
      changed = await actBehind(backend, count, seed);
    },
    /** What was mended is no drift any more; a drift would end with 2. */
    async mustBeClean() {
      await command(["drift"]);
    },
  };
}

/** @param {string} output @param {import("./behind.mjs").Seen[]} changed */
function mustList(output, changed) {
  const [{ drift }] = JSON.parse(output).stacks;
  const lines = (/** @type {import("./behind.mjs").Seen[]} */ all) =>
    all
      .map(({ application, name, what, actual }) => JSON.stringify([application, name, what, actual]))
      .sort();
  const [listed, expected] = [lines(drift), lines(changed)];
  if (listed.join() !== expected.join()) {
    throw new UserError(`drift lists\n${listed.join("\n")}\ninstead of\n${expected.join("\n")}`);
  }
}

/**
 * The graph that the files declare.
 *
 * @param {import("../examples/fleet/generate.mjs").AppConfig[]} apps
 * @returns {import("./up/graph.mjs").Node[]}
 */
function graphOfFleet(apps) {
  return apps.flatMap(({ application, admins, certificates, environments: _, ...args }) => [
    { kind: /** @type {const} */ ("Application"), name: application, args: { name: application, ...args } },
    ...(Array.isArray(admins) ? admins : []).map((userId) => ({
      kind: /** @type {const} */ ("AdminAccount"),
      name: `${application}/${userId}`,
      args: { userId },
      application,
    })),
    ...(Array.isArray(certificates) ? certificates : []).map(({ name, platform }) => ({
      kind: /** @type {const} */ ("PushCertificate"),
      name: `${application}/${name}`,
      args: { platform },
      application,
    })),
  ]);
}

/**
 * @param {string} folder
 * @param {import("../tools/engine.mjs").Engine} engine
 * @param {ReturnType<typeof graphOfFleet>} graph
 */
async function floorIn(folder, engine, graph) {
  fs.mkdirSync(folder, { recursive: true });
  const kinds = await record(graph, ["Application", "AdminAccount", "PushCertificate"]);
  const floor = writeProject(folder, { library: "pulumi-noop-floor/dynamic-classes", graph, kinds });
  const env = environmentIn(folder, { floor, engine, checkpoints: false });
  const pulumi = async (/** @type {string[]} */ args) => {
    const outcome = await runChild(engine.cli, [...args, "--non-interactive"], { cwd: folder, env });
    if (outcome.code !== 0)
      throw new UserError(
        `pulumi ${args[0]} of the floor failed:\n${outcome.stdout}${outcome.stderr}`.slice(-4000),
      );
  };
  await pulumi(["stack", "init", stack]);
  return (/** @type {string[]} */ args) =>
    seconds(() => pulumi([...args, "--parallel", String(graph.length)]));
}
