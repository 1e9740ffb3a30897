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
export function random(seed) {
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
/** What the vendors' forms ask for; the secret's name comes last. */
const pushForms = {
  huawei: ["packageName", "appId", "appSecret"],
  honor: ["appId", "clientSecret"],
  xiaomi: ["packageName", "appId", "appSecret"],
  oppo: ["appKey", "appId", "channelId", "masterSecret"],
};
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
  const push = random(seed + 1);
  return Array.from({ length: count }, (_, index) => {
    const team = one(teams);
    const application = `${team}_${String(index).padStart(3, "0")}`;
    const extra = some(admins, 0.3);
    const products = one(productMixes);
    const certificates = products.includes("chat") ? certificatesOf(application, push) : [];
    return {
      application,
      description: `${team}_app_${index}`,
      products,
      region: one(regions),
      ...(next() < 0.3 && { applicationType: one(["social", "customer service", "game"]) }),
      tags: {
        team,
        cost_centre: String(4000 + Math.floor(next() * 50)),
        ...(next() < 0.5 && { tier: one(["gold", "silver", "bronze"]) }),
      },
      ...(extra.length > 0 && { admins: extra }),
      ...(certificates.length > 0 && { certificates }),
      environments: {
        dev: { deletionProtection: false, tags: { env: "dev" } },
        prod: { tags: { env: "prod" }, ...(next() < 0.5 && { admins: ["release_manager"] }) },
      },
    };
  });
}

/**
 * Push certificates of a fifth of the applications, for one vendor or several.
 *
 * @param {string} application
 * @param {() => number} next
 */
function certificatesOf(application, next) {
  if (next() > 0.3) return [];
  const number = () => String(100_000_000 + Math.floor(next() * 900_000_000));
  return Object.entries(pushForms)
    .filter(() => next() < 0.4)
    .map(([vendor, fields]) => {
      const platform = Object.fromEntries(fields.map((field) => [field, number()]));
      const secret = fields.at(-1) ?? "";
      return {
        name: vendor,
        platform: {
          vendor,
          ...platform,
          ...("packageName" in platform && { packageName: `com.example.${application}` }),
          [secret]: `file:../secrets/${application}-${vendor}.txt`,
        },
      };
    });
}

/** @param {AppConfig} app */
const textOf = (app) =>
  `# yaml-language-server: $schema=../node_modules/pulumi-tencentrtc/apps.schema.json\n${yaml(app).join("\n")}\n`;

/** What a person would write, without a library. @param {object} map @param {string} indent @returns {string[]} */
function yaml(map, indent = "") {
  return Object.entries(map).flatMap(([key, value]) => {
    if (Array.isArray(value) && typeof value[0] === "object")
      return [`${indent}${key}:`, ...value.map((entry) => `${indent}  - ${inline(entry)}`)];
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return [`${indent}${key}: ${inline(value)}`];
    return [`${indent}${key}:`, ...yaml(value, `${indent}  `)];
  });
}

/** In one line; text is quoted where YAML would take it for something else. @param {unknown} value @returns {string} */
function inline(value) {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${inline(inner)}`)
      .join(", ")} }`;
  return typeof value === "string" && !/^[a-z][a-z0-9_-]*$/.test(value)
    ? JSON.stringify(value)
    : String(value);
}

/**
 * Writes the files into a folder, which is emptied first, and beside it `secrets` that they name.
 *
 * @param {string} folder
 * @param {AppConfig[]} apps
 */
export function writeFleet(folder, apps) {
  const secrets = path.join(folder, "../secrets");
  for (const one of [folder, secrets]) {
    fs.rmSync(one, { recursive: true, force: true });
    fs.mkdirSync(one, { recursive: true });
  }
  const next = random(SEED + 2);
  for (const app of apps) {
    const text = textOf(app);
    fs.writeFileSync(path.join(folder, `${app.application}.yaml`), text);
    for (const [, name = ""] of text.matchAll(/file:\.\.\/secrets\/([^"]+)/g))
      fs.writeFileSync(path.join(secrets, name), `${Math.floor(next() * 2 ** 52).toString(16)}\n`);
  }
}

if (process.argv[1] && fs.realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), "apps");
  const apps = fleet();
  writeFleet(folder, apps);
  process.stdout.write(`${apps.length} files in ${path.relative(process.cwd(), folder)}\n`);
}
