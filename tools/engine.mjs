#!/usr/bin/env node
// @ts-check
// Finds a Pulumi engine: `pulumi` on PATH, else the npm package `pulumi`, else built from the Go module proxy.
import path from "node:path";
import { parseCommandLine, runAsTool, log as toStderr, UserError } from "./command-line.mjs";
import { forgetFailures } from "./engine/cache.mjs";
import { cliFromGo } from "./engine/go-cli.mjs";
import { provideHosts } from "./engine/hosts.mjs";
import { cliFromNpm } from "./engine/npm-cli.mjs";
import { cliOnPath } from "./engine/path-cli.mjs";
import { provideRandomPlugin } from "./engine/random-plugin.mjs";
import { OLDEST_CLI } from "./engine/version.mjs";

const HELP = `Finds a Pulumi engine for the tests, the benchmarks and the quickstart.

  npm run -s engine              print which one is used, and which parts are stand-ins
  npm run -s engine -- --print   only the path of the CLI
  npm run -s engine -- --json    the path, the version, the source, and the environment to run it with
  npm run -s engine -- --retry   first forget the downloads that failed within the last day

The first of: "pulumi" on PATH (${OLDEST_CLI} or newer), the official npm package "pulumi", a build with Go from the
Go module proxy. What it downloads or builds is kept in $PULUMI_TENCENTRTC_CACHE, else
$XDG_CACHE_HOME/pulumi-tencentrtc, else ~/.cache/pulumi-tencentrtc.`;

const SOURCES = /** @type {const} */ ({
  path: { find: cliOnPath, name: "on PATH" },
  npm: { find: cliFromNpm, name: 'from the npm package "pulumi"' },
  go: { find: cliFromGo, name: "built from the Go module proxy" },
});

/**
 * @typedef {keyof typeof SOURCES} Source
 * @typedef {{ cli: string, version: string, source: Source, env: Record<string, string> }} Engine
 * `env` is what a child `pulumi` process needs on top of the environment; its PATH is complete.
 */

/**
 * @param {{ log?: (line: string) => void }} [options] log takes progress and what stands in
 * @returns {Promise<Engine>}
 */
export async function findEngine({ log = toStderr } = {}) {
  for (const source of /** @type {Source[]} */ (Object.keys(SOURCES))) {
    const found = await SOURCES[source].find({ log });
    if (!found) continue;
    const hosts = provideHosts(found.cli, { ownFolder: source === "go" });
    const random = await provideRandomPlugin(found.cli, { log });
    log(`Pulumi engine ${found.version}, ${SOURCES[source].name}: ${found.cli}`);
    for (const note of [...hosts.notes, ...random.notes]) log(`  note: ${note}`);
    const folders = [path.dirname(found.cli), ...hosts.folders, process.env.PATH ?? ""];
    const env = {
      PATH: folders.join(path.delimiter),
      PULUMI_HOME: random.home,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    return { ...found, source, env };
  }
  throw new UserError(
    `No Pulumi engine: "pulumi" is not on PATH, the npm package "pulumi" can't download it here, and there is no Go 1.25 or newer to build it with.\n` +
      "Install one of them, then run this again:\n" +
      "  - the Pulumi CLI: https://www.pulumi.com/docs/iac/download-install/\n" +
      "  - Go: https://go.dev/dl/\n" +
      "After a network failure, `npm run -s engine -- --retry` tries the downloads again.",
  );
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseCommandLine({ options: { print: flag, json: flag, retry: flag, help: flag } });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  if (values.retry) forgetFailures();
  const engine = await findEngine();
  if (values.json) process.stdout.write(`${JSON.stringify(engine, null, 2)}\n`);
  else if (values.print) process.stdout.write(`${engine.cli}\n`);
});
