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
import { stack } from "./handlers.mjs";
import { measureOf } from "./measure.mjs";
import { graphOf } from "./up/graph.mjs";
import { writeProject } from "./up/project.mjs";
import { record } from "./up/recording.mjs";

/** Applications that are renamed behind the files' back. */
const CHANGED = 20;

/** @typedef {{ subject: string[], floor: string[], name: string, code?: number }} Phase `code` is the subject's */

/** @type {readonly Phase[]} */
const phases = [
  { name: "up", subject: ["up", "--yes", "--fast"], floor: ["up", "--yes", "--skip-preview"] },
  { name: "preview", subject: ["preview"], floor: ["preview", "--refresh"] },
  { name: "drift, 20 changes", subject: ["drift", "--json"], floor: ["refresh", "--preview-only"], code: 2 },
  {
    name: "up that mends them",
    subject: ["up", "--yes", "--fast"],
    floor: ["up", "--refresh", "--yes", "--skip-preview"],
  },
  { name: "destroy", subject: ["destroy", "--yes", "--fast"], floor: ["destroy", "--yes", "--skip-preview"] },
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
      yield await validation(ours, path.join(root, "node_modules/yaml"));
      const theirs = await floorIn(path.join(folder, `floor-${round}`), engine, graphOfFleet(apps));
      for (const phase of phases) {
        if (phase.name.startsWith("drift")) await ours.rename(CHANGED);
        const floor = await theirs(phase.floor);
        const subject = await ours.timed(phase);
        log(`  ${phase.name}: ${subject.toFixed(1)} against ${floor.toFixed(1)} s`);
        yield measureOf({
          name: `fleet of ${apps.length}: ${phase.name}, against a no-op provider`,
          goal: null,
          unit: "s",
          pairs: [{ subject, floor }],
        });
      }
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Checking the files against reading and parsing them alone. */
async function validation(/** @type {ReturnType<typeof subjectIn>} */ ours, /** @type {string} */ yaml) {
  const script = `const fs=require("fs");const y=require(${JSON.stringify(yaml)});for(const f of fs.readdirSync("apps"))y.parseDocument(fs.readFileSync("apps/"+f,"utf8")).toJS()`;
  const pairs = [];
  for (let round = 0; round < 5; round += 1) {
    const floor = await seconds(() => ours.node(["-e", script], 0));
    pairs.push({ subject: await ours.timed({ name: "validate", subject: ["validate"], floor: [] }), floor });
  }
  return measureOf({
    name: "fleet: validate, against parsing the files alone",
    goal: null,
    unit: "s",
    pairs,
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
    TENCENTRTC_ENDPOINT: "",
    TENCENTRTC_ENVIRONMENT: "dev",
  };
  const node = async (/** @type {string[]} */ args, /** @type {number} */ code) => {
    const outcome = await runChild(process.execPath, args, { cwd: folder, env });
    if (outcome.code === code) return outcome.stdout;
    throw new UserError(
      `node ${args.join(" ")} ended with ${outcome.code}:\n${outcome.stdout}${outcome.stderr}`.slice(0, 4000),
    );
  };
  const command = (/** @type {string[]} */ args, code = 0) =>
    node([path.join(root, "dist/cli/main.js"), ...args], code);
  /** @type {string[]} */
  let changed = [];
  return {
    node,
    /** @param {Phase} phase */
    async timed({ name, subject, code = 0 }) {
      let output = "";
      const taken = await seconds(async () => {
        output = await command(subject, code);
      });
      if (name.startsWith("drift")) mustList(output, changed);
      return taken;
    },
    /** @param {number} count */
    async rename(count) {
      const { applications } = JSON.parse(await command(["applications", "--json"]));
      const step = Math.floor(applications.length / count);
      const chosen = applications
        .filter((/** @type {unknown} */ _, /** @type {number} */ index) => index % step === 0)
        .slice(0, count);
      changed = chosen.map((/** @type {{ name: string }} */ { name }) => name).sort();
      for (const { sdkAppId } of chosen) await command(["console", "rename", String(sdkAppId), "by_hand"]);
    },
  };
}

/** @param {string} output @param {string[]} changed */
function mustList(output, changed) {
  const [{ drift }] = JSON.parse(output).stacks;
  const listed = drift.map((/** @type {{ application: string }} */ { application }) => application).sort();
  if (JSON.stringify(listed) !== JSON.stringify(changed)) {
    throw new UserError(`drift lists ${listed.join(", ")} instead of ${changed.join(", ")}`);
  }
}

/** The same graph as the files'. @param {import("../examples/fleet/generate.mjs").AppConfig[]} apps */
function graphOfFleet(apps) {
  return apps.flatMap(({ application, admins, environments: _, ...args }) => [
    { kind: "Application", name: application, args: { name: application, ...args } },
    ...(Array.isArray(admins) ? admins : []).map((userId) => ({
      kind: "AdminAccount",
      name: `${application}/${userId}`,
      args: { userId },
      application,
    })),
  ]);
}

/** @param {string} folder @param {import("../tools/engine.mjs").Engine} engine @param {unknown[]} graph */
async function floorIn(folder, engine, graph) {
  fs.mkdirSync(folder, { recursive: true });
  const kinds = await record(graphOf(10), ["Application", "AdminAccount"]);
  const floor = writeProject(folder, { library: "pulumi-noop-floor/dynamic-classes", graph, kinds });
  const env = {
    ...process.env,
    ...engine.env,
    PATH: [floor, engine.env.PATH].join(path.delimiter),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "bench",
    PULUMI_EXPERIMENTAL: "true",
    PULUMI_SKIP_CHECKPOINTS: "true",
  };
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
