import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, visit } from "yaml";
import { printPath } from "../../provider/lifecycle/issue";
import type { Fault, FaultRule } from "./fault";
import { type RepeatedKey, repeatedKeys } from "./repeated-keys";

/** Larger than any file that a person writes. */
const longestFile = 1 << 20;

/** @param length in bytes or characters */
export const whyTooLong = (length: number): string | undefined =>
  length > longestFile ? "is longer than 1 MiB: one file holds one application" : undefined;

type Path = readonly PropertyKey[];

/** A YAML or JSON text: its value, and where everything in it stands. */
export class Source {
  /** Undefined where the text can't be read; of keys that stand twice in a map, which is a fault, the last one counts. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  readonly #text: string;
  readonly #document: Document | undefined;

  constructor(
    readonly file: string,
    text: string,
  ) {
    this.#text = text;
    const parsed = this.#parse(text);
    this.#document = parsed.document;
    this.value = parsed.value;
    this.faults = parsed.faults;
  }

  /** A fault at the value of `path`, or at its key; where there is none, at the nearest that it lies in. */
  fault(rule: FaultRule, path: Path, message: string, at: "value" | "key" = "value"): Fault {
    const fault = this.#fault(rule, this.#offset(path, at), message);
    return { ...fault, path: path.length === 0 ? "" : printPath(path) };
  }

  /** Whether the file has something at `path`. */
  has(path: Path): boolean {
    return this.#descend(path).depth === path.length;
  }

  #fault(rule: FaultRule, offset: number, message: string): Fault {
    return { file: this.file, ...placeIn(this.#text, offset), rule, path: "", message };
  }

  #parse(text: string): { document?: Document; value: unknown; faults: Fault[] } {
    const tooLong = whyTooLong(text.length);
    if (tooLong) return { value: undefined, faults: [this.#fault("syntax", 0, tooLong)] };
    try {
      const parsed = parseAllDocuments(text, {
        prettyErrors: false,
        logLevel: "silent",
        uniqueKeys: false,
      });
      const [document, second] = "empty" in parsed ? [] : parsed;
      if (!document) return { value: undefined, faults: [this.#fault("syntax", 0, "is empty")] };
      const faults = [...document.errors, ...document.warnings].map(({ message, pos: [offset] }) =>
        this.#fault("syntax", offset, sentence(message)),
      );
      if (second) {
        const message = "holds more than one document: one file holds one application";
        faults.push(this.#fault("syntax", second.range[0], message));
      }
      return { document, ...(faults.length > 0 ? { value: undefined, faults } : this.#valueOf(document)) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { value: undefined, faults: [this.#fault("syntax", 0, "is nested too deeply")] };
    }
  }

  #valueOf(document: Document): { value: unknown; faults: Fault[] } {
    const endless = aliasInItself(document);
    if (endless !== undefined) {
      return {
        value: undefined,
        faults: [this.#fault("syntax", endless, "is an alias inside of what it names")],
      };
    }
    try {
      const value: unknown = document.toJS({ maxAliasCount: 100 });
      return { value, faults: repeatedKeys(document).map((one) => this.#repeated(one)) };
    } catch (error) {
      // Aliases without an anchor, or that would grow without end.
      if (!(error instanceof ReferenceError)) throw error;
      return {
        value: undefined,
        faults: [this.#fault("syntax", lostAlias(document), sentence(error.message))],
      };
    }
  }

  #repeated({ path, offset, first }: RepeatedKey): Fault {
    const { line } = placeIn(this.#text, first);
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

  #inner(
    node: Node | null | undefined,
    name: string,
  ): { value: Node | null; key: Node | undefined } | undefined {
    const target = isAlias(node) && this.#document ? node.resolve(this.#document) : node;
    if (isSeq<Node | null>(target)) {
      const item = target.items[Number(name)];
      return item === undefined ? undefined : { value: item, key: undefined };
    }
    if (!isMap<Node | null, Node | null>(target)) return undefined;
    const pair = target.items.findLast(({ key }) => isScalar(key) && String(key.value) === name);
    return pair && { value: pair.value ?? null, key: pair.key ?? undefined };
  }
}

/** The parser counts lines only as far as it has read, which an error may lie behind. */
function placeIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** The parser's messages are sentences; ours go on after the place. */
const sentence = (message: string): string => message.replace(/\.$/, "");

/** Where the first alias stands that is a part of what it names: a value without an end. */
function aliasInItself(document: Document): number | undefined {
  let offset: number | undefined;
  visit(document, {
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document);
      if (!target || !ancestors.some((ancestor) => ancestor === target)) return undefined;
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Where the first alias stands that names nothing; the start where each names something. */
function lostAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return undefined;
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}
