// @ts-check
// The list of what the tarballs hold (SBOM), in CycloneDX's form: https://cyclonedx.org/docs/1.6/json/.
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "../command-line.mjs";

/** @param {string} file from the repository's root @returns {any} */
const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));

/** @param {string} name */
function namesOf(name) {
  const [, group, own = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  return group === undefined ? { name: own } : { group, name: own };
}

/** @param {string} name @param {string} version */
const purlOf = (name, version) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

/** @param {string} license */
const licensed = (license) =>
  / /.test(license) ? [{ expression: license }] : [{ license: { id: license } }];

/** What npm proves a package's own tarball by. @param {string} folder @param {any} lock */
function hashesOf(folder, lock) {
  const [, sum] = /^sha512-(.+)$/.exec(lock.packages[folder]?.integrity ?? "") ?? [];
  if (sum === undefined) throw new Error(`package-lock.json has no SHA-512 of ${folder}`);
  return [{ alg: "SHA-512", content: Buffer.from(sum, "base64").toString("hex") }];
}

/** @param {string} folder of a package, from the repository's root @param {any} lock */
function componentOf(folder, lock) {
  const { name, version, license, versions } = read(`${folder}/package.json`);
  const purl = purlOf(name, version);
  return {
    type: "library",
    "bom-ref": purl,
    ...namesOf(name),
    version,
    hashes: hashesOf(folder, lock),
    licenses: licensed(license),
    purl,
    // The addon has SQLite itself compiled into it.
    ...(typeof versions?.sqlite === "string" && { components: [sqlite(versions.sqlite)] }),
  };
}

/** @param {string} version */
const sqlite = (version) => ({
  type: "library",
  "bom-ref": `pkg:generic/sqlite@${version}`,
  name: "sqlite",
  version,
  licenses: [{ license: { id: "blessing" } }],
  purl: `pkg:generic/sqlite@${version}`,
});

/** An id that follows from what it names, so that the same sources make the same bytes. @param {unknown} of */
function serialNumberOf(of) {
  const hex = createHash("sha256").update(JSON.stringify(of)).digest("hex");
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * @param {readonly string[]} packages their folders, from the repository's root
 * @param {readonly { readonly name: string, readonly sum: string }[]} tarballs with their SHA-256
 * @returns {string} a document without a time: from the same sources the same is made
 */
export function sbomOf(packages, tarballs) {
  const lock = read("package-lock.json");
  const { version, description, license } = read("package.json");
  const purl = `pkg:generic/pulumi-resource-tencentrtc@${version}`;
  // One version of a package may be in several folders.
  const byPurl = new Map(packages.map((folder) => componentOf(folder, lock)).map((one) => [one.purl, one]));
  const components = [...byPurl.values()];
  const plugin = {
    type: "application",
    "bom-ref": purl,
    name: "pulumi-resource-tencentrtc",
    version,
    description,
    licenses: licensed(license),
    purl,
    components: tarballs.map(({ name, sum }) => ({
      type: "file",
      "bom-ref": name,
      name,
      hashes: [{ alg: "SHA-256", content: sum }],
    })),
  };
  const document = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: serialNumberOf([plugin, components]),
    version: 1,
    metadata: { component: plugin },
    components,
    dependencies: [
      { ref: purl, dependsOn: components.map((one) => one["bom-ref"]) },
      ...components.map((one) => ({ ref: one["bom-ref"] })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
