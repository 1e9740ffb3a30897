import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "build-"));
const source = join(folder, "backend/one.ts");
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(() => {
  cpSync(join(root, "tools"), join(folder, "tools"), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(root, "node_modules/typescript-native"), join(folder, "node_modules/typescript-native"));
  mkdirSync(join(folder, "backend"));
  for (const lock of ["package-lock.json", "node_modules/.package-lock.json"]) {
    writeFileSync(join(folder, lock), '{ "packages": {} }');
  }
  writeFileSync(
    join(folder, "tsconfig.json"),
    '{ "compilerOptions": { "strict": true, "types": [], "lib": ["ES5"] } }',
  );
  writeFileSync(
    join(folder, "tsconfig.build.json"),
    '{ "extends": "./tsconfig.json", "compilerOptions": { "rootDir": ".", "outDir": "dist" }, "include": ["backend"] }',
  );
  writeFileSync(source, "export const one = 1;\n");
  writeFileSync(join(folder, "backend/two.ts"), "export const two = 2;\n");
});

function build(...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, [join(folder, "tools/build.mjs"), ...args], {
    encoding: "utf8",
  });
  return { status, stderr };
}
/** Builds in a folder without node_modules, where npm can't be started. */
function fresh(...args: string[]) {
  const clone = mkdtempSync(join(tmpdir(), "build-fresh-"));
  for (const name of ["tools", "backend", "package-lock.json", "tsconfig.json", "tsconfig.build.json"]) {
    cpSync(join(folder, name), join(clone, name), { recursive: true });
  }
  const { status, stderr } = spawnSync(process.execPath, [join(clone, "tools/build.mjs"), ...args], {
    encoding: "utf8",
    env: { ...process.env, PATH: clone },
  });
  rmSync(clone, { recursive: true });
  return { status, stderr };
}
const compiled = (name: string) => join(folder, "dist/backend", `${name}.js`);

// One story: each step builds on the output of the one before.
test("compiles, skips, follows changes, and drops stale files", () => {
  expect(build()).toMatchObject({ status: 0, stderr: expect.stringContaining("compiled") });
  expect(existsSync(compiled("two"))).toBe(true);

  const upToDate = { status: 0, stderr: "Dependencies: up to date.\nBuild: up to date.\n" };
  expect(build()).toEqual(upToDate);
  utimesSync(source, new Date(), new Date());
  expect(build()).toEqual(upToDate);

  expect(build("--check")).toEqual({ status: 0, stderr: "" });
  writeFileSync(source, "export const one = 11;\n");
  expect(build("--check")).toMatchObject({ status: 1, stderr: expect.stringContaining("npm run build") });
  expect(readFileSync(compiled("one"), "utf8")).not.toContain("11");
  rmSync(join(folder, "backend/two.ts"));
  expect(build()).toMatchObject({ status: 0, stderr: expect.stringContaining("compiled") });
  expect(readFileSync(compiled("one"), "utf8")).toContain("11");
  expect(existsSync(compiled("two"))).toBe(false);

  writeFileSync(source, "export const one: string = 1;\n");
  const failed = build();
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain("backend/one.ts(1,14)");
  expect(failed.stderr).not.toMatch(/^\s+at /m);
  expect(readFileSync(compiled("one"), "utf8")).toContain("11");

  // What failed is not taken for built; what is missing is made again.
  expect(build().status).toBe(1);
  writeFileSync(source, "export const one = 11;\n");
  rmSync(join(folder, "dist"), { recursive: true });
  expect(build().status).toBe(0);
  expect(existsSync(compiled("one"))).toBe(true);
}, 60_000);

test("on a fresh clone installs first, and a check never does", () => {
  const { status, stderr } = fresh("--check");
  expect([status, stderr]).toEqual([1, expect.stringContaining("npm run build")]);
  // npm is none here: what is tried is seen, and nothing is downloaded.
  expect(fresh().stderr).toMatch(/^Dependencies: installing with npm/);
});
