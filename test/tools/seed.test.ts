import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import fc from "fast-check";

const script = resolve(__dirname, "../seed.cjs");
const seedWith = (PROPERTY_SEED: string) =>
  Number(
    execFileSync(process.execPath, ["-p", "require(process.argv[1])()", script], {
      encoding: "utf8",
      env: { ...process.env, PROPERTY_SEED },
    }),
  );

test("is the same at one commit", () => {
  expect(seedWith("")).toBe(seedWith(""));
});

test("is the one given", () => {
  expect(seedWith("42")).toBe(42);
});

test("is what properties start from", () => {
  const { seed } = fc.check(
    fc.property(fc.nat(), () => true),
    {},
  );
  expect(fc.readConfigureGlobal().seed).toBeDefined();
  expect(seed).toBe(fc.readConfigureGlobal().seed);
});
