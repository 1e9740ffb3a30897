// @ts-check
// The plugin as `pulumi plugin install` unpacks it.
import fs from "node:fs";
import path from "node:path";
import { runChild } from "../tools/child.mjs";
import { root, UserError } from "../tools/command-line.mjs";

/** Makes this machine's tarball and unpacks it. @param {string} folder where the plugin is to lie */
export async function unpackPlugin(folder) {
  const script = path.join(root, "tools", "package-plugin.mjs");
  const packed = await runChild(process.execPath, [script, "--platform", "own", "--out", folder]);
  if (packed.code !== 0) throw new UserError(packed.stderr);
  const { extract } = await import("tar");
  const [name = ""] = fs.readdirSync(folder).filter((file) => file.endsWith(".tar.gz"));
  await extract({ file: path.join(folder, name), cwd: folder });
}
