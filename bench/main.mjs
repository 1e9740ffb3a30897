#!/usr/bin/env node
// @ts-check
// The benchmarks. Each compares this package with a floor, something that does as little as possible in its
// place, measured in the same run: a ratio means the same on every machine, a time does not.
import { build } from "../tools/build.mjs";
import { parseCommandLine, runAsTool, UsageError } from "../tools/command-line.mjs";
import { installDependencies } from "../tools/install.mjs";
import { suggestion } from "../tools/suggestion.mjs";
import { printMeasure } from "./measure.mjs";

/**
 * @typedef {{ n: number | undefined, resources: number | undefined, fast: boolean, plugin: boolean }} Options
 * @typedef {{ about: string, load: () => Promise<{ run: (options: Options) => AsyncIterable<import("./measure.mjs").Measure> }> }} Benchmark
 * Loaded late: what a benchmark imports is there only once everything is installed and built.
 */

/** @type {Record<string, Benchmark>} */
const benchmarks = {
  up: {
    about: "`pulumi up` of 1,000 resources through the real engine, against two providers that do nothing",
    load: () => import("./up.mjs"),
  },
  refresh: {
    about:
      "`pulumi refresh` of 300 applications through the plugin, against a native provider that does nothing",
    load: () => import("./refresh.mjs"),
  },
  destroy: {
    about: "`pulumi destroy` of 300 applications through the plugin, against their two windows and the same",
    load: () => import("./destroy.mjs"),
  },
  fleet: {
    about: "300 applications from files through the command, each phase against a no-op provider",
    load: () => import("./fleet.mjs"),
  },
  validate: {
    about: "1,000 checks of each kind's inputs, good and broken ones, against bare copies of them",
    load: () => import("./validate.mjs"),
  },
  verbs: {
    about: "check, diff, create, read and delete in process, against bare SQLite and bare copies",
    load: () => import("./verbs.mjs"),
  },
  p12: {
    about: "reading a push certificate from its .p12, in every flavour, against its parts as PEM",
    load: () => import("./p12.mjs"),
  },
  peers: {
    about: "creating and reading over HTTP, against Azurite and moto, which it installs into the cache",
    load: () => import("./peers.mjs"),
  },
  "plugin-start": {
    about: "starting the plugin from its tarball, against bare gRPC with Pulumi's protocol",
    load: () => import("./plugin-start.mjs"),
  },
  server: {
    about:
      "requests to a served backend, beside bare hono on node; a creation in process, against raw SQLite",
    load: () => import("./server.mjs"),
  },
  verify: {
    about: "verifying 60 applications with a server that plays Tencent, against the rate that Tencent allows",
    load: () => import("./verify.mjs"),
  },
  store: {
    about: "a write of the embedded backend, against bare SQLite transactions",
    load: () => import("./store.mjs"),
  },
};

const LIST = Object.entries(benchmarks)
  .map(([name, { about }]) => `  ${name.padEnd(14)}${about}`)
  .join("\n");

const HELP = `Measures this package against floors of the same run, and prints ratios: 1.00 is as fast as doing nothing.

  npm run bench -- <name>              run one; installs, builds and finds a Pulumi engine as \`npm test\` does
    --json                             one JSON object per line and measure: name, ratio, goal, unit, subject, floor, n
    -n <runs>                          number of pairs of runs; each benchmark has its own default
    --resources <count>                number of resources or checks; default 1000
    --fast                             up, destroy: skip the runs with checkpoints, which take minutes
    --plugin                           up: of the plugin, against a native provider that does nothing

A missed goal is reported, but is no failure; the exit code says whether everything could be measured.

${LIST}`;

/** @param {string | undefined} text @param {string} option @param {number} least */
function count(text, option, least) {
  if (text === undefined) return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`${option} takes a whole number from ${least}, not "${text}".`);
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values, positionals } = parseCommandLine({
    options: {
      json: flag,
      fast: flag,
      plugin: flag,
      help: flag,
      n: { type: "string", short: "n" },
      resources: { type: "string" },
    },
    allowPositionals: true,
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const [name, ...more] = positionals;
  if (name === undefined)
    throw new UsageError(`Which benchmark? There are:\n${LIST}\nFor example: npm run bench -- verbs`);
  const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
  if (!benchmark) {
    const near = suggestion(name, Object.keys(benchmarks));
    throw new UsageError(`There is no benchmark "${name}".${near} There are:\n${LIST}`);
  }
  if (more.length > 0) throw new UsageError("One benchmark at a time, please.");
  const options = {
    n: count(values.n, "-n", 1),
    resources: count(values.resources, "--resources", 10),
    fast: values.fast,
    plugin: values.plugin,
  };
  await installDependencies();
  await build();
  const { run } = await benchmark.load();
  for await (const measure of run(options)) {
    process.stdout.write(values.json ? `${JSON.stringify(measure)}\n` : `${printMeasure(measure)}\n`);
  }
});
