#!/usr/bin/env node
// @ts-check
// Builds Pulumi's language host for YAML, for the tests that run programs in YAML.
import { parseCommandLine, runAsTool } from "./command-line.mjs";
import { findYamlHost } from "./sdk-generator.mjs";

const HELP = `Builds pulumi-language-yaml from the Go module proxy into the cache folder (2-4 minutes, once), and prints its path.

  node tools/yaml-host.mjs`;

await runAsTool(import.meta.url, async () => {
  const { values } = parseCommandLine({ options: { help: { type: "boolean", default: false } } });
  process.stdout.write(`${values.help ? HELP : await findYamlHost()}\n`);
});
