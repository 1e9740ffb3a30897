#!/usr/bin/env node
// @ts-check
// Makes the tarballs of the plugin that `pulumi plugin install` takes: one for each platform.
import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { log, parseCommandLine, root, runAsTool, UsageError } from "./command-line.mjs";
import { installDependencies } from "./install.mjs";
import { launcherFor } from "./plugin-package/launcher.mjs";
import { nameOf, ownPlatform, platforms } from "./plugin-package/platforms.mjs";
import { sbomOf } from "./plugin-package/sbom.mjs";
import { suggestion } from "./suggestion.mjs";

const names = platforms.map(nameOf);
const sbomFile = "sbom.cdx.json";
const HELP = `Makes the tarballs of the plugin, one for each platform. Beside them: schema.json, a list of what is in the
tarballs (${sbomFile}, CycloneDX), and the sums of all of these (SHA256SUMS).

  npm run package:plugin                          all of them, into plugin-packages/
  npm run package:plugin -- --platform <name> …   only these: ${names.join(", ")}; "own" is this machine's
  npm run package:plugin -- --out <folder>        into another folder

Each is pulumi-resource-tencentrtc-vVERSION-OS-ARCH.tar.gz. From the same sources the same bytes are made.`;

/** Every file's time in a tarball: it says nothing of when it was packed. */
const noTime = new Date("2020-01-01T00:00:00Z");
const native = "@photostructure/sqlite";
/** What goes into a tarball as a package of its own. */
const beside = {
  [native]: ["package.json", "LICENSE", "dist/index.cjs"],
  "node-gyp-build": ["package.json", "LICENSE", "index.js", "node-gyp-build.js"],
};

/** @param {string} name */
function platformOf(name) {
  const found = name === "own" ? ownPlatform() : platforms.find((one) => nameOf(one) === name);
  if (found) return found;
  if (name === "own") throw new UsageError(`The plugin has no tarball for ${os.platform()} on ${os.arch()}.`);
  throw new UsageError(
    `There is no platform "${name}".${suggestion(name, names)} There are ${names.join(", ")}.`,
  );
}

/** @param {string} from @param {string} to both folders @param {readonly string[]} parts */
function copyParts(from, to, parts) {
  for (const part of parts) fs.cpSync(path.join(from, part), path.join(to, part), { recursive: true });
}

/** What is the same for every platform. @param {string} folder @returns its version, and the folders of its packages */
async function writeShared(folder) {
  // Loaded here: on a fresh clone they are there only once the dependencies are installed.
  const { bundlePlugin } = await import("./plugin-package/bundle.mjs");
  const { licensesOf } = await import("./plugin-package/licenses.mjs");
  const packages = await bundlePlugin(path.join(folder, "dist", "plugin"));
  const { name, version, description, license, engines } = JSON.parse(
    fs.readFileSync(path.join(root, "package.json"), "utf8"),
  );
  const manifest = { name, version, private: true, description, license, engines };
  fs.writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  fs.writeFileSync(path.join(folder, "LICENSES-OF-PACKAGES.txt"), licensesOf(packages));
  copyParts(root, folder, ["LICENSE", "schema.json"]);
  for (const [name, parts] of Object.entries(beside)) {
    copyParts(path.join(root, "node_modules", name), path.join(folder, "node_modules", name), parts);
  }
  const all = [...packages, ...Object.keys(beside).map((name) => `node_modules/${name}`)].sort();
  return { version, packages: all };
}

/** @param {string} folder with what is shared @param {import("./plugin-package/platforms.mjs").Platform} platform */
function writeOwn(folder, platform) {
  const addon = path.join(native, "prebuilds");
  const target = path.join(folder, "node_modules", addon);
  fs.rmSync(target, { recursive: true, force: true });
  copyParts(path.join(root, "node_modules", addon), target, [platform.prebuilds]);
  for (const one of platforms) fs.rmSync(path.join(folder, launcherFor(one).file), { force: true });
  const { file, text } = launcherFor(platform);
  fs.writeFileSync(path.join(folder, file), text, { mode: 0o755 });
}

/** @param {string} folder @returns {string[]} its files, in an order that doesn't depend on the disk */
const filesIn = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .map((name) => name.replaceAll("\\", "/"))
    .sort();

/** @param {string} file */
const sumOf = (file) => createHash("sha256").update(fs.readFileSync(file)).digest("hex");

/**
 * @param {string} out
 * @param {readonly import("./plugin-package/platforms.mjs").Platform[]} wanted
 */
async function makeTarballs(out, wanted) {
  const tar = await import("tar");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-plugin-"));
  try {
    const { version, packages } = await writeShared(folder);
    fs.mkdirSync(out, { recursive: true });
    /** @param {string} name */
    const summed = (name) => ({ name, sum: sumOf(path.join(out, name)) });
    const tarballs = [];
    for (const platform of wanted) {
      writeOwn(folder, platform);
      const name = `pulumi-resource-tencentrtc-v${version}-${nameOf(platform)}.tar.gz`;
      const file = path.join(out, name);
      const options = { file, cwd: folder, gzip: { level: 9 }, portable: true, mtime: noTime };
      await tar.create(options, filesIn(folder));
      tarballs.push(summed(name));
      log(`Plugin: ${file} (${(fs.statSync(file).size / 1e6).toFixed(1)} MB)`);
    }
    fs.writeFileSync(path.join(out, sbomFile), sbomOf(packages, tarballs));
    copyParts(root, out, ["schema.json"]);
    const sums = [...tarballs, summed(sbomFile), summed("schema.json")];
    const lines = sums.map(({ name, sum }) => `${sum}  ${name}\n`);
    fs.writeFileSync(path.join(out, "SHA256SUMS"), lines.join(""));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

await runAsTool(import.meta.url, async () => {
  const { values } = parseCommandLine({
    options: {
      platform: { type: "string", multiple: true, default: names },
      out: { type: "string", default: path.join(root, "plugin-packages") },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const wanted = values.platform.map(platformOf);
  await installDependencies();
  await makeTarballs(path.resolve(values.out), wanted);
});
