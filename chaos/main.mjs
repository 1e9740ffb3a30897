#!/usr/bin/env node
// @ts-check
// Random programs under random faults, in process, and an audit of what they leave.
import os from "node:os";
import { parseCommandLine, runAsTool, UsageError, UserError } from "../tools/command-line.mjs";
import { installDependencies } from "../tools/install.mjs";
import { findPostgres } from "../tools/postgres.mjs";
import { runCli } from "./cli/main.mjs";
import { Report } from "./report.mjs";
import { playIn } from "./workers.mjs";

const HELP = `Plays random stories of one stack each: programs of all five kinds are created, edited, refreshed, previewed and
destroyed by the real provider and backend, with the engine's algorithm in process. Requests and replies are lost,
doubled, cut, delayed and refused; the database is busy, full, or loses the answer of a commit; clocks are set; runs are
killed between any two calls. After the faults end, an \`up\` must succeed, a preview after it must be empty, and a
destroy must leave nothing. Plain SQL counts what exists.

  npm run chaos                             100 stories, on both databases and over both transports in turn
    --runs <number>                         number of stories, at least 1
    --seed <number>                         seed of the stories: equal seeds give equal stories; default: random
    --database sqlite|postgres|both
    --transport embedded|served|both        the service in the provider's process, or a server over HTTP
    --replay <seed>[:<path>]                repeat the story that a failure names, and print everything that happens in it
    --json                                  one object on stdout

  npm run chaos -- --cli                    5 rounds with the real command, engine, provider and server: one of them, or
                                            all but the server, is killed at a random moment; then the same audit, and a
                                            count of remaining processes. Takes --runs, --seed and --json.

Exit code 0: every promise was kept; 1: one was broken; 2: a wrong command line.`;

/**
 * @typedef {import("./errand.js").Errand} Errand
 * @typedef {{ runs: number, seed: number, databases: Errand["database"][], transports: Errand["transport"][] }} Plan
 */

/** @template {string} T @param {string | undefined} text @param {string} option @param {readonly T[]} names */
function choice(text, option, names) {
  if (text === undefined || text === "both") return [...names];
  const chosen = names.find((name) => name === text);
  if (chosen === undefined)
    throw new UsageError(`${option} takes ${names.join(", ")} or both, not "${text}".`);
  return [chosen];
}

/** @param {string | undefined} text @param {string} option @param {number} least */
function whole(text, option, least) {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new UsageError(`${option} takes a whole number from ${least} to 999999999, not "${text}".`);
}

/**
 * Each story has a seed of its own; neighbours among these have nothing in common.
 * @param {Plan} plan
 * @returns {Errand[]}
 */
function errandsOf({ runs, seed, databases, transports }) {
  const places = databases.flatMap((database) => transports.map((transport) => ({ database, transport })));
  return Array.from({ length: runs }, (_, index) => ({
    seed: (Math.imul(seed, 1_000_003) + index) | 0,
    path: undefined,
    database: places[index % places.length]?.database ?? "sqlite",
    transport: places[index % places.length]?.transport ?? "embedded",
  }));
}

/** @param {string} text @param {Plan} plan @returns {Errand} */
function replayed(text, { databases, transports }) {
  const match = /^(-?\d{1,10})(?::(\d+(?::\d+)*))?$/.exec(text);
  const [database, ...others] = databases;
  const [transport, ...more] = transports;
  if (!match || !database || !transport)
    throw new UsageError(`--replay takes what a failure says, for example 12:0:3, not "${text}".`);
  if (others.length + more.length > 0)
    throw new UsageError("--replay needs --database and --transport, as the failure says them.");
  return { seed: Number(match[1]), path: match[2], database, transport };
}

await runAsTool(import.meta.url, async () => {
  const text = /** @type {const} */ ({ type: "string" });
  const flag = /** @type {const} */ ({ type: "boolean", default: false });
  const { values } = parseCommandLine({
    options: {
      runs: text,
      seed: text,
      database: text,
      transport: text,
      replay: text,
      cli: flag,
      json: flag,
      help: flag,
    },
  });
  if (values.help) return void process.stdout.write(`${HELP}\n`);
  const runs = whole(values.runs, "--runs", 1);
  const seed = whole(values.seed, "--seed", 0) ?? Math.floor(Math.random() * 1e9);
  if (values.cli) {
    for (const option of /** @type {const} */ (["database", "transport", "replay"]))
      if (values[option] !== undefined) throw new UsageError(`--cli takes no --${option}.`);
    await installDependencies();
    return runCli({ seed, rounds: runs ?? 5, json: values.json });
  }
  const plan = {
    runs: runs ?? 100,
    seed,
    databases: choice(values.database, "--database", /** @type {const} */ (["sqlite", "postgres"])),
    transports: choice(values.transport, "--transport", /** @type {const} */ (["embedded", "served"])),
  };
  const errands = values.replay === undefined ? errandsOf(plan) : [replayed(values.replay, plan)];
  await installDependencies();
  const [postgres = null] = plan.databases.includes("postgres") ? findPostgres() : [];
  if (postgres === null && plan.databases.includes("postgres"))
    throw new UserError(
      "There is no PostgreSQL server here (see CONTRIBUTING.md): run with --database sqlite.",
    );
  const report = new Report(plan.seed, values.replay !== undefined, values.json);
  const count = Math.min(os.availableParallelism(), errands.length);
  const shares = Array.from({ length: count }, (_, one) => errands.filter((_, at) => at % count === one));
  const works = shares.map((share) => ({ errands: share, postgres }));
  await playIn("worker.ts", works, (played) => report.add(played));
  report.print();
  return report.isGood ? 0 : 1;
});
