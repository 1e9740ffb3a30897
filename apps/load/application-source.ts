import { dirname, resolve } from "node:path";
import type { Failure } from "../../provider/lifecycle/bag";
import { failuresOf, printPath } from "../../provider/lifecycle/issue";
import { suggestion } from "../../provider/lifecycle/suggestion";
import { type Declared, declaredBy } from "../format/declared";
import { layerIssues } from "../format/layer-issues";
import { onlyEnvironment } from "../format/names";
import { isMap } from "../format/overlay";
import { secretsIn } from "../format/secrets";
import { sectionOf, sections } from "../format/sections";
import {
  type ApplicationLayers,
  keysAt,
  layerOf,
  layersOf,
  structuralIssues,
  writtenOut,
} from "../format/structure";
import { type Fault, inOrder } from "./fault";
import { bareSecrets, brokenRules } from "./judge";
import { parsePath, valueAt } from "./path";
import { missingAt, placeOf, type Surroundings } from "./secret-places";
import { Source } from "./source";

type Path = readonly PropertyKey[];

/** The value of a file that gives no name, with one. */
const named = (value: unknown): unknown => (isMap(value) ? { ...value, application: "application" } : value);

/** A file of one application: what it declares, and everything that is wrong with it. */
export class ApplicationSource {
  /** Undefined where the file doesn't even tell which application it is. */
  readonly layers: ApplicationLayers | undefined;
  readonly faults: readonly Fault[];
  readonly #source: Source;
  readonly #value: unknown;
  /** As `layers`, with a name of ours where the file gives none: its other mistakes are to be told all the same. */
  readonly #judged: ApplicationLayers | undefined;

