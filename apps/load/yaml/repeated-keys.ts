import { type Document, isAlias, isMap, isScalar, isSeq, type Node } from "yaml";

import { isMerge } from "./aliases";

/** A key of a map that stands in it already. */
export interface RepeatedKey {
  readonly path: readonly string[];
  /** Where it stands again, and where first: offsets in the text. */
  readonly offset: number;
  readonly first: number;
}

/** Keys that stand in their map more than once: of these the last one counts. */
export const repeatedKeys = (document: Document): RepeatedKey[] => repeatedIn(document.contents, []);

function repeatedIn(node: Node | null, path: readonly string[]): RepeatedKey[] {
  if (isAlias(node)) return [];
  if (isSeq<Node | null>(node))
    return node.items.flatMap((item, index) => repeatedIn(item, [...path, String(index)]));
  if (!isMap<Node | null, Node | null>(node)) return [];
  const seen = new Map<string, number>();
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const name = isMerge(key) ? "<<" : String(key.value);
    const inner = repeatedIn(value, [...path, name]);
    const offset = key.range?.[0] ?? 0;
    const first = seen.get(name);
    seen.set(name, first ?? offset);
    return first === undefined ? inner : [{ path: [...path, name], offset, first }, ...inner];
  });
}
