import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as tar from "tar";
import { z } from "zod";
import { runCommand } from "../engine/sdks";
import { makeFolder, manifest, removeFolder, root } from "./package-managers";

const folder = makeFolder();
const sums = () => readFileSync(join(folder, "SHA256SUMS"), "utf8").trimEnd().split("\n");
const beside = ["sbom.cdx.json", "schema.json"];
const nameOf = (platform: string) => `pulumi-resource-tencentrtc-v${manifest.version}-${platform}.tar.gz`;
const launcher = "pulumi-resource-tencentrtc";
const addon = "node_modules/@photostructure/sqlite/prebuilds";

/** What a native library says of itself: its format and its processor. */
function made(bytes: Buffer): string {
  if (bytes.readUInt32BE(0) === 0x7f454c46) return `ELF ${bytes.readUInt16LE(18).toString(16)}`;
  if (bytes.readUInt32LE(0) === 0xfeedfacf) return `Mach-O ${bytes.readUInt32LE(4).toString(16)}`;
  const header = bytes.readUInt32LE(0x3c);
  return bytes.toString("latin1", header, header + 4) === "PE\0\0"
    ? `PE ${bytes.readUInt16LE(header + 4).toString(16)}`
    : "of no known format";
}

const platforms = [
  { platform: "linux-amd64", prebuilds: "linux-x64", library: "ELF 3e", libraries: 2, file: launcher },
  { platform: "linux-arm64", prebuilds: "linux-arm64", library: "ELF b7", libraries: 2, file: launcher },
  {
    platform: "darwin-amd64",
    prebuilds: "darwin-x64",
    library: "Mach-O 1000007",
    libraries: 1,
    file: launcher,
  },
  {
    platform: "darwin-arm64",
    prebuilds: "darwin-arm64",
    library: "Mach-O 100000c",
    libraries: 1,
    file: launcher,
  },
  {
    platform: "windows-amd64",
    prebuilds: "win32-x64",
    library: "PE 8664",
    libraries: 1,
    file: `${launcher}.cmd`,
  },
  {
    platform: "windows-arm64",
    prebuilds: "win32-arm64",
    library: "PE aa64",
    libraries: 1,
    file: `${launcher}.cmd`,
  },
];

/** What CycloneDX 1.6 asks for, as far as this document uses it. */
const license = z.union([
  z.strictObject({ license: z.strictObject({ id: z.string().regex(/^[\w.-]+$/) }) }),
  z.strictObject({ expression: z.string() }),
]);
const part = {
  "bom-ref": z.string(),
  name: z.string(),
  version: z.string(),
  licenses: z.array(license).length(1),
  purl: z.string().regex(/^pkg:(npm|generic)\/[^@ ]+@[^@ ]+$/),
};
const hashes = (alg: string, digits: number) =>
  z
    .array(
      z.strictObject({ alg: z.literal(alg), content: z.string().regex(RegExp(`^[0-9a-f]{${digits}}$`)) }),
    )
    .length(1);
