// @ts-check
// The plugin as few files, which Node loads faster than hundreds: what answers the engine first, and what it loads then.
import fs from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { root } from "../command-line.mjs";

/**
 * Packages of the protocol. Both parts of the plugin need them, and each class of a message only once: they have a file
 * of their own, in which each is loaded when it is first asked for.
 */
const ofProtocol = /^(@grpc\/grpc-js|google-protobuf\/.*|@pulumi\/pulumi\/proto\/.*)$/;
const protocolFile = "./protocol.js";
/** Native, so that it can't be in a file of ours; and one that `pg` tries for in vain. */
const external = ["@photostructure/sqlite", "pg-native"];

const oldestNode = 20;
const checkOfNode = `if (Number.parseInt(process.versions.node, 10) < ${oldestNode}) {
  process.stderr.write("pulumi-resource-tencentrtc needs Node ${oldestNode} or newer, and found " + process.versions.node + ".\\n");
  process.exit(1);
}`;

/**
 * Writes code as ASCII, so that Node reads it without decoding it, and V8 holds it in half the memory. esbuild leaves regular
 * expressions and comments to escape.
 *
 * @param {string} code
 * @throws where a backslash before a letter would escape the escape
 */
function inAscii(code) {
  const [escaped] = /^.*\\[^\0-\x7f].*$/m.exec(code) ?? [];
  if (escaped !== undefined) throw new Error(`write this letter without a backslash: ${escaped.trim()}`);
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Leaves a module where it is. @param {string} path */
const outside = (path) => ({ path, external: true });

/** @param {Set<string>} used takes the names of the protocol's packages @returns {import("esbuild").Plugin} */
const sharing = (used) => ({
  name: "protocol",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: ofProtocol }, ({ path: name }) => {
      used.add(name);
      return { path: name, namespace: "protocol" };
    });
    onResolve({ filter: /^\.\/protocol\.js$/, namespace: "protocol" }, ({ path }) => outside(path));
    onLoad({ filter: /./, namespace: "protocol" }, ({ path: name }) => ({
      contents: `module.exports = require(${JSON.stringify(protocolFile)})[${JSON.stringify(name)}]();`,
      resolveDir: root,
    }));
  },
});

/** The rest of the plugin, which `server.ts` loads late. @type {import("esbuild").Plugin} */
const lateService = {
  name: "service",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/service$/ }, ({ kind }) =>
      kind === "require-call" ? outside("./service.js") : undefined,
    );
  },
};

/**
 * Writes into a folder: `main.js`, which loads `plugin.js`, `service.js` and `protocol.js`, and `reader.js`, the thread that
 * reads certificates.
 *
 * @param {string} folder
 * @returns {Promise<string[]>} the folders of the packages that are in them, from the repository's root
 */
export async function bundlePlugin(folder) {
  /** @type {Set<string>} */
  const used = new Set();
  /** @type {string[]} */
  const inputs = [];
  fs.mkdirSync(folder, { recursive: true });
  /** @param {Partial<import("esbuild").BuildOptions>} options */
  const bundle = async (options) => {
    const { metafile, outputFiles } = await build({
      absWorkingDir: root,
      write: false,
      bundle: true,
      platform: "node",
      target: `node${oldestNode}`,
      external,
      metafile: true,
      legalComments: "none",
      logLevel: "error",
      ...options,
    });
    inputs.push(...Object.keys(metafile?.inputs ?? {}));
    for (const { path: file, text } of outputFiles ?? []) fs.writeFileSync(file, inAscii(text));
  };
  const plugin = path.join("provider", "adapters", "plugin");
  await bundle({
    entryPoints: { main: path.join(plugin, "packaged", "main.ts") },
    outdir: folder,
    banner: { js: checkOfNode },
  });
  await bundle({
    entryPoints: { plugin: path.join(plugin, "main.ts") },
    outdir: folder,
    plugins: [lateService, sharing(used)],
  });
  await bundle({
    entryPoints: { service: path.join(plugin, "service.ts") },
    outdir: folder,
    plugins: [sharing(used)],
  });
  await bundle({
    entryPoints: { reader: path.join("certificates", "aside", "reader.ts") },
    outdir: folder,
  });
  const table = [...used]
    .sort()
    .map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(name)})`);
  await bundle({
    stdin: { contents: `module.exports = {\n${table.join(",\n")}\n};`, resolveDir: root },
    outfile: path.join(folder, "protocol.js"),
  });
  return packagesOf(inputs);
}

/** @param {readonly string[]} inputs paths of files */
function packagesOf(inputs) {
  const folders = inputs.flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? []);
  return [...new Set(folders)].sort();
}
