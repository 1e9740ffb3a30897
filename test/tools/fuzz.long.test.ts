import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { inputs } from "../depth";

const main = join(__dirname, "../../fuzz/main.mjs");

/** One object per target, as scripts read them. */
function fuzz(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args, "--json"], {
    encoding: "utf8",
  });
  const lines = stdout.trim().split("\n").filter(Boolean);
  return { status, stderr, results: lines.map((line) => JSON.parse(line)) };
}

test("every target takes broken inputs and answers each of them", () => {
  const { status, results } = fuzz("--runs", String(inputs(60, 2)), "--seed", "5");
  expect(results.map(({ target, failure }) => [target, failure])).toEqual(
    ["p12", "yaml", "files", "door", "forms"].map((target) => [target, null]),
  );
  for (const { answers, inputs } of results) {
    const counts: number[] = Object.values(answers);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(inputs);
    expect(counts.length).toBeGreaterThan(1);
  }
  expect(status).toBe(0);
}, 300_000);

test("an input that costs too much is named, kept, and had again by its number", () => {
  const first = fuzz("yaml", "--runs", "500", "--bound", "0.01");
  expect(first.status).toBe(1);
  const { index, what } = first.results[0].failure;
  expect(what).toMatch(/^(costs|hangs for) /);
  expect(first.stderr).toContain(`npm run fuzz -- yaml --seed 1 --only ${index}`);
  expect(first.stderr).toMatch(new RegExp(`The input is .*fuzz-yaml-1-${index}`));
  expect(fuzz("yaml", "--only", String(index)).results[0]).toMatchObject({ inputs: 1, failure: null });
});

test.each([
  [["p13"], 'There is no target "p13". Did you mean p12?'],
  [["--runs", "many"], '--runs takes a whole number, not "many".'],
  [["--bound", "0"], "--bound takes seconds"],
])("%j is a wrong command line", (args, says) => {
  const { status, stderr } = fuzz(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(says);
});
