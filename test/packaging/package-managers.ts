import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly main: string;
  readonly types: string;
  readonly bin: Record<string, string>;
  readonly exports: Record<string, string | Record<string, string>>;
  readonly typesVersions: Record<string, Record<string, string[]>>;
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}
export const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** A package in the release that this checkout is tested with. */
export const tested = (name: string): string => `${name}@${manifest.devDependencies[name]}`;

export const makeFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), "tencentrtc-packaging-")));
export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** A run started by `npm test` tells its children about this checkout; a user's npm knows nothing of it. */
const isOfThisCheckout = (name: string): boolean =>
  /^npm_(package_|lifecycle_|config_local_prefix)/i.test(name);
export const usersEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !isOfThisCheckout(name)),
);

export function run(folder: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    cwd: folder,
    env: usersEnvironment,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Installs without anybody's install scripts: newer npm and pnpm releases don't run them unasked either. */
export const npmInstall = (folder: string, ...packages: string[]): string =>
  run(
    folder,
    "npm",
    "install",
    "--prefer-offline",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    ...packages,
  );

export interface Tarball {
  readonly path: string;
  /** What is in it, relative to the package's root. */
  readonly files: readonly string[];
}

/** What `npm pack` makes of this checkout. */
export function pack(folder: string): Tarball {
  const output = run(root, "npm", "pack", "--json", "--ignore-scripts", "--pack-destination", folder);
  const [packed]: { filename: string; files: { path: string }[] }[] = JSON.parse(output);
  if (!packed) throw new Error(`npm pack made nothing: ${output}`);
  return { path: join(folder, packed.filename), files: packed.files.map(({ path }) => path) };
}

/** What stands in the package.json of a project that uses it. */
export const dependenciesOn = (tarball: Tarball): Record<string, string | undefined> => ({
  "@pulumi/pulumi": manifest.devDependencies["@pulumi/pulumi"],
  "pulumi-tencentrtc": `file:${tarball.path}`,
});

/** A script to run with Node, or why there is none. */
export type Provided = { readonly script: string } | { readonly missing: string };

function provide(folder: string, release: string, script: string): Provided {
  try {
    npmInstall(folder, "--prefix", folder, release);
    return { script: join(folder, "node_modules", script) };
  } catch (error) {
    return { missing: /npm error .*/.exec(String(error))?.[0] ?? String(error) };
  }
}

/** A test of a package manager; skipped by name, and loudly, where that can't be installed. */
export function testOf(
  manager: string,
  provided: Provided,
  title: string,
  work: (script: string) => Promise<void>,
  patienceMs: number,
): void {
  if ("script" in provided) {
    test(title, () => work(provided.script), patienceMs);
    return;
  }
  const skipped = `${title}: SKIPPED, since ${manager} can't be installed here (${provided.missing})`;
  console.warn(skipped);
  test.skip(skipped, () => {});
}

/** A pnpm that runs on Node 20. */
export const providePnpm = (folder: string): Provided => provide(folder, "pnpm@9", "pnpm/bin/pnpm.cjs");

/** A Yarn with Plug'n'Play. */
export const provideYarn = (folder: string): Provided =>
  provide(folder, "@yarnpkg/cli-dist@4", "@yarnpkg/cli-dist/bin/yarn.js");
