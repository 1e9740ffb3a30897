// @ts-check
// The provider's verbs in this process, without the engine: microseconds per resource, against the least that
// such a verb could do. Verbs of one kind run all at once, as the engine runs them.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { log } from "../tools/command-line.mjs";
import { copy } from "./copy.mjs";
import { changeSettings, hiddenInputs, openHandlers } from "./handlers.mjs";
import { measureOf } from "./measure.mjs";
import { graphOf } from "./up/graph.mjs";

const { DatabaseSync } = createRequire(import.meta.url)("@photostructure/sqlite");

/**
 * @typedef {import("./handlers.mjs").Bag} Bag
 * @typedef {import("./up/graph.mjs").KindName} KindName
 * @typedef {"check" | "create" | "diff" | "read" | "delete"} Verb
 * @typedef {{ id: string, inputs: Bag, state: Bag }} Made
 */

/** In the order of a life; children go before their application. @type {readonly KindName[]} */
const kinds = ["Application", "AdminAccount", "Tag"];
/** @type {readonly Verb[]} */
const verbs = ["check", "create", "diff", "read", "delete"];

const floors = {
  check: "a copy of the properties",
  create: "one SQLite transaction",
  diff: "one comparison",
  read: "one SQLite row and a copy",
  delete: "one SQLite transaction",
};

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 5, resources = 1000 }) {
  const graph = graphOf(resources);
  /** @type {Map<string, import("./measure.mjs").Pair[]>} */
  const pairs = new Map();
  // The first round warms the code up and isn't counted.
  for (let round = 0; round <= n; round += 1) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-bench-"));
    try {
      const { times, lives } = await runVerbs(path.join(folder, "backend.db"), graph);
      const floorTimes = runFloors(path.join(folder, "floor.db"), lives);
      if (round === 0) continue;
      for (const [key, subject] of times) {
        pairs.set(key, [...(pairs.get(key) ?? []), { subject, floor: floorTimes.get(key) ?? Number.NaN }]);
      }
      log(`  round ${round} of ${n}`);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }
  for (const kind of kinds) {
    for (const verb of verbs) {
      yield measureOf({
        name: `verbs: ${verb} of ${kind} against ${floors[verb]}`,
        goal: null,
        unit: "µs per resource",
        pairs: pairs.get(`${kind} ${verb}`) ?? [],
      });
    }
  }
}

/**
 * A whole life of every resource, by kind.
 *
 * @param {string} database
 * @param {import("./up/graph.mjs").Node[]} graph
 */
async function runVerbs(database, graph) {
  // Windows of no length: what is measured is the work, not the simulated waiting.
  await changeSettings(database, { WindowSecondsMin: 0, WindowSecondsMax: 0 });
  const handlers = await openHandlers(database);
  /** @type {Map<string, number>} */
  const times = new Map();
  /** @type {Map<KindName, Made[]>} */
  const lives = new Map();
  /** @type {Map<string, string>} */
  const ids = new Map();
  /** @type {<T, R>(key: string, items: T[], work: (item: T) => Promise<R>) => Promise<R[]>} */
  const timed = async (key, items, work) => {
    const started = performance.now();
    const results = await Promise.all(items.map(work));
    times.set(key, ((performance.now() - started) * 1000) / items.length);
    return results;
  };
  for (const kind of kinds) {
    const handler = handlers[kind];
    const nodes = graph.filter((node) => node.kind === kind);
    const declared = nodes.map(({ name, args, application }) => ({
      ...args,
      ...(application && { application: ids.get(application) }),
      ...hiddenInputs(kind, name),
    }));
    const checked = await timed(`${kind} check`, declared, async (news) => {
      const { inputs, failures } = await handler.check({}, news);
      if (failures.length > 0) throw new Error(JSON.stringify(failures));
      return inputs;
    });
    const created = await timed(`${kind} create`, checked, (inputs) => handler.create(inputs));
    const made = created.map(({ id, outs }, index) => ({ id, inputs: checked[index] ?? {}, state: outs }));
    await timed(`${kind} diff`, made, ({ id, inputs, state }) => handler.diff(id, state, inputs));
    await timed(`${kind} read`, made, ({ id, state }) => handler.read(id, state));
    lives.set(kind, made);
    for (const [index, { name }] of nodes.entries()) ids.set(name, made[index]?.id ?? "");
  }
  for (const kind of [...kinds].reverse()) {
    await timed(`${kind} delete`, lives.get(kind) ?? [], ({ id, state }) => handlers[kind].delete(id, state));
  }
  return { times, lives };
}

/** @param {string} file @param {Map<KindName, Made[]>} lives */
function runFloors(file, lives) {
  const database = new DatabaseSync(file);
  for (const setting of ["journal_mode = wal", "synchronous = full"]) database.exec(`pragma ${setting}`);
  database.exec("create table floor (id text primary key, properties text not null) strict");
  const insert = database.prepare("insert into floor values (?, ?)");
  const select = database.prepare("select properties from floor where id = ?");
  const remove = database.prepare("delete from floor where id = ?");
  const transaction = (/** @type {() => void} */ work) => {
    database.exec("begin immediate");
    work();
    database.exec("commit");
  };
  /** @type {Record<Verb, (made: Made) => unknown>} */
  const work = {
    check: ({ inputs }) => copy(inputs),
    create: ({ id, inputs }) => transaction(() => insert.run(id, JSON.stringify(inputs))),
    diff: ({ inputs, state }) =>
      Object.keys(inputs).filter((key) => !isDeepStrictEqual(inputs[key], state[key])),
    read: ({ id, state }) => [select.get(id), copy(state)],
    delete: ({ id }) => transaction(() => remove.run(id)),
  };
  /** @type {Map<string, number>} */
  const times = new Map();
  for (const verb of verbs) {
    for (const [kind, made] of lives) {
      const started = performance.now();
      for (const one of made) work[verb](one);
      times.set(`${kind} ${verb}`, ((performance.now() - started) * 1000) / made.length);
    }
  }
  database.close();
  return times;
}
