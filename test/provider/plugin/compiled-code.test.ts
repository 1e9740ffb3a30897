import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CompiledCode } from "../../../provider/adapters/plugin/packaged/compiled-code";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Two files of code, one of which requires the other, and a module of Node's. */
function folderOfCode(): string {
  const folder = mkdtempSync(join(tmpdir(), "compiled-code-"));
  folders.push(folder);
  writeFileSync(
    join(folder, "service.js"),
    `const { join } = require("node:path"); const { count } = require("./protocol.js");
     module.exports = { answer: (n) => n * count(), place: join(__dirname, "x"), file: __filename };`,
  );
  writeFileSync(join(folder, "protocol.js"), `let loads = 0; loads += 1; exports.count = () => 21 * loads;`);
  return folder;
}

const compiledIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".compiled"))
    .sort();

interface Service {
  answer(n: number): number;
  readonly place: string;
  readonly file: string;
}

/** One run of a plugin: what it answers, and what lies in its folder then. */
function run(folder: string): string[] {
  const code = new CompiledCode(folder);
  const service = code.load("./service.js") as Service;
  expect([service.answer(2), service.place, service.file]).toEqual([
    42,
    join(folder, "x"),
    join(folder, "service.js"),
  ]);
  expect(code.load("./service.js")).toBe(service);
  code.keep();
  return compiledIn(folder);
}

test("what a run compiled is kept for the next one, which writes nothing", () => {
  const folder = folderOfCode();
  const kept = run(folder);
  expect(kept.map((name) => name.split(".")[0])).toEqual(["protocol", "service"]);
  const next = new CompiledCode(folder);
  next.load("./service.js");
  for (const name of kept) rmSync(join(folder, name));
  next.keep();
  expect(compiledIn(folder)).toEqual([]);
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ["is cut off", (bytes) => bytes.subarray(0, bytes.length / 2)],
  ["is empty", () => Buffer.alloc(0)],
  ["has one other bit", (bytes) => Buffer.from(bytes.map((byte, at) => (at === 100 ? byte ^ 1 : byte)))],
  ["is of another kind", () => Buffer.from("exports.count = () => 0;".repeat(20))],
])("what was kept and %s isn't taken, and is written anew", (_name, spoil) => {
  const folder = folderOfCode();
  const kept = run(folder);
  const whole = kept.map((name) => readFileSync(join(folder, name)));
  for (const [at, name] of kept.entries())
    writeFileSync(join(folder, name), spoil(whole[at] ?? Buffer.alloc(0)));
  expect(run(folder)).toEqual(kept);
  for (const name of kept) expect(readFileSync(join(folder, name)).length).toBeGreaterThan(32);
  const next = new CompiledCode(folder);
  next.load("./service.js");
  for (const name of kept) rmSync(join(folder, name));
  next.keep();
  expect(compiledIn(folder)).toEqual([]);
});

test.each([
  ["longer", "exports.count = () => 4; // and longer than before"],
  ["as long", `let loads = 0; loads += 1; exports.count = () => 04 * loads;`],
])("code that has changed and is %s is compiled anew", (_name, text) => {
  const folder = folderOfCode();
  run(folder);
  writeFileSync(join(folder, "protocol.js"), text);
  const code = new CompiledCode(folder);
  expect((code.load("./service.js") as Service).answer(2)).toBe(8);
});

test("a folder that can't be written keeps nothing, and nobody is told", () => {
  const folder = folderOfCode();
  const code = new CompiledCode(folder);
  code.load("./service.js");
  rmSync(folder, { recursive: true });
  expect(() => code.keep()).not.toThrow();
  expect(existsSync(folder)).toBe(false);
});