  /**
   * @param file as messages name it
   * @param folder that its paths start at
   */
  constructor(
    readonly file: string,
    text: string,
    readonly folder: string = dirname(resolve(file)),
  ) {
    this.#source = new Source(file, text);
    this.#value = writtenOut(this.#source.value);
    this.layers = layersOf(this.#value);
    this.#judged = this.layers ?? layersOf(named(this.#value));
    const judged = () => [...this.#misshapen(), ...this.#twice(), ...this.#broken()];
    const seen = this.#value === undefined ? [] : judged();
    this.faults = inOrder([...this.#source.faults, ...seen, ...this.#hidden(seen)]);
  }

  /** The environments in which this application exists; none told means every one. */
  get environments(): readonly string[] {
    return Object.keys(this.#judged?.environments ?? {});
  }

  existsIn(environment: string): boolean {
    return this.environments.length === 0 || this.environments.includes(environment);
  }

  /** The application and what hangs on it, as an environment has them. */
  declaredIn(environment: string): Declared[] {
    return this.#judged ? declaredBy(this.#judged.application, layerOf(this.#judged, environment)) : [];
  }

  /** Whether an environment gives the application up. */
  isReleasedIn(environment: string): boolean {
    return this.layers !== undefined && layerOf(this.layers, environment).release === true;
  }

  /** The secrets of an environment that can't be had here and now. Giving an application up needs none. */
  missingSecrets(environment: string, surroundings: Surroundings): Fault[] {
    if (this.isReleasedIn(environment)) return [];
    return this.declaredIn(environment).flatMap(({ kind, inputs, path }) =>
      secretsIn(kind, inputs).flatMap((secret) => {
        const missing = missingAt(placeOf(secret, this.folder), surroundings);
        return missing ? [this.faultIn(environment, "reference", [...path, ...secret.path], missing)] : [];
      }),
    );
  }

  /** A fault at a path of what an environment declares: where the value came from. */
  faultIn(environment: string, rule: Fault["rule"], path: Path, message: string): Fault {
    const origins = this.#origins(environment, path);
    const origin = origins.find((candidate) => this.#source.has(candidate)) ?? origins.at(-1) ?? path;
    return this.#source.fault(rule, origin, message);
  }

  /** A fault at a key of the file itself. */
  faultAt(rule: Fault["rule"], path: Path, message: string): Fault {
    return this.#source.fault(rule, path, message);
  }

  #misshapen(): Fault[] {
    return structuralIssues(this.#value).flatMap((issue) => {
      if (issue.code === "unrecognized_keys") return this.#unknown(issue.path, issue.keys);
      const [first, ...path] = issue.path;
      if (first === undefined) return [this.#source.fault("rule", [], issue.message)];
      const isMissing = valueAt(this.#value, issue.path) === undefined;
      return failuresOf(String(first), { ...issue, path }).map(({ reason }) =>
        this.#source.fault("rule", issue.path, isMissing ? `is required and ${reason}` : reason),
      );
    });
  }

  #unknown(path: Path, keys: readonly string[]): Fault[] {
    return keys.map((key) => {
      const message = `isn't known here; ${suggestion(key, keysAt(path))}`;
      return this.#source.fault("unknown-key", [...path, key], message, "key");
    });
  }

  /** Entries of one list with the same key: which of them is meant can't be told. */
  #twice(): Fault[] {
    const layers: Path[] = [[], ...this.environments.map((name) => ["environments", name])];
    return layers.flatMap((layer) =>
      Object.entries(sections).flatMap(([name, { key }]) => {
        const list = valueAt(this.#value, [...layer, name]);
        const keys = Array.isArray(list) ? list.map((entry) => valueAt(entry, [key])) : [];
        return keys.flatMap((value, index) => {
          const first = keys.indexOf(value);
          if (value === undefined || first === index) return [];
          const message = `has the same ${key} as ${printPath([name, first])}, "${String(value)}"`;
          return [this.#source.fault("duplicate-key", [...layer, name, index], message)];
        });
      }),
    );
  }

  /** The kinds' own rules, in every environment. */
  #broken(): Fault[] {
    const environments = this.environments.length > 0 ? this.environments : [onlyEnvironment];
    return environments.flatMap((environment) =>
      this.declaredIn(environment).flatMap((declared) => {
        const at = (rule: Fault["rule"], failures: readonly Failure[]) =>
          failures.map(({ path, reason }) =>
            this.faultIn(environment, rule, [...declared.path, ...parsePath(path)], reason),
          );
        return [...at("rule", brokenRules(declared)), ...at("reference", bareSecrets(declared))];
      }),
    );
  }

  /** What is wrong below with values in whose place every environment has another. */
  #hidden(seen: readonly Fault[]): Fault[] {
    if (!this.#judged || this.environments.length === 0) return [];
    const { application, base, environments } = this.#judged;
    const isTakenOver = [base, ...Object.values(environments)].some(({ adopt }) => adopt !== undefined);
    const told = new Set(seen.map(({ path }) => path));
    return declaredBy(application, base)
      .flatMap((declared) =>
        layerIssues(declared, isTakenOver).flatMap(({ path: [first, ...path], ...issue }) =>
          failuresOf(String(first), { ...issue, path }).map(({ path, reason }) =>
            this.#faultBelow([...declared.path, ...parsePath(path)], reason),
          ),
        ),
      )
      .filter(({ path }) => !told.has(path));
  }

  #faultBelow(path: Path, message: string): Fault {
    const [origin = path] = this.#origins(undefined, path);
    return this.#source.fault("rule", origin, message);
  }

  /**
   * Where a path of an environment's merged layer may stand in the file: in its own layer, or else below. Without an
   * environment the path is one of the layer below.
   */
  #origins(environment: string | undefined, path: Path): Path[] {
    const [name, index, ...rest] = path;
    const section = sectionOf(name ?? "");
    const isBelow = environment === undefined;
    const merged = this.#judged && (isBelow ? this.#judged.base : layerOf(this.#judged, environment));
    return [...(isBelow ? [] : [["environments", environment]]), []].flatMap((layer) => {
      if (!section || index === undefined) return [[...layer, ...path]];
      const key = valueAt(merged, [String(name), index, section.key]);
      const list = valueAt(this.#value, [...layer, String(name)]);
      const found = Array.isArray(list) ? list.findIndex((one) => valueAt(one, [section.key]) === key) : -1;
      return found < 0 ? [] : [[...layer, String(name), found, ...rest]];
    });
  }
}
