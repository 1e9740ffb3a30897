import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { freeLocksOfTheDead } from "../../apps/engine/stack-lock";

const root = mkdtempSync(join(tmpdir(), "tencentrtc-locks-"));
const folder = join(root, ".pulumi/locks/organization/shop/main");
const stateUrl = pathToFileURL(root).href;
mkdirSync(folder, { recursive: true });
afterAll(() => rmSync(root, { recursive: true }));

const { pid: dead } = spawnSync(process.execPath, ["-e", ""]);
const lock = (pid: number, host = hostname()) => JSON.stringify({ pid, username: "ci", hostname: host });

test("of a stack's locks those of dead runs of this machine go, and no other", () => {
  const locks: Readonly<Record<string, string>> = {
    "dead.json": lock(dead),
    "dead-too.json": lock(dead),
    "alive.json": lock(process.pid),
    "elsewhere.json": lock(dead, `not-${hostname()}`),
    "half-written.json": lock(dead).slice(0, 10),
    "no-lock.txt": lock(dead),
  };
  for (const [name, text] of Object.entries(locks)) writeFileSync(join(folder, name), text);
  freeLocksOfTheDead(stateUrl, "shop", "main");
  expect(readdirSync(folder).sort()).toEqual([
    "alive.json",
    "elsewhere.json",
    "half-written.json",
    "no-lock.txt",
  ]);
});

test("of another stack, and of a state that is no folder, nothing is touched", () => {
  writeFileSync(join(folder, "dead.json"), lock(dead));
  freeLocksOfTheDead(stateUrl, "shop", "other");
  freeLocksOfTheDead("postgres://127.0.0.1/states", "shop", "main");
  expect(readdirSync(folder)).toContain("dead.json");
});
