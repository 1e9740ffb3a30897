import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const tool = resolve(__dirname, "../../tools/install.mjs");
const folder = mkdtempSync(join(tmpdir(), "install-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Locked {
  readonly version: string;
  readonly integrity: string;
  readonly optional?: boolean;
}
const a: Locked = { version: "1.0.0", integrity: "sha512-a" };
const b: Locked = { version: "2.0.0", integrity: "sha512-b" };
const otherPlatform: Locked = { version: "3.0.0", integrity: "sha512-c", optional: true };
const lockFile = (packages: object) => JSON.stringify({ lockfileVersion: 3, packages });

/** Whether an installation is due when the lock and what npm wrote down about the tree are these. */
function isDue(locked: string | undefined, installed: string | undefined): boolean {
  rmSync(folder, { recursive: true });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  if (locked !== undefined) writeFileSync(join(folder, "package-lock.json"), locked);
  if (installed !== undefined) writeFileSync(join(folder, "node_modules/.package-lock.json"), installed);
  try {
    execFileSync(process.execPath, [tool, "--check", folder], { stdio: "pipe" });
    return false;
  } catch {
    return true;
  }
}

const both = { "node_modules/a": a, "node_modules/b": b };

test.each([
  ["the tree is the locked one", both, both, false],
  ["only the package itself differs", { "": { version: "0.1.0" }, ...both }, both, false],
  ["an optional package is left out", { ...both, "node_modules/c": otherPlatform }, both, false],
  [
    "an optional package of this platform was not locked",
    both,
    { ...both, "node_modules/c": otherPlatform },
    false,
  ],
  ["a package is missing", both, { "node_modules/a": a }, true],
  ["a package is extraneous", { "node_modules/a": a }, both, true],
  ["a version differs", both, { ...both, "node_modules/b": { ...b, version: "2.0.1" } }, true],
  ["a content differs", both, { ...both, "node_modules/b": { ...b, integrity: "sha512-x" } }, true],
])("when %s", (_case, locked, installed, due) => {
  expect(isDue(lockFile(locked), lockFile(installed))).toBe(due);
});

test("when nothing was installed, or an installation was interrupted", () => {
  expect(isDue(lockFile(both), undefined)).toBe(true);
});

test("when npm's own record is damaged", () => {
  expect(isDue(lockFile(both), "{")).toBe(true);
});

test("when `npm ci` refuses the lock, npm installs by it, even below an `npm run -s`", () => {
  const project = mkdtempSync(join(tmpdir(), "install-by-lock-"));
  cpSync(resolve(__dirname, "../../tools"), join(project, "tools"), { recursive: true });
  writeFileSync(join(project, "package.json"), '{ "name": "empty", "version": "1.0.0" }\n');
  const env = { ...process.env, npm_config_loglevel: "silent" };
  const install = () =>
    execFileSync(process.execPath, [join(project, "tools/install.mjs")], { env, stdio: "pipe" });
  expect(install).not.toThrow();
  rmSync(project, { recursive: true });
}, 60_000);
