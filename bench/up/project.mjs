// @ts-check
// One `pulumi up` of one variant: a project in a folder of its own, run by the real CLI.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "../../tools/child.mjs";
import { root, UserError } from "../../tools/command-line.mjs";
import { project, stack } from "../handlers.mjs";
import { sdkName, servedTypes, withPlugin } from "./served-types.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * @typedef {"ours" | "plugin" | "dynamic" | "native" | "native SDK"} Variant
 * `ours` and `dynamic` are providers in a program's own package, `native` is one of its own types; `plugin` and `native SDK`
 * serve the types of the SDK that is generated for Node.
 * @typedef {{ seconds: number, stateBytes: number, resources: StateResource[] }} Brought
 * @typedef {{ type: string, urn: string, inputs?: Record<string, unknown>, outputs?: Record<string, unknown> }} StateResource
 * @typedef {{
 *   engine: import("../../tools/engine.mjs").Engine,
 *   graph: import("./graph.mjs").Node[],
 *   kinds: Record<string, import("./floor/kinds.cjs").RecordedKind>,
 *   checkpoints: boolean,
 * }} Setting
 */

/** @type {Record<Variant, string>} */
const libraries = {
  ours: "pulumi-tencentrtc",
  plugin: sdkName,
  "native SDK": sdkName,
  dynamic: "pulumi-noop-floor/dynamic-classes",
  native: "pulumi-noop-floor/native-classes",
};

/**
 * The environment of the CLI on a project of `writeProject`. What a user has set for work must not change what is
 * measured.
 *
 * @param {string} folder
 * @param {{ floor: string, engine: import("../../tools/engine.mjs").Engine, checkpoints: boolean }} options
 *   `floor` is the folder of its plugins
 * @returns {NodeJS.ProcessEnv}
 */
export const environmentIn = (folder, { floor, engine, checkpoints }) => ({
  ...process.env,
  ...engine.env,
  PATH: [floor, engine.env.PATH].join(path.delimiter),
  PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
  PULUMI_CONFIG_PASSPHRASE: "bench",
  PULUMI_DIY_BACKEND_GZIP: "false",
  TENCENTRTC_ENDPOINT: "file:.tencentrtc/backend.db",
  NO_COLOR: "1",
  ...(!checkpoints && { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" }),
});

/**
 * A new project of one variant, and its stack.
 *
 * @param {Setting & { variant: Variant }} setting
 */
export async function openProject({ variant, engine, graph, kinds, checkpoints }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `tencentrtc-bench-${variant}-`));
  const library = libraries[variant];
  const floor = writeProject(folder, { library, graph, kinds });
  const manifest = path.join(folder, "Pulumi.yaml");
  const plain = fs.readFileSync(manifest, "utf8");
  const serve = (/** @type {string} */ plugin) => fs.writeFileSync(manifest, withPlugin(plain, plugin));
  if (library === sdkName) {
    const { sdk, plugin } = await servedTypes();
    fs.symlinkSync(sdk, path.join(folder, "node_modules", sdkName), "dir");
    serve(variant === "plugin" ? plugin : floor);
  }
  const env = environmentIn(folder, { floor, engine, checkpoints });
  const pulumi = async (/** @type {string[]} */ args, /** @type {NodeJS.ProcessEnv} */ more = {}) => {
    const options = { cwd: folder, env: { ...env, ...more } };
    const outcome = await runChild(engine.cli, [...args, "--non-interactive"], options);
    if (outcome.code === 0) return;
    const tail = `${outcome.stdout}${outcome.stderr}`.trim().split("\n").slice(-40).join("\n");
    throw new UserError(`\`pulumi ${args[0]}\` of the variant "${variant}" failed:\n${tail}`);
  };
  await pulumi(["stack", "init", stack]);
  return {
    folder,
    /** Lets the engine find another plugin for the types of the SDK, in a folder of its own. */
    serve,
    /**
     * The seconds that a command takes. As our documentation says: no resource should wait for another one's turn.
     *
     * @param {"up" | "refresh" | "destroy"} command
     * @param {NodeJS.ProcessEnv} [more]
     */
    async run(command, more) {
      const started = performance.now();
      await pulumi([command, "--yes", "--skip-preview", "--parallel", String(graph.length)], more);
      return (performance.now() - started) / 1000;
    },
    state: () => fs.readFileSync(path.join(folder, "state/.pulumi/stacks", project, `${stack}.json`), "utf8"),
    end: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * @param {Setting & { variant: Variant }} setting
 * @returns {Promise<Brought>}
 */
export async function bringUp(setting) {
  const opened = await openProject(setting);
  try {
    const seconds = await opened.run("up");
    const state = opened.state();
    return { seconds, stateBytes: Buffer.byteLength(state), resources: resourcesIn(state) };
  } finally {
    opened.end();
  }
}

/** @param {string} state @returns {StateResource[]} the resources of the graph, without stack and providers */
const resourcesIn = (state) =>
  JSON.parse(state).checkpoint.latest.resources.filter((/** @type {StateResource} */ resource) =>
    resource.type.includes("tencentrtc:"),
  );

/**
 * @param {string} folder
 * @param {{ library: string, graph: unknown, kinds: unknown }} contents
 * @returns {string} where the floors' plugin lies
 */
export function writeProject(folder, { library, graph, kinds }) {
  const write = (/** @type {string} */ name, /** @type {unknown} */ value) =>
    fs.writeFileSync(path.join(folder, name), typeof value === "string" ? value : JSON.stringify(value));
  const modules = path.join(folder, "node_modules");
  const floor = path.join(modules, "pulumi-noop-floor");
  fs.mkdirSync(path.join(folder, "state"));
  fs.mkdirSync(path.join(modules, "@pulumi"), { recursive: true });
  write(
    "Pulumi.yaml",
    `name: ${project}\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n`,
  );
  write("package.json", { name: project, private: true });
  write("graph.json", { library, graph, takesIds: library === sdkName });
  fs.copyFileSync(path.join(here, "program.cjs"), path.join(folder, "index.js"));
  fs.cpSync(path.join(here, "floor"), floor, { recursive: true });
  fs.copyFileSync(path.join(floor, "pulumi-resource-noop"), path.join(floor, "pulumi-resource-tencentrtc"));
  write("node_modules/pulumi-noop-floor/kinds.json", kinds);
  fs.symlinkSync(root, path.join(modules, "pulumi-tencentrtc"), "dir");
  fs.symlinkSync(path.join(root, "node_modules/@pulumi/pulumi"), path.join(modules, "@pulumi/pulumi"), "dir");
  return floor;
}
