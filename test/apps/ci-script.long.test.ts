import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const script = resolve(__dirname, "../../examples/ci/tencentrtc.sh");
const folder = mkdtempSync(join(tmpdir(), "tencentrtc-ci-script-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The script, with a command that ends as told: how a run is killed or missing can't be had otherwise. */
function run(job: string, codes: Readonly<Record<string, number>>): { code: number | null; preview: string } {
  const cases = Object.entries(codes).map(
    ([verb, code]) => `${verb}) echo "said by ${verb}"; exit ${code} ;;`,
  );
  writeFileSync(join(folder, "npx"), `#!/bin/sh\ncase "$3" in\n${cases.join("\n")}\nesac\n`, { mode: 0o755 });
  rmSync(join(folder, "reports"), { recursive: true, force: true });
  const { status } = spawnSync("sh", [script, job], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` },
  });
  const report = join(folder, "reports/preview.md");
  return { code: status, preview: existsSync(report) ? readFileSync(report, "utf8") : "" };
}

test.each([
  { preview: 0, code: 0 },
  { preview: 2, code: 0 },
  { preview: 1, code: 1 },
  { preview: 127, code: 127 },
  { preview: 137, code: 137 },
  { preview: 143, code: 143 },
])("a pull request whose preview ends with $preview ends with $code", ({ preview, code }) => {
  const ended = run("pull-request", { validate: 0, preview });
  expect(ended.code).toBe(code);
  // In the place of a report that isn't there, so that none of an earlier push stays.
  expect(ended.preview).toContain("The preview failed");
});

test.each([1, 127, 137])(
  "files whose check ends with %d aren't previewed, and the comment says why",
  (code) => {
    const ended = run("pull-request", { validate: code, preview: 0 });
    expect(ended).toEqual({ code, preview: "### The files have mistakes\n\n    said by validate\n" });
  },
);

test.each([
  { drift: 0, certs: 0, code: 0 },
  { drift: 2, certs: 0, code: 2 },
  { drift: 0, certs: 2, code: 2 },
  { drift: 2, certs: 2, code: 2 },
  { drift: 1, certs: 2, code: 1 },
  { drift: 2, certs: 1, code: 1 },
  { drift: 137, certs: 2, code: 137 },
  { drift: 2, certs: 127, code: 127 },
])("a night whose drift ends with $drift and certs with $certs ends with $code", ({ code, ...codes }) => {
  expect(run("nightly", codes).code).toBe(code);
});

test.each([0, 1, 137])("a merge whose up ends with %d ends so", (up) => {
  expect(run("merge", { up }).code).toBe(up);
});
