import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { kinds } from "../../provider/resources";

const main = join(__dirname, "../../bench/main.mjs");

/** One object per measure, as scripts read them. */
function measures(...args: string[]): { name: string; ratio: number; unit: string }[] {
  const output = execFileSync(process.execPath, [main, ...args, "--json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test("the benchmark of checks has good and broken inputs of every kind", () => {
  const found = measures("validate", "-n", "1", "--resources", "10");
  const titles = kinds.flatMap(({ name }) => [`good ${name}`, `broken ${name}`]);
  expect(found.map(({ name }) => name.replace(/^validate: (.*) against.*$/, "$1")).sort()).toEqual(
    titles.sort(),
  );
  for (const { ratio, unit } of found) {
    expect(ratio).toBeGreaterThan(0);
    expect(unit).toBe("ms per 1,000 checks");
  }
});
