// @ts-check
// What a run of chaos says.
import { log } from "../tools/command-line.mjs";

/**
 * @typedef {import("./errand.js").Played} Played
 * @typedef {import("./errand.js").Errand} Errand
 */

const kinds = /** @type {const} */ (["orphan", "double", "lost", "noisy", "stuck"]);
const inWords = {
  orphan: "orphans",
  double: "doubles",
  lost: "lost",
  noisy: "noisy previews",
  stuck: "runs stuck",
};

/** Stories between two lines of progress. */
const tellEvery = 25;

export class Report {
  #stories = 0;
  #runs = 0;
  #left = 0;
  /** @type {Map<string, number>} */
  #faults = new Map();
  /** @type {Map<string, number>} */
  #findings = new Map();
  /** @type {{ command: string, played: Played }[]} */
  #failures = [];
  #started = performance.now();

  /** @param {number} seed @param {boolean} isReplay @param {boolean} json */
  constructor(seed, isReplay, json) {
    this.seed = seed;
    this.isReplay = isReplay;
    this.json = json;
  }

  get isGood() {
    return this.#failures.length === 0;
  }

  /** @param {Played} played */
  add(played) {
    this.#stories += 1;
    this.#runs += played.runs;
    this.#left += played.left;
    for (const [fault, times] of Object.entries(played.faults)) add(this.#faults, fault, times);
    for (const { kind } of played.findings) add(this.#findings, kind, 1);
    if (played.failure) {
      const { seed, path } = played.failure.replay;
      const failure = { command: commandOf({ ...played.errand, seed, path }), played };
      this.#failures.push(failure);
      log(failureInWords(failure));
    }
    if (this.isReplay && !played.failure) log(played.told.join("\n"));
    else if (this.#stories % tellEvery === 0) log(`${this.#stories} stories, ${this.#seconds.toFixed(0)} s`);
  }

  print() {
    const counts = Object.fromEntries(kinds.map((kind) => [kind, this.#findings.get(kind) ?? 0]));
    const faults = Object.fromEntries([...this.#faults].sort(([, one], [, other]) => other - one));
    const all = {
      seed: this.seed,
      stories: this.#stories,
      runs: this.#runs,
      faults,
      ...counts,
      leftByEdits: this.#left,
      seconds: Math.round(this.#seconds * 10) / 10,
      failures: this.#failures.map(({ command, played }) => ({
        replay: command,
        findings: played.failure?.findings ?? [],
        story: played.failure?.story ?? "",
      })),
    };
    process.stdout.write(this.json ? `${JSON.stringify(all)}\n` : `${summaryOf(all)}\n`);
  }

  get #seconds() {
    return (performance.now() - this.#started) / 1000;
  }
}

/** @param {{ seed: number, stories: number, runs: number, faults: Record<string, number>, leftByEdits: number, seconds: number, [kind: string]: unknown }} all */
function summaryOf({ seed, stories, runs, faults, leftByEdits, seconds, ...counts }) {
  const total = Object.values(faults).reduce((sum, times) => sum + times, 0);
  return [
    `${stories} stories of ${runs} runs in ${seconds} s, seed ${seed}`,
    `faults: ${total}`,
    ...Object.entries(faults).map(([fault, times]) => `  ${String(times).padStart(6)}  ${fault}`),
    `left of declarations that were edited away after a kill: ${leftByEdits}`,
    ...kinds.map((kind) => `${inWords[kind]}: ${counts[kind]}`),
  ].join("\n");
}

/** @param {{ command: string, played: Played }} failure */
const failureInWords = ({ command, played: { failure } }) =>
  [
    "A promise was broken:",
    ...(failure?.findings ?? []).map(({ kind, what }) => `  ${kind}: ${what}`),
    ...(failure?.told ?? []).map((line) => `    ${line}`),
    `  story: ${failure?.story}`,
    `  again: ${command}`,
  ].join("\n");

/** @param {Errand} errand */
const commandOf = ({ seed, path, database, transport }) =>
  `npm run chaos -- --database ${database} --transport ${transport} --replay ${seed}${path === undefined ? "" : `:${path}`}`;

/** @param {Map<string, number>} counts @param {string} key @param {number} times */
const add = (counts, key, times) => counts.set(key, (counts.get(key) ?? 0) + times);
