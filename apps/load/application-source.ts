import { dirname, resolve } from "node:path";
import { type Bag, type Failure, isBag } from "../../ground/bag";
import { failuresOf, printPath } from "../../ground/issue";
import { parsePath, valueAt, withValue } from "../../ground/json-path";
import { suggestion } from "../../ground/suggestion";
import { type Declared, declaredBy } from "../format/declared";
import { layerIssues } from "../format/layer-issues";
import { isPlainName, onlyEnvironment } from "../format/names";
import { isSecretAt, mayNameSecrets, secretsIn } from "../format/secrets";
import { sectionOf, sections } from "../format/sections";
import {
  type ApplicationLayers,
  keysAt,
  layerOf,
  layersOf,
  structuralIssues,
  writtenOut,
} from "../format/structure";
import { bareSecrets } from "./bare-secrets";
import { failuresIn, learn, type Opened, opened } from "./credentials";
import { brokenRules, withoutSecrets } from "./judge";
import { inOrder, type Mistake } from "./mistake";
import { Origins } from "./origins";
import { missingAt, placeOf, type Surroundings } from "./secret-places";
import { whyTooManyEnvironments } from "./yaml/bounded-values";
import { inQuotes } from "./yaml/in-quotes";
import { Source } from "./yaml/source";

type Path = readonly PropertyKey[];

/** The value of a file that gives no name, with one. */
const named = (value: unknown): unknown => (isBag(value) ? { ...value, application: "application" } : value);

/** A credential, and the environment that names it. */
interface OpenedIn {
  readonly one: Opened;
  readonly environment: string;
}

/** What opening credentials has shown. */
export interface OpenedCredentials {
  readonly faults: readonly Mistake[];
  readonly unopened: number;
}

