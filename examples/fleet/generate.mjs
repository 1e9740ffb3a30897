#!/usr/bin/env node
// @ts-check
// Writes the files of a fleet of Chat/RTC applications, as a company with many apps has them. The same seed always
// writes the same files.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The most that an account may have. */
const COUNT = 300;
const SEED = 4711;

/** @typedef {{ application: string, [property: string]: unknown }} AppConfig */

/** Numbers from 0 to 1 that look random: mulberry32. @param {number} seed */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const teams = ["support", "games", "shop", "learning", "health", "travel", "music", "news"];
const regions = ["singapore", "tokyo", "frankfurt", "silicon-valley", "seoul", "jakarta", "china"];
const productMixes = [
  ["chat"],
  ["chat"],
  ["chat", "call"],
  ["rtc-engine"],
  ["chat", "live"],
  ["conference"],
  ["call"],
];
const admins = ["ops_admin", "night_shift", "moderation", "billing_bot", "ci"];

/**
 * @param {{ count?: number, seed?: number }} [options]
 * @returns {AppConfig[]}
 */
export function fleet({ count = COUNT, seed = SEED } = {}) {
  const next = random(seed);
  /** @type {<T>(list: readonly T[]) => T} */
  const one = (list) => {
    const chosen = list[Math.floor(next() * list.length)];
    if (chosen === undefined) throw new Error("nothing to choose from");
    return chosen;
  };
  const some = (/** @type {readonly string[]} */ list, /** @type {number} */ share) =>
    list.filter(() => next() < share);
  return Array.from({ length: count }, (_, index) => {
    const team = one(teams);
    const application = `${team}_${String(index).padStart(3, "0")}`;
    const extra = some(admins, 0.3);
    return {
      application,
      description: `${team}_app_${index}`,
      products: one(productMixes),
      region: one(regions),
      ...(next() < 0.3 && { applicationType: one(["social", "customer service", "game"]) }),
      tags: {
        team,
        cost_centre: String(4000 + Math.floor(next() * 50)),
        ...(next() < 0.5 && { tier: one(["gold", "silver", "bronze"]) }),
      },
      ...(extra.length > 0 && { admins: extra }),
      environments: {
        dev: { deletionProtection: false, tags: { env: "dev" } },
        prod: { tags: { env: "prod" }, ...(next() < 0.5 && { admins: ["release_manager"] }) },
      },
    };
  });
}

/** JSON is YAML too, and needs no library to write. @param {AppConfig} app */
const textOf = (app) =>
  `# yaml-language-server: $schema=../node_modules/pulumi-tencentrtc/apps.schema.json\n${yaml(app).join("\n")}\n`;

/** @param {unknown} value @param {string} indent @returns {string[]} */
function yaml(value, indent = "") {
  return Object.entries(Object(value)).flatMap(([key, inner]) => {
    if (Array.isArray(inner)) return [`${indent}${key}: [${inner.map(scalar).join(", ")}]`];
    if (typeof inner === "object" && inner !== null)
      return [`${indent}${key}:`, ...yaml(inner, `${indent}  `)];
    return [`${indent}${key}: ${scalar(inner)}`];
  });
}

/** Quoted where YAML would take it for something else. @param {unknown} value */
const scalar = (value) =>
  typeof value === "string" && !/^[a-z][a-z0-9_-]*$/.test(value) ? JSON.stringify(value) : String(value);

/** Writes the files into a folder, which is emptied first. @param {string} folder @param {AppConfig[]} apps */
export function writeFleet(folder, apps) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  for (const app of apps) fs.writeFileSync(path.join(folder, `${app.application}.yaml`), textOf(app));
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "apps");
  const apps = fleet();
  writeFleet(folder, apps);
  process.stdout.write(`${apps.length} files in ${path.relative(process.cwd(), folder)}\n`);
}
