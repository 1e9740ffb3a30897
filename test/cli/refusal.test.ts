import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tencentrtc } from "./tencentrtc";

const project = mkdtempSync(join(tmpdir(), "tencentrtc-refusal-"));
const bad = mkdtempSync(join(tmpdir(), "tencentrtc-bad-files-"));
const env = { PULUMI_CONFIG_PASSPHRASE: undefined, PULUMI_CONFIG_PASSPHRASE_FILE: undefined };
const run = (line: string, cwd = project) => tencentrtc(line.split(" "), { cwd, env });
beforeAll(() => {
  for (const [folder, text] of [
    [project, "application: shop\nproducts: [chat]\nregion: tokyo\n"],
    [bad, "application: shop\nproducts: [chat]\nregio: tokyo\n"],
  ] as const) {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    mkdirSync(join(folder, "apps"));
    writeFileSync(join(folder, "apps/shop.yaml"), text);
  }
});
afterAll(() => {
  for (const folder of [project, bad]) rmSync(folder, { recursive: true });
});

describe("a run with --json that is refused has its reasons in one document, beside the text", () => {
  test.each([
    ["an unknown option", "applications --jsn --json", "unknown option '--jsn'"],
    ["an unknown command", "aplications --json", "unknown command 'aplications'"],
    ["a missing argument", "console rename 1999000001 --json", "missing required argument 'name'"],
    ["a value that an option doesn't take", "certs --within soon --json", "It takes a whole number of days"],
    ["a database that isn't there", "applications --database file:no.db --json", "no management backend at"],
    ["an id that is none", "console enable shop --json", '"shop"'],
    ["no passphrase", "up --yes --json", "PULUMI_CONFIG_PASSPHRASE"],
    ["an unknown environment", "drift -e prod --json", 'no file and no stack has the environment "prod"'],
    ["an output that can't be", "drift --output no/drift.md --json", "there is no folder"],
  ])("%s", (_name, line, message) => {
    const { code, stdout, stderr } = run(line);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({ errors: [expect.stringContaining(message)] });
    expect(JSON.parse(stdout).errors[0]).not.toMatch(/^error:/);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
    const plain = run(line.replace(" --json", ""));
    expect(plain).toEqual({ code: 1, stdout: "", stderr });
  });

  test("mistakes in files are given with their places, as validate gives them", () => {
    const { faults } = JSON.parse(run("validate --json", bad).stdout);
    expect(faults).not.toEqual([]);
    for (const verb of ["preview", "up --yes", "drift", "destroy --yes", "import --yes"]) {
      const { code, stdout, stderr } = run(`${verb} --json`, bad);
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toEqual({
        errors: [expect.stringContaining("apps/shop.yaml:3:1: regio isn't known here")],
        faults,
      });
      expect(stderr).toContain("apps/shop.yaml:3:1: regio isn't known here");
    }
  });

  test("what follows -- is no option", () => {
    expect(run("console rename shop -- --json")).toMatchObject({ code: 1, stdout: "" });
  });

  test("the help stays text", () => {
    expect(run("applications --json --help")).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("Usage: tencentrtc applications"),
      stderr: "",
    });
  });
});

test.each(["validate", "preview", "drift"])("%s takes --json or --format, not both", (verb) => {
  const { code, stderr } = run(`${verb} --format json --json`);
  expect(code).toBe(1);
  expect(stderr).toContain("option '--format <format>' cannot be used with option '--json'");
});

test.each([
  ["preview --output no/preview.md", "there is no folder"],
  ["drift --output no/drift.md", "make it first"],
  ["drift --output Pulumi.yaml/drift.md", "is no folder"],
  ["drift --format junit --output apps", "apps is a folder; name a file in it"],
])("%s is refused before the run begins: %s", (line, message) => {
  const { code, stdout, stderr } = run(line);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^error: --output \S+[^\n]*\n$/);
  expect(stderr).toContain(message);
  expect(existsSync(join(project, "no"))).toBe(false);
});
