import { readFileSync } from "node:fs";
import { resolve } from "node:path";

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}
const locked: Record<string, Locked> = JSON.parse(
  readFileSync(resolve(__dirname, "../../package-lock.json"), "utf8"),
).packages;

/** Whether node would find a package from the place of another one, as the lock lays them out. */
function isFound(name: string, from: string): boolean {
  if (`${from === "" ? "" : `${from}/`}node_modules/${name}` in locked) return true;
  if (from === "") return false;
  return isFound(name, from.slice(0, Math.max(0, from.lastIndexOf("/node_modules/"))));
}

// `npm ci` refuses a lock that lacks one of them, on every platform.
test("the lock is whole: it has the optional packages of platforms other than that it was written on", () => {
  const missing = Object.entries(locked).flatMap(([place, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isFound(name, place))
      .map((name) => `${place} → ${name}`),
  );
  expect(missing).toEqual([]);
  expect(Object.keys(locked)).toContain("node_modules/@biomejs/cli-darwin-arm64");
  expect(Object.keys(locked)).toContain("node_modules/@swc/core-win32-x64-msvc");
});

test("each package is locked by its content, and by no registry's address", () => {
  const { "": _root, ...packages } = locked;
  expect(Object.keys(packages).filter((place) => !packages[place]?.integrity?.startsWith("sha512-"))).toEqual(
    [],
  );
  expect(Object.keys(packages).filter((place) => packages[place]?.resolved)).toEqual([]);
});
