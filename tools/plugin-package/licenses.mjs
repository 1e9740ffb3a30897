// @ts-check
// The licences of the packages that are in the bundle, which have to go with it.
import fs from "node:fs";
import path from "node:path";
import { root } from "../command-line.mjs";

/** @param {readonly string[]} packages their folders, from the repository's root */
export function licensesOf(packages) {
  return packages
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        fs.readFileSync(path.join(root, folder, "package.json"), "utf8"),
      );
      const file = fs.readdirSync(path.join(root, folder)).find((one) => /^licen[cs]e/i.test(one));
      const text = file
        ? fs.readFileSync(path.join(root, folder, file), "utf8").trim()
        : `License: ${license}`;
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
