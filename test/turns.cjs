const { readdirSync } = require("node:fs");

/**
 * What every `npm test` runs of the files that start engines, commands and servers: a story of each thing that a user
 * does, and what must never break. The others take turns: one of eight runs at a commit, all of them each night.
 */
const always = [
  "engine/apps",
  "engine/lifecycle",
  "engine/quickstart",
  "engine/sdks-fresh",
  "packaging/tarball",
  "cli/interruption",
  "cli/refusal",
  "provider/crash.long",
  "provider/no-harm.long",
  "chaos/chaos.long",
  "backend/service/processes.long",
  "backend/maintenance/killed.long",
];
const turns = 8;

const takesTurns = (name) => /^(engine|packaging|cli)\/|\.long\.test\.ts$/.test(name);

/** Whoever names files means them, whoever's turn it is. */
const areNamed = process.argv.some((argument) => argument.startsWith("--testPathPattern"));

/** Patterns of the files that wait for another commit. @param {number} seed of the commit @param {boolean} inDepth */
module.exports = function waiting(seed, inDepth) {
  if (inDepth || areNamed) return [];
  // Rows of tables take turns by the last digits (test/depth.ts): each file meets each of its rows in time.
  const turn = Math.floor(Math.abs(seed) / turns) % turns;
  return readdirSync(__dirname, { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".test.ts") && !name.endsWith(".nightly.test.ts") && takesTurns(name))
    .filter((name) => !always.includes(name.replace(/\.test\.ts$/, "")))
    .sort()
    .filter((_, index) => index % turns !== turn)
    .map((name) => `/test/${name.replaceAll(".", "[.]")}$`);
};