/** A file of one application: what it declares, and everything that is wrong with it. */
export class ApplicationSource {
  /** Undefined where the file doesn't even tell which application it is. */
  readonly layers: ApplicationLayers | undefined;
  readonly faults: readonly Mistake[];
  readonly #source: Source;
  readonly #value: unknown;
  /** Like `layers`, with a made-up name where the file gives none, so that its other mistakes are reported, too. */
  readonly #judged: ApplicationLayers | undefined;
  readonly #merged = new Map<string, Bag>();
  readonly #origins: Origins;

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
    this.#origins = new Origins(this.#value, (environment) =>
      environment === undefined ? this.#judged?.base : this.layerIn(environment),
    );
    const tooMany = this.#tooMany();
    this.layers = tooMany ? undefined : layersOf(this.#value);
    this.#judged = tooMany ? undefined : (this.layers ?? layersOf(named(this.#value)));
    const judged = () => [...this.#misshapen(), ...this.#twice(), ...this.#broken()];
    const seen = this.#value === undefined ? [] : (tooMany ?? judged());
    this.faults = inOrder([...this.#source.faults, ...seen, ...this.#hidden(seen)]);
  }

  /** The environments in which this application exists; none told means every one. */
  get environments(): readonly string[] {
    return Object.keys(this.#judged?.environments ?? {});
  }

  /** The environments to judge. */
  get #every(): readonly string[] {
    return this.environments.length > 0 ? this.environments : [onlyEnvironment];
  }

  /** The file's own layer, and those of its environments. */
  get #layers(): readonly Bag[] {
    return this.#judged ? [this.#judged.base, ...Object.values(this.#judged.environments)] : [];
  }

  existsIn(environment: string): boolean {
    return this.environments.length === 0 || this.environments.includes(environment);
  }

  /** The application and what hangs on it, as an environment has them. */
  declaredIn(environment: string): Declared[] {
    return this.#judged ? declaredBy(this.#judged.application, this.layerIn(environment)) : [];
  }

  /** What an environment declares: its own layer over the file's. */
  layerIn(environment: string): Bag {
    const known = this.#merged.get(environment);
    if (known) return known;
    const merged = this.#judged ? layerOf(this.#judged, environment) : {};
    this.#merged.set(environment, merged);
    return merged;
  }

  /** Whether an environment gives the application up. */
  isReleasedIn(environment: string): boolean {
    return this.layers !== undefined && this.layerIn(environment).release === true;
  }

  /** The secrets of an environment that can't be had here and now. Giving an application up needs none. */
  missingSecrets(environment: string, surroundings: Surroundings): Mistake[] {
    if (this.isReleasedIn(environment)) return [];
    return this.declaredIn(environment).flatMap(({ kind, inputs, path }) =>
      secretsIn(kind, inputs).flatMap((secret) => {
        const missing = missingAt(placeOf(secret, this.folder), surroundings);
        return missing ? [this.faultIn(environment, "reference", [...path, ...secret.path], missing)] : [];
      }),
    );
  }

  /**
   * Opens the credentials of environments that files and variables have at hand.
   *
   * @returns what is wrong with them, and how many couldn't be opened here.
   */
  async opened(variables: NodeJS.ProcessEnv, environments = this.#every): Promise<OpenedCredentials> {
    const all = this.#openedIn(variables, environments);
    for (const { one } of all) await learn(one);
    return this.#judgedOf(all);
  }

  /** Opens the credentials like `opened`, but synchronously: nothing else runs while a costly file is read. */
  openedNow(variables: NodeJS.ProcessEnv, environments = this.#every): OpenedCredentials {
    return this.#judgedOf(this.#openedIn(variables, environments));
  }

  #judgedOf(all: readonly OpenedIn[]): OpenedCredentials {
    const found = all.map(({ one, environment }) => {
      const failures = failuresIn(one);
      const name = one.isWhole || failures.length > 0 ? [] : [one.declared.name];
      return { name, faults: this.#at(environment, one.declared, "reference", failures) };
    });
    return {
      faults: inOrder(found.flatMap(({ faults }) => faults)),
      unopened: new Set(found.flatMap(({ name }) => name)).size,
    };
  }

  #openedIn(variables: NodeJS.ProcessEnv, environments: readonly string[]): OpenedIn[] {
    // Most files name no secrets, and needn't be merged to see that.
    if (!this.#layers.some(mayNameSecrets)) return [];
    // What is given up needs no secrets.
    const kept = environments.filter((environment) => !this.isReleasedIn(environment));
    return kept.flatMap((environment) =>
      this.declaredIn(environment).flatMap((declared) => {
        const one = opened(declared, this.folder, variables);
        return one ? [{ one, environment }] : [];
      }),
    );
  }

  /** A fault at a path of what an environment declares: where the value came from. */
  faultIn(environment: string, rule: Mistake["rule"], path: Path, message: string): Mistake {
    const origins = this.#origins.of(environment, path);
    const origin = origins.find((candidate) => this.#source.has(candidate)) ?? origins.at(-1) ?? path;
    return this.#source.fault(rule, origin, message);
  }

  /** A fault at a key of the file itself. */
  faultAt(rule: Mistake["rule"], path: Path, message: string): Mistake {
    return this.#source.fault(rule, path, message);
  }

  #tooMany(): Mistake[] | undefined {
    const message = whyTooManyEnvironments(this.#value);
    return message === undefined ? undefined : [this.#source.fault("rule", ["environments"], message)];
  }

  #misshapen(): Mistake[] {
    return structuralIssues(this.#value).flatMap((issue) => {
      if (issue.code === "unrecognized_keys") return this.#unknown(issue.path, issue.keys);
      const [first, ...path] = issue.path;
      if (first === undefined) return [this.#source.fault("rule", [], issue.message)];
      const word = this.#source.wordAt(issue.path);
      if (word !== undefined && sectionOf(issue.path.at(-2) ?? "")) {
        return [this.#source.fault("rule", issue.path, inQuotes(word))];
      }
      const isMissing = valueAt(this.#value, issue.path) === undefined;
      return failuresOf(String(first), { ...issue, path }).map(({ reason }) =>
        this.#source.fault("rule", issue.path, isMissing ? `is required and ${reason}` : reason),
      );
    });
  }

  #unknown(path: Path, keys: readonly string[]): Mistake[] {
    return keys.map((key) => {
      const place: Path = [...path, key];
      if (isPlainName(key)) {
        const message = `isn't known here; ${suggestion(key, keysAt(path))}`;
        return this.#source.fault("unknown-key", place, message, "key");
      }
      // Whatever it is, nobody knows whether it may be shown.
      const message = `holds a key that is no name; there is ${keysAt(path).join(", ")}`;
      return { ...this.#source.fault("unknown-key", place, message, "key"), path: printPath(path) };
    });
  }

  /** Entries of one list with the same key: which of them is meant can't be told. */
  #twice(): Mistake[] {
    const layers: Path[] = [[], ...this.environments.map((name) => ["environments", name])];
    return layers.flatMap((layer) =>
      Object.entries(sections).flatMap(([name, { key }]) => {
        const list = valueAt(this.#value, [...layer, name]);
        if (!Array.isArray(list)) return [];
        return list.flatMap((entry, index) => {
          const value = valueAt(entry, [key]);
          const first = this.#origins.placesIn(list, key).get(value);
          if (value === undefined || first === undefined || first === index) return [];
          const message = `has the same ${key} as ${printPath([name, first])}, "${String(value)}"`;
          return [this.#source.fault("duplicate-key", [...layer, name, index], message)];
        });
      }),
    );
  }

  /** The kinds' own rules, in every environment. */
  #broken(): Mistake[] {
    // What no environment changes is the same in all of them, and is judged once.
    const judged = new Set<Bag>();
    return this.#every.flatMap((environment) =>
      this.declaredIn(environment).flatMap((declared) => {
        if (judged.has(declared.said)) return [];
        judged.add(declared.said);
        return [
          ...this.#at(environment, declared, "rule", brokenRules(withoutSecrets(declared))),
          ...this.#at(environment, declared, "reference", bareSecrets(declared)),
        ];
      }),
    );
  }

  #at(
    environment: string,
    declared: Declared,
    rule: Mistake["rule"],
    failures: readonly Failure[],
  ): Mistake[] {
    return failures.map(({ path, reason }) => {
      const place = [...declared.path, ...parsePath(path)];
      const word = this.#textWithoutQuotes(environment, declared, path);
      return this.faultIn(environment, rule, place, word === undefined ? reason : inQuotes(word));
    });
  }

  /** What stands at a path where text is wanted, and would be right in quotes. */
  #textWithoutQuotes(environment: string, declared: Declared, path: string): string | undefined {
    const word = this.#wordIn(declared, path, environment);
    if (word === undefined) return undefined;
    const place = parsePath(path);
    const quoted = brokenRules({ ...declared, inputs: withValue(declared.inputs, place, word) });
    return quoted.some((failure) => failure.path === path) ? undefined : word;
  }

  /** The number or switch that stands at a path. What stands in the place of a secret isn't repeated. */
  #wordIn(declared: Declared, path: string, environment?: string): string | undefined {
    if (isSecretAt(declared, path)) return undefined;
    const origins = this.#origins.of(environment, [...declared.path, ...parsePath(path)]);
    return origins.map((one) => this.#source.wordAt(one)).find((one) => one !== undefined);
  }

  /** What is wrong below with values in whose place every environment has another. */
  #hidden(seen: readonly Mistake[]): Mistake[] {
    if (!this.#judged || this.environments.length === 0) return [];
    const { application, base, environments } = this.#judged;
    const isTakenOver = [base, ...Object.values(environments)].some(({ adopt }) => adopt !== undefined);
    const told = new Set(seen.map(({ path }) => path));
    return declaredBy(application, base)
      .flatMap((declared) =>
        layerIssues(declared, isTakenOver).flatMap(({ path: [first, ...path], ...issue }) =>
          failuresOf(String(first), { ...issue, path }).map(({ path, reason }) => {
            const isText = issue.code === "invalid_type" && issue.expected === "string";
            const word = isText ? this.#wordIn(declared, path) : undefined;
            const place = [...declared.path, ...parsePath(path)];
            const [origin = place] = this.#origins.of(undefined, place);
            return this.#source.fault("rule", origin, word === undefined ? reason : inQuotes(word));
          }),
        ),
      )
      .filter(({ path }) => !told.has(path));
  }
}
