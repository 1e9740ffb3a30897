// @ts-check
// What the SDK that is generated for Node needs in a project: itself, and a plugin that serves its types.
import fs from "node:fs";
import path from "node:path";
import { runChild } from "../../tools/child.mjs";
import { root, UserError } from "../../tools/command-line.mjs";
import { unpackPlugin } from "../unpacked-plugin.mjs";

/** The package's name in a program. */
export const sdkName = "pulumi-tencentrtc-sdk";

/** The plugin as the npm package has it: its code can be looked into. */
export const pluginOfCheckout = path.join(root, "plugin");

/** Of this process alone, where the SDK finds its own packages. */
const cache = path.join(root, "node_modules/.cache", `bench-${process.pid}`);
/** @type {Promise<{ sdk: string, plugin: string }> | undefined} */
let made;

/** Made once for all projects of this process. */
export function servedTypes() {
  made ??= makeThem();
  return made;
}

async function makeThem() {
  const [sdk, plugin] = [path.join(cache, sdkName), path.join(cache, "plugin")];
  process.once("exit", () => fs.rmSync(cache, { recursive: true, force: true }));
  for (const folder of [sdk, plugin]) fs.mkdirSync(folder, { recursive: true });
  const compiler = path.join(root, "node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", path.join(root, "sdk/nodejs"), "--outDir", sdk];
  const compiled = await runChild(process.execPath, args, { cwd: root });
  if (compiled.code !== 0) throw new UserError(compiled.stdout);
  fs.copyFileSync(path.join(root, "sdk/nodejs/package.json"), path.join(sdk, "package.json"));
  await unpackPlugin(plugin);
  return { sdk, plugin };
}

/** @param {string} manifest the text of Pulumi.yaml @param {string} plugin the folder of the one that serves the types */
export const withPlugin = (manifest, plugin) =>
  `${manifest}plugins: ${JSON.stringify({ providers: [{ name: "tencentrtc", path: plugin }] })}\n`;