const Sbom = z.strictObject({
  $schema: z.literal("http://cyclonedx.org/schema/bom-1.6.schema.json"),
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.literal("1.6"),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
  version: z.literal(1),
  metadata: z.strictObject({
    component: z.strictObject({
      type: z.literal("application"),
      description: z.string(),
      ...part,
      components: z.array(
        z.strictObject({
          type: z.literal("file"),
          "bom-ref": z.string(),
          name: z.string(),
          hashes: hashes("SHA-256", 64),
        }),
      ),
    }),
  }),
  components: z.array(
    z.strictObject({
      type: z.literal("library"),
      group: z.string().startsWith("@").optional(),
      hashes: hashes("SHA-512", 128),
      ...part,
      components: z.array(z.strictObject({ type: z.literal("library"), ...part })).optional(),
    }),
  ),
  dependencies: z.array(z.strictObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

beforeAll(() => {
  runCommand(process.execPath, [join(root, "tools/package-plugin.mjs"), "--out", folder]);
}, 120_000);
afterAll(() => removeFolder(folder));

const sumOf = (name: string) =>
  createHash("sha256")
    .update(readFileSync(join(folder, name)))
    .digest("hex");

test("there is one tarball for each platform, and beside them what is released with them, each with its sum", () => {
  const all = [...platforms.map(({ platform }) => nameOf(platform)), ...beside];
  expect(sums()).toEqual(all.map((name) => `${sumOf(name)}  ${name}`));
  expect(readdirSync(folder).sort()).toEqual([...all, "SHA256SUMS"].sort());
});

describe("the list of what is in the tarballs", () => {
  const unpacked = () => join(folder, "own");
  const read = (file: string) => readFileSync(join(unpacked(), file), "utf8");
  const sbom = () => Sbom.parse(JSON.parse(readFileSync(join(folder, "sbom.cdx.json"), "utf8")));
  const listed = () => sbom().components.map(({ group, name }) => (group ? `${group}/${name}` : name));
  beforeAll(async () => {
    mkdirSync(unpacked());
    await tar.extract({ file: join(folder, nameOf("linux-amd64")), cwd: unpacked() });
  });
  afterAll(() => removeFolder(unpacked()));

  test("has each package whose licence goes with the bundle, and each that is beside it", () => {
    const licensed = read("LICENSES-OF-PACKAGES.txt")
      .split(/^-{80}$/m)
      .map((text) => text.trim().split("\n")[0] ?? "");
    const natives = ["@photostructure/sqlite", "node-gyp-build"].map((name) => {
      const { version } = JSON.parse(read(`node_modules/${name}/package.json`));
      return `${name} ${version}`;
    });
    expect(licensed.length).toBeGreaterThan(20);
    expect(licensed.some((one) => one.startsWith("@pulumi/pulumi "))).toBe(true);
    const all = sbom().components.map(({ version }, index) => `${listed()[index]} ${version}`);
    expect(all).toEqual([...licensed, ...natives].sort());
  });

  test("has each package of which there is code in the bundle", () => {
    const files = readdirSync(join(unpacked(), "dist/plugin")).filter((name) => name.endsWith(".js"));
    const found = files.flatMap((name) =>
      [...read(`dist/plugin/${name}`).matchAll(/^ *\/\/ node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)].map(
        ([, one]) => one,
      ),
    );
    expect(new Set(found).size).toBeGreaterThan(20);
    expect(listed()).toEqual(expect.arrayContaining([...new Set(found)]));
  });

  test("has SQLite, which is compiled into the addon", () => {
    const inside = sbom().components.flatMap(({ components = [] }) => components);
    expect(inside.map(({ purl }) => purl)).toEqual([
      expect.stringMatching(/^pkg:generic\/sqlite@3\.\d+\.\d+$/),
    ]);
  });

  test("names the tarballs by their sums, and every part by one name", () => {
    const { metadata, components, dependencies } = sbom();
    expect(metadata.component).toMatchObject({ version: manifest.version });
    expect(metadata.component.components).toEqual(
      platforms.map(({ platform }) => {
        const name = nameOf(platform);
        const hashes = [{ alg: "SHA-256", content: sumOf(name) }];
        return { type: "file", "bom-ref": name, name, hashes };
      }),
    );
    const refs = components.map((one) => one["bom-ref"]);
    expect(new Set(refs).size).toBe(refs.length);
    expect(dependencies[0]).toEqual({ ref: metadata.component["bom-ref"], dependsOn: refs });
  });
});

describe.each(platforms)("the tarball for $platform", ({ platform, prebuilds, library, libraries, file }) => {
  const unpacked = join(folder, platform);
  const filesIn = (part = "") =>
    readdirSync(join(unpacked, part), { recursive: true, encoding: "utf8" })
      .filter((name) => lstatSync(join(unpacked, part, name)).isFile())
      .map((name) => name.replaceAll("\\", "/"));
  beforeAll(async () => {
    mkdirSync(unpacked);
    await tar.extract({ file: join(folder, nameOf(platform)), cwd: unpacked });
  });

  test("has the native library of that platform, for each C library of it, and of no other", () => {
    const found = filesIn(addon);
    expect(found).toHaveLength(libraries);
    for (const name of found) {
      expect(name.startsWith(`${prebuilds}/`)).toBe(true);
      expect(made(readFileSync(join(unpacked, addon, name)))).toBe(library);
    }
  });

  test("has the launcher that the engine looks for there, and no other", () => {
    expect(filesIn().filter((name) => name.startsWith(launcher))).toEqual([file]);
    const text = readFileSync(join(unpacked, file), "utf8");
    if (file.endsWith(".cmd")) {
      expect(text).toMatch(/^@echo off\r\n/);
      expect(text.replaceAll("\r\n", "")).not.toContain("\n");
      expect(text).toContain('node "%~dp0dist\\plugin\\main.js" %*');
    } else {
      expect(text).toMatch(/^#!\/bin\/sh\n/);
      expect(text).toMatch(/^exec node "\$\{self%\/\*\}\/dist\/plugin\/main\.js" "\$@"$/m);
      expect(lstatSync(join(unpacked, file)).mode & 0o111).toBe(0o111);
    }
  });

  test("has the program, and nothing that needs a language host or a link", () => {
    expect(filesIn()).toEqual(
      expect.arrayContaining(["LICENSE", "LICENSES-OF-PACKAGES.txt", "dist/plugin/main.js", "schema.json"]),
    );
    expect(filesIn()).not.toContain("PulumiPlugin.yaml");
    const links = readdirSync(unpacked, { recursive: true, encoding: "utf8" }).filter((name) =>
      lstatSync(join(unpacked, name)).isSymbolicLink(),
    );
    expect(links).toEqual([]);
    for (const name of ["dist/plugin/main.js", "dist/plugin/service.js", "schema.json"])
      expect(readFileSync(join(unpacked, name)).length).toBeGreaterThan(1_000);
  });
});

test("from the same sources the same bytes are made", () => {
  const before = sums();
  runCommand(process.execPath, [join(root, "tools/package-plugin.mjs"), "--out", folder]);
  expect(sums()).toEqual(before);
}, 120_000);
