import { parseDeclaration } from "../provider/lifecycle/run/declaration";
import type { Declared } from "../test/provider/engine/declarations";
import type { Resource } from "../test/provider/engine/results";
import type { Finding } from "./errand";
import { heldIn, keyOf, type Thing } from "./things";

type State = ReadonlyMap<string, Resource>;

/** Follows what a stack's state has known, so that what became of it can be judged. */
export class Ledger {
  /** What a state has known and what has existed ever since, with the name of its declaration. */
  #known = new Map<string, string>();
  /** What some run was asked to take away. */
  readonly #mayGo = new Set<string>();
  readonly findings: Finding[] = [];

  /** To be called before a run that may delete: whatever the program no longer has, or has in another region. */
  mayDelete(state: State, program: readonly Declared[]): void {
    const declared = new Map(program.map((one) => [one.name, one]));
    const leaves = ({ name, kind, inputs }: Resource): boolean => {
      const now = declared.get(name);
      return now === undefined || (kind === "Application" && now.inputs.region !== inputs.region);
    };
    const leaving = new Set([...state.values()].filter(leaves).map(({ name }) => name));
    const going = [...state.values()].filter(
      ({ name, dependencies }) => leaving.has(name) || dependencies.some((other) => leaving.has(other)),
    );
    for (const key of heldIn(going).keys()) this.#mayGo.add(key);
    // An application's own tags change in place.
    for (const [key, name] of heldIn(state.values())) {
      const tags = Object(declared.get(name)?.inputs.tags);
      const tag = decodeURIComponent(key.slice(key.indexOf("/") + 1));
      if (key.startsWith("Tag ") && state.get(name)?.kind === "Application" && !Object.hasOwn(tags, tag))
        this.#mayGo.add(key);
    }
  }

  /** To be called after each run. */
  after(state: State, things: readonly Thing[]): void {
    const present = new Set(things.map(keyOf));
    for (const [key, name] of this.#known) {
      if (!present.has(key) && !this.#mayGo.has(key))
        this.#add("lost", `${key} of ${name} is gone, and no run was asked to delete it`);
    }
    const known = [...this.#known, ...heldIn(state.values())];
    this.#known = new Map(known.filter(([key]) => present.has(key)));
  }

  /**
   * Judges everything once a run has succeeded and nothing goes wrong any more.
   *
   * @param program what is declared, or was last
   * @returns how many things are there that a killed run had made for declarations that were edited away since
   */
  audit(state: State, things: readonly Thing[], program: readonly Declared[], stack: string): number {
    const held = heldIn(state.values());
    const present = new Set(things.map(keyOf));
    for (const [key, name] of held) {
      if (!present.has(key)) this.#add("lost", `the state holds ${key} of ${name}, which is gone`);
    }
    const declared = new Map(program.map((one) => [one.name, one]));
    /** Applications that were edited away; what hangs on them stays with them. */
    const leftApplications = new Set<string>();
    let left = 0;
    // Applications come first.
    for (const thing of things) {
      const key = keyOf(thing);
      if (held.has(key) || thing.isReleased) continue;
      const was = this.#known.get(key);
      if (was !== undefined) {
        this.#add("orphan", `${key} of ${was} is there, and the state has forgotten it`);
        continue;
      }
      const owner = thing.owner === null ? undefined : parseDeclaration(thing.owner);
      const now = owner?.stack === stack ? declared.get(owner.name) : undefined;
      const isDeclared =
        now !== undefined && (thing.region === undefined || now.inputs.region === thing.region);
      if (!isDeclared || leftApplications.has(thing.application)) {
        left += 1;
        if (thing.kind === "Application") leftApplications.add(thing.id);
      } else if (state.has(now.name))
        this.#add("double", `${key} is a second ${now.name}, beside the state's`);
      else this.#add("orphan", `${key} is there for ${now.name}, and no state knows it`);
    }
    return left;
  }

  noisy(what: string): void {
    this.#add("noisy", what);
  }

  stuck(what: string): void {
    this.#add("stuck", what);
  }

  #add(kind: Finding["kind"], what: string): void {
    if (!this.findings.some((finding) => finding.what === what)) this.findings.push({ kind, what });
  }
}
