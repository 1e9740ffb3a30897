import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "lock-"));
const lock = join(folder, "lock");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a module of its own, in which `beat` lets the heart beat once. */
const run = (body: string): string => {
  const code = `
    import fs from "node:fs";
    const beats = [];
    globalThis.setInterval = (beat) => beats.push(beat);
    const beat = () => beats.forEach((each) => each());
    const { withLock } = await import(${JSON.stringify(join(root, "tools/engine/lock.mjs"))});
    const { isAlive } = await import(${JSON.stringify(join(root, "tools/child.mjs"))});
    const file = ${JSON.stringify(lock)};
    ${body}`;
  return execFileSync(process.execPath, ["--input-type=module", "-e", code], {
    encoding: "utf8",
    stdio: "pipe",
  });
};

describe("a lock that was taken over while its holder slept", () => {
  test("and is gone again doesn't end its holder", () => {
    expect(
      run(`const done = await withLock(file, { onWait() {} }, async () => { fs.rmSync(file); beat(); return "done"; });
        process.stdout.write(done);`),
    ).toBe("done");
    expect(existsSync(lock)).toBe(false);
  });

  test("stays with its new holder", () => {
    run(
      `await withLock(file, { onWait() {} }, async () => { fs.writeFileSync(file, '{"token":"other"}'); beat(); });`,
    );
    expect(readFileSync(lock, "utf8")).toContain("other");
  });
});

test.each([
  ["EPERM", "true"],
  ["ESRCH", "false"],
])("a process whose signalling fails with %s is alive: %s", (code, alive) => {
  const refused = `process.kill = () => { throw Object.assign(new Error(), { code: "${code}" }); };`;
  expect(run(`${refused} process.stdout.write(String(isAlive(1)));`)).toBe(alive);
});
