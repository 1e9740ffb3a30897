import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { languages, publisher } from "../../provider/schema/publisher";
import { Project } from "./project";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "tencentrtc-sdks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], cwd = folder, env: NodeJS.ProcessEnv = {}) =>
  execFileSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: "utf8", stdio: "pipe" });

/** Whether a command says that it is new enough; what needs it is skipped by name where it isn't. */
function has(command: string, args: readonly string[], version: RegExp): boolean {
  try {
    if (version.test(run(command, args))) return true;
  } catch {
    // Said below.
  }
  process.stderr.write(`${command}: not there or too old, so the tests of SDKs that need it are SKIPPED.\n`);
  return false;
}

const testWithGo = has("go", ["env", "GOVERSION"], /^go1\.(2[5-9]|[3-9]\d)/) ? test : test.skip;
const testWithBoth = has("python3", ["--version"], /^Python 3/) ? testWithGo : test.skip;

const read = (path: string) => readFileSync(join(folder, "sdks", path), "utf8");
const texts = () =>
  readdirSync(join(folder, "sdks"), { recursive: true, encoding: "utf8", withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));

test("schema.json is right for the engine", async () => {
  const project = new Project();
  try {
    expect(await project.pulumi("schema", "check", join(root, "schema.json"))).toMatchObject({ code: 0 });
  } finally {
    project.remove();
  }
});

describe("the SDKs that the engine's generators make of schema.json", () => {
  beforeAll(() => {
    if (testWithGo === test) run(process.execPath, [join(root, "tools/sdks.mjs"), join(folder, "sdks")]);
  });

  testWithGo("have the names of this package, and nobody else's", () => {
    const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const { repository } = publisher;
    expect(JSON.parse(read("nodejs/package.json"))).toMatchObject({
      name: languages.nodejs.packageName,
      version,
      repository,
      pulumi: { resource: true, name: "tencentrtc", version },
    });
    expect(languages.nodejs.packageName).not.toBe(name);
    const project = read("python/pyproject.toml");
    expect(project).toContain(`name = "${languages.python.packageName}"`);
    expect(project).toContain(`version = "${version}"`);
    expect(project).toContain(repository);
    expect(read("python/README.md")).toContain(repository);
    expect(read("go/tencentrtc/init.go")).toContain(`"${languages.go.importBasePath}/internal"`);
    expect(texts().join("\n")).not.toMatch(/@pulumi\/tencentrtc|example\.com\/|pulumi-tencentrtc\/sdk\/v\d/);
  });

  testWithGo("for Node passes the compiler", () => {
    symlinkSync(join(root, "node_modules"), join(folder, "sdks/nodejs/node_modules"));
    run(
      process.execPath,
      [join(root, "node_modules/typescript/bin/tsc"), "--noEmit"],
      join(folder, "sdks/nodejs"),
    );
  });

  testWithBoth("for Python compiles", () => {
    run("python3", ["-m", "compileall", "-q", join(folder, "sdks/python")]);
  });

  testWithGo("for Go builds", () => {
    const sdk = join(folder, "sdks");
    const module = languages.go.importBasePath.replace(/\/go\/tencentrtc$/, "");
    // The engine's version that the generators have, with its sums: nothing is looked up.
    const generators = join(root, "tools/sdk-generator");
    const known = readFileSync(join(generators, "go.mod"), "utf8");
    writeFileSync(join(sdk, "go.mod"), known.replace(/^module .*$/m, `module ${module}`));
    copyFileSync(join(generators, "go.sum"), join(sdk, "go.sum"));
    run("go", ["build", "./go/..."], sdk, { GOWORK: "off" });
  });
});
