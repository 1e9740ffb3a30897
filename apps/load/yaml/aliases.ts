import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { BeyondMeasure, deepest } from "./bounded-text";

/** Values of one file, those counted again to which an alias leads. */
const mostValues = 20_000;

/** Aliases of one file: the parser looks for each among all of them. */
const mostAliases = 1_000;

/** Where each alias leads. */
export type Aliases = ReadonlyMap<Alias, Node>;

/** Whether a key is `<<`, which takes the keys of other maps over. */
export const isMerge = (key: unknown): boolean => isScalar(key) && typeof key.value === "symbol";

/**
 * Where the aliases of a document lead: each to something that stands before it, and all of it together to no more
 * than a file of one application holds.
 *
 * @throws BeyondMeasure at what makes no sense, or has no end.
 */
export function aliasesIn(document: Document): Aliases {
  const found = new Search();
  found.extentOf(document.contents);
  return found.targets;
}

interface Extent {
  readonly values: number;
  readonly depth: number;
}
const single: Extent = { values: 1, depth: 1 };

class Search {
  readonly targets = new Map<Alias, Node>();
  readonly #anchors = new Map<string, Node>();
  readonly #open = new Set<Node>();
  readonly #extents = new Map<Node, Extent>();

  extentOf(node: Node | null): Extent {
    if (node === null) return single;
    if (isAlias(node)) return this.#extents.get(this.#follow(node)) ?? single;
    if (isScalar(node) || isSeq(node) || isMap(node)) {
      if (node.anchor !== undefined) this.#anchors.set(node.anchor, node);
    }
    this.#open.add(node);
    const parts = this.#partsOf(node).map((part) => this.extentOf(part));
    this.#open.delete(node);
    if (isMap<Node | null, Node | null>(node)) for (const pair of node.items) this.#mustMakeSense(pair);
    const extent = parts.reduce(
      ({ values, depth }, part) => ({ values: values + part.values, depth: Math.max(depth, part.depth + 1) }),
      single,
    );
    if (extent.values > mostValues) refuse(node, "grows to more values than a file of one application holds");
    if (extent.depth > deepest) refuse(node, "is nested too deeply");
    this.#extents.set(node, extent);
    return extent;
  }

  #follow(alias: Alias): Node {
    const target = this.#anchors.get(alias.source);
    if (!target) return refuse(alias, "is an alias of nothing: its anchor must stand before it");
    if (this.#open.has(target)) return refuse(alias, "is an alias inside of what it names");
    this.targets.set(alias, target);
    if (this.targets.size > mostAliases)
      return refuse(alias, "is one alias too many: a file has at most 1,000");
    return target;
  }

  #partsOf(node: Node): (Node | null)[] {
    if (isSeq<Node | null>(node)) return node.items;
    return isMap<Node | null, Node | null>(node) ? node.items.flatMap(({ key, value }) => [key, value]) : [];
  }

  #mustMakeSense({ key, value }: Pair<Node | null, Node | null>): void {
    if (!isMerge(key)) {
      if (key !== null && !isScalar(this.#target(key))) refuse(key, "is a key that is no text");
      return;
    }
    const merged = this.#target(value);
    const sources = isSeq<Node | null>(merged) ? merged.items.map((item) => this.#target(item)) : [merged];
    if (!sources.every((source) => isMap(source)))
      refuse(value ?? key, "must be a map, an alias of one, or a list of these: `<<` takes their keys over");
  }

  #target = (node: Node | null): Node | null | undefined => (isAlias(node) ? this.targets.get(node) : node);
}

function refuse(node: Node | null, message: string): never {
  throw new BeyondMeasure(node?.range?.[0] ?? 0, message);
}
