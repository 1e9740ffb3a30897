import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { application, type Declared } from "../../test/provider/engine/declarations";
import type { Resource } from "../../test/provider/engine/results";
import type { Finding } from "../errand";
import { Ledger } from "../ledger";
import { thingsOf } from "../things";
import { kill, type Running, whatStays } from "./processes";
import type { Ended, Site } from "./site";

/** Whom `kill -9` hits: one process, or all but the server. */
const victims = ["command", "engine", "provider", "server", "all"] as const;
type Victim = (typeof victims)[number];

const names = ["one", "two", "three"] as const;

/** What is declared of an application, beside the rest of it, which stays. */
interface Entry {
  readonly admins: readonly string[];
  readonly team: string | undefined;
}

/** One run of the command, which is cut off. */
export interface Round {
  readonly entries: readonly Entry[];
  readonly verb: "up" | "destroy";
  readonly victim: Victim;
  /** Milliseconds until the kill. */
  readonly after: number;
}

const entry: fc.Arbitrary<Entry> = fc.record({
  admins: fc.subarray(["ops", "bot", "desk"]),
  team: fc.constantFrom("a", "b", undefined),
});

const round: fc.Arbitrary<Round> = fc.record({
  entries: fc.tuple(entry, entry, entry),
  verb: fc.constantFrom("up", "up", "destroy"),
  victim: fc.constantFrom(...victims),
  after: fc.integer({ min: 200, max: 12_000 }),
});

/** So many rounds, the same for the same seed. When each kill hits depends on the machine all the same. */
export const roundsOf = (seed: number, numRuns: number): Round[] => fc.sample(round, { seed, numRuns });

/** How a round ended. */
export interface Reached {
  readonly findings: readonly Finding[];
  /** Whether the run was at work when the kill came. */
  readonly hit: boolean;
  /** Processes that were there half a minute after the kill. */
  readonly leftover: readonly string[];
  readonly left: number;
}

const stack = "main";
/** Milliseconds for what lost its parent to notice. */
const patience = 30_000;

export class Rounds {
  readonly #ledger = new Ledger();

  constructor(private readonly site: Site) {}

  /** Plays a round, and settles. */
  async play({ entries, verb, victim, after }: Round): Promise<Reached> {
    const { site } = this;
    this.#declare(entries);
    if (verb === "destroy") this.#ledger.mayDelete(site.state(stack), []);
    const run = site.start(verb, "--yes");
    await Promise.race([pause(after), run.ended]);
    const hit = await this.#strike(victim);
    if (victim !== "server") await whatStays(() => (hit ? site.running() : []), patience);
    await Promise.race([run.ended, pause(patience * 2)]);
    const stayed = await whatStays(() => site.running(), patience);
    const leftover = stayed.map(({ words }) => words.slice(0, 3).join(" "));
    stayed.forEach(kill);
    site.mendState();
    await this.#follow();
    const left = await this.#settle();
    return { findings: this.#ledger.findings.splice(0), hit, leftover, left };
  }

  /** Takes everything away. */
  async end(): Promise<readonly Finding[]> {
    this.#ledger.mayDelete(this.site.state(stack), []);
    if (await this.#succeeds("destroy", "--yes")) await this.#audit([]);
    return this.#ledger.findings.splice(0);
  }

  #declare(entries: readonly Entry[]): void {
    const { site } = this;
    for (const [index, name] of names.entries()) {
      const { admins = [], team } = entries[index] ?? {};
      const lines = [
        `application: ${name}`,
        "products: [chat]",
        "region: singapore",
        "deletionProtection: false",
        `admins: [${admins.join(", ")}]`,
        ...(team === undefined ? [] : [`tags: { team: ${team} }`]),
      ];
      site.write(`apps/${name}.yaml`, `${lines.join("\n")}\n`);
    }
    this.#ledger.mayDelete(site.state(stack), declaredBy(entries, site.state(stack)));
  }

  /** @returns whether the victim was there. */
  async #strike(victim: Victim): Promise<boolean> {
    const { site } = this;
    if (victim === "server") {
      await site.crash();
      await site.serve();
      return true;
    }
    const hit = site.running().filter((one) => victim === "all" || roleOf(one) === victim);
    hit.forEach(kill);
    return hit.length > 0;
  }

  async #settle(): Promise<number> {
    if (!(await this.#succeeds("up", "--yes"))) return 0;
    await this.#follow();
    const { code, output } = await this.site.start("preview").ended;
    if (code !== 0) this.#ledger.noisy(`preview ended with ${code}: ${output}`);
    return this.#audit([...this.site.state(stack).values()]);
  }

  async #succeeds(...args: string[]): Promise<boolean> {
    const { code, output }: Ended = await this.site.start(...args).ended;
    if (code !== 0) this.#ledger.stuck(`${args.join(" ")} ended with ${code}: ${output}`);
    return code === 0;
  }

  async #follow(): Promise<void> {
    this.#ledger.after(this.site.state(stack), await this.#things());
  }

  /** No file ever leaves, so every application that these files have made must be in the state. */
  async #audit(resources: readonly Resource[]): Promise<number> {
    const applications = names.map((name) => application(name));
    const program: Declared[] = [...applications, ...resources.filter(({ kind }) => kind !== "Application")];
    return this.#ledger.audit(this.site.state(stack), await this.#things(), program, stack);
  }

  #things() {
    return thingsOf((query) => this.site.sql(query), this.site.uin, Date.now());
  }
}

/** Of what the state holds that which the files still declare. */
function declaredBy(entries: readonly Entry[], state: ReadonlyMap<string, Resource>): Declared[] {
  const admins = new Map(names.map((name, index) => [name as string, entries[index]?.admins ?? []]));
  const applications = names.map((name, index) => {
    const team = entries[index]?.team;
    return application(name, team === undefined ? {} : { tags: { team } });
  });
  const accounts = [...state.values()].filter(
    ({ kind, inputs, dependencies }) =>
      kind === "AdminAccount" &&
      dependencies.some((name) => admins.get(name)?.includes(String(inputs.userId)) === true),
  );
  return [...applications, ...accounts];
}

/** By what its words name. */
function roleOf({ words }: Running): Victim | undefined {
  const line = words.join(" ");
  if (/dynamic-provider|pulumi-resource-pulumi-nodejs/.test(line)) return "provider";
  if (/dist\/cli\/main\.js/.test(line)) return "command";
  return /(^|\/)pulumi$/.test(words[0] ?? "") ? "engine" : undefined;
}
