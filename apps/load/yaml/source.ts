import { Composer, type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node } from "yaml";
import { printPath } from "../../../ground/issue";
import type { Mistake, MistakeRule } from "../mistake";
import { type Aliases, aliasesIn, isMerge } from "./aliases";
import { BeyondMeasure, tokensOf, whyTooLong } from "./bounded-text";
import { type RepeatedKey, repeatedKeys } from "./repeated-keys";

type Path = readonly PropertyKey[];

/** A YAML or JSON text: its value, and where everything in it stands. */
export class Source {
  /** Undefined where the text can't be read; of keys that stand twice in a map, which is a fault, the last one counts. */
  readonly value: unknown;
  readonly faults: readonly Mistake[];
  readonly #lines = new LineCounter();
  readonly #document: Document | undefined;
  /** Where aliases lead; none where the text can't be read. */
  #aliases: Aliases = new Map();
  /** Entries of maps by their keys, as far as they were asked for. */
  readonly #entries = new Map<Node, ReadonlyMap<string, Entry>>();

  constructor(
    readonly file: string,
    text: string,
  ) {
    // The parser counts lines only as far as it has read, which an error may lie behind.
    this.#lines.addNewLine(0);
    for (const { index } of text.matchAll(/\n/g)) this.#lines.addNewLine(index + 1);
    const parsed = this.#parse(text);
    this.#document = parsed.document;
    this.value = parsed.value;
    this.faults = parsed.faults;
  }

  /** A fault at the value of `path`, or at its key; where there is none, at the nearest that it lies in. */
  fault(rule: MistakeRule, path: Path, message: string, at: "value" | "key" = "value"): Mistake {
    const fault = this.#fault(rule, this.#offset(path, at), message);
    return { ...fault, path: path.length === 0 ? "" : printPath(path) };
  }

  /** The word that stands at `path`, where something stands there that YAML takes for no text: `1.10`. */
  wordAt(path: Path): string | undefined {
    const { depth, node } = this.#descend(path);
    const scalar = this.#target(node);
    if (depth < path.length || !isScalar(scalar)) return undefined;
    return scalar.value === null || typeof scalar.value === "string" ? undefined : scalar.source;
  }

  /** Whether the file has something at `path`. */
  has(path: Path): boolean {
    return this.#descend(path).depth === path.length;
  }

  #fault(rule: MistakeRule, offset: number, message: string): Mistake {
    const { line, col: column } = this.#lines.linePos(offset);
    return { file: this.file, line, column, rule, path: "", message };
  }

  #parse(text: string): Parsed {
    const tooLong = whyTooLong(text.length);
    if (tooLong) return this.#unreadable(0, tooLong);
    try {
      const composer = new Composer({
        prettyErrors: false,
        logLevel: "silent",
        uniqueKeys: false,
        merge: true,
      });
      const documents = composer.compose(tokensOf(text));
      const { value: document } = documents.next();
      if (!document) return this.#unreadable(0, "is empty");
      const { value: second } = documents.next();
      const faults = [...document.errors, ...document.warnings].map(({ message, pos: [offset] }) =>
        this.#fault("syntax", offset, sentence(message)),
      );
      if (second) {
        const message = "holds more than one document: one file holds one application";
        faults.push(this.#fault("syntax", second.range[0], message));
      }
      if (faults.length > 0) return { document, value: undefined, faults };
      this.#aliases = aliasesIn(document);
      // What aliases make of it was measured just now.
      const value: unknown = document.toJS({ maxAliasCount: -1 });
      return { document, value, faults: repeatedKeys(document).map((one) => this.#repeated(one)) };
    } catch (error) {
      if (!(error instanceof BeyondMeasure)) throw error;
      return this.#unreadable(error.offset, error.message);
    }
  }

  #unreadable(offset: number, why: string): Parsed {
    return { document: undefined, value: undefined, faults: [this.#fault("syntax", offset, why)] };
  }

  #repeated({ path, offset, first }: RepeatedKey): Mistake {
    const { line } = this.#lines.linePos(first);
    const fault = this.#fault("duplicate-key", offset, `stands in line ${line} already: keep one of them`);
    return { ...fault, path: printPath(path) };
  }

  #offset(path: Path, at: "value" | "key"): number {
    const { depth, node, key } = this.#descend(path);
    const exact = depth === path.length;
    const best = exact && at === "value" ? (node ?? key) : (key ?? node);
    return best?.range?.[0] ?? this.#document?.contents?.range?.[0] ?? 0;
  }

  /** Follows `path` as far as the file has it. */
  #descend(path: Path): { depth: number; node: Node | null | undefined; key: Node | undefined } {
    let node: Node | null | undefined = this.#document?.contents;
    let key: Node | undefined;
    for (const [depth, name] of path.entries()) {
      const inner = this.#inner(node, String(name));
      if (!inner) return { depth, node, key };
      node = inner.value;
      key = inner.key;
    }
    return { depth: path.length, node, key };
  }

  #inner(node: Node | null | undefined, name: string): Entry | undefined {
    const target = this.#target(node);
    if (isSeq<Node | null>(target)) {
      const item = target.items[Number(name)];
      return item === undefined ? undefined : { value: item, key: undefined };
    }
    return target ? this.#entriesOf(target).get(name) : undefined;
  }

  #target(node: Node | null | undefined): Node | null | undefined {
    return isAlias(node) ? this.#aliases.get(node) : node;
  }

  /** A map's entries by their keys: its own, of which the last one counts, and what `<<` takes over. */
  #entriesOf(map: Node): ReadonlyMap<string, Entry> {
    const known = this.#entries.get(map);
    if (known) return known;
    const items = isMap<Node | null, Node | null>(map) ? map.items : [];
    const taken = items.filter(({ key }) => isMerge(key)).flatMap(({ value }) => this.#merged(value));
    const own = items.flatMap(({ key, value }): [string, Entry][] =>
      isScalar(key) && !isMerge(key) ? [[String(key.value), { value, key }]] : [],
    );
    const entries = new Map([...taken.reverse(), ...own]);
    this.#entries.set(map, entries);
    return entries;
  }

  #merged(value: Node | null): [string, Entry][] {
    const merged = this.#target(value);
    const sources = isSeq<Node | null>(merged) ? merged.items.map((item) => this.#target(item)) : [merged];
    return sources.flatMap((source) => (source ? [...this.#entriesOf(source)] : []));
  }
}

/** What stands at a key, or in a list. */
interface Entry {
  readonly value: Node | null;
  readonly key: Node | undefined;
}

interface Parsed {
  readonly document: Document | undefined;
  readonly value: unknown;
  readonly faults: Mistake[];
}

/** The parser's messages are sentences; ours go on after the place, and repeat nothing of the file. */
const sentence = (message: string): string => message.replace(/: (?:".*|\S+)$/s, "").replace(/\.$/, "");
