import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Project } from "./project";

export const root = resolve(__dirname, "../..");

export const read = (path: string) => readFileSync(join(root, path), "utf8");

/** What a command prints; where it fails, the error has all that it printed. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd = root, env = {} }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): string {
  try {
    return execFileSync(command, args, {
      cwd,
      env: { ...process.env, ...env },
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    const { stdout = "", stderr = "" }: { stdout?: string; stderr?: string } = Object(error);
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`);
  }
}

/** What a command prints; undefined, and said aloud, where what needs it must be skipped. */
function found(what: string, command: string, args: readonly string[], expected: RegExp): string | undefined {
  try {
    const printed = runCommand(command, args).trim();
    if (expected.test(printed)) return printed;
  } catch {
    // Said below.
  }
  process.stderr.write(`${what}: not there or too old, so the tests that need it are SKIPPED.\n`);
  return undefined;
}

const go = found("Go 1.25", "go", ["env", "GOVERSION"], /^go1\.(2[5-9]|[3-9]\d)/);

export const goIsThere = go !== undefined;
export const testWithGo = goIsThere ? test : test.skip;

/** Pulumi's own language host for YAML, built into the cache folder; undefined where there is none. */
export const yamlHost = (): string | undefined =>
  found("Pulumi's language host for YAML", process.execPath, [join(root, "tools/yaml-host.mjs")], /./);

/** A Python that has Pulumi's SDK, from the cache folder; undefined where there is none. */
export const pythonWithPulumi = (): string | undefined =>
  found(
    "Pulumi's SDK for Python",
    process.execPath,
    [join(root, "tools/python-sdk.mjs"), "test/engine"],
    /./,
  );

/** Compiles the SDK for Node, as it is published, into a project's packages. */
export function installNodeSdk(project: Project): void {
  const folder = join(project.folder, "node_modules/pulumi-tencentrtc-sdk");
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  runCommand(process.execPath, [compiler, "-p", "sdk/nodejs", "--outDir", folder]);
  copyFileSync(join(root, "sdk/nodejs/package.json"), join(folder, "package.json"));
}

/** The names of the examples in every language. */
export const sdkExamples = (): string[] => readdirSync(join(root, "sdk/examples")).sort();
