import type { z } from "zod";

/** How deep and long a list in a query may be; no action comes near. */
const deepest = 6;
const longest = 1_000;

/**
 * The parameters in a query, as Tencent's SDKs write them for GET: `Tags.0.TagKey=env`. Undefined where it says two
 * things of one place.
 *
 * @param schema tells which texts stand for numbers and truths: a query has nothing but texts
 */
export function queryParameters(query: string, schema: z.ZodType): unknown {
  const root = new Map<string, Tree>();
  for (const [name, text] of new URLSearchParams(query)) {
    const path = name.split(".");
    if (path.length > deepest || !place(root, path, text)) return undefined;
  }
  return typed(plain(root), schema);
}

type Tree = string | Map<string, Tree>;

function place(tree: Map<string, Tree>, [name = "", ...rest]: readonly string[], text: string): boolean {
  const there = tree.get(name);
  if (rest.length === 0) {
    if (there !== undefined) return false;
    tree.set(name, text);
    return true;
  }
  if (typeof there === "string") return false;
  const inner = there ?? new Map<string, Tree>();
  tree.set(name, inner);
  return place(inner, rest, text);
}

/** Names that count from 0 are the places of a list. */
function plain(tree: Tree): unknown {
  if (typeof tree === "string") return tree;
  const entries = [...tree].map(([name, inner]) => [name, plain(inner)] as const);
  const isList =
    tree.size > 0 && tree.size <= longest && entries.every((_, index) => tree.has(String(index)));
  if (!isList) return Object.fromEntries(entries);
  return [...entries].sort(([one], [other]) => Number(one) - Number(other)).map(([, value]) => value);
}

function typed(parameters: unknown, schema: z.ZodType): unknown {
  for (const issue of schema.safeParse(parameters).error?.issues ?? []) {
    const wanted = issue.code === "invalid_type" ? issue.expected : undefined;
    const isNumber = wanted === "number" || wanted === "int" || issue.code === "invalid_value";
    if (!isNumber && wanted !== "boolean") continue;
    const holder = issue.path.slice(0, -1).reduce((inner, key) => Object(inner)[key], parameters);
    const name = issue.path.at(-1);
    if (typeof holder !== "object" || holder === null || name === undefined) continue;
    const text: unknown = Reflect.get(holder, name);
    if (typeof text !== "string") continue;
    if (isNumber && /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text)) Reflect.set(holder, name, Number(text));
    if (wanted === "boolean" && /^(?:true|false)$/.test(text)) Reflect.set(holder, name, text === "true");
  }
  return parameters;
}
