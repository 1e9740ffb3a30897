import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as tar from "tar";
import { runCommand } from "../engine/sdks";
import { makeFolder, manifest, removeFolder, root } from "./package-managers";

const folder = makeFolder();
const sums = () => readFileSync(join(folder, "SHA256SUMS"), "utf8").trimEnd().split("\n");
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

beforeAll(() => {
  runCommand(process.execPath, [join(root, "tools/package-plugin.mjs"), "--out", folder]);
}, 120_000);
afterAll(() => removeFolder(folder));

test("there is one tarball for each platform, with its sum", () => {
  expect(sums()).toHaveLength(platforms.length);
  for (const { platform } of platforms) {
    const bytes = readFileSync(join(folder, nameOf(platform)));
    const sum = createHash("sha256").update(bytes).digest("hex");
    expect(sums()).toContain(`${sum}  ${nameOf(platform)}`);
  }
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
