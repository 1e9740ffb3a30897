import type { z } from "zod";
import type { Bag, Failure } from "../../ground/bag";
import { failuresOf } from "../../ground/issue";
import { valueAt } from "../../ground/json-path";
import { suggestion } from "../../ground/suggestion";
import { isDeepEqual, sorted } from "./diff";
import type { Kind } from "./kind";
import { metaOf } from "./properties/meta";
import { containsUnknown, isUnknown } from "./properties/unknown";
import type { DeclarationParts } from "./run/declaration";
import type { ProviderSettings } from "./settings";
import { concealedNames, judgeHeldSecrets } from "./write-only";

export interface Checked {
  /** The inputs with defaults filled in; unknown ones as they came. */
  readonly inputs: Bag;
  /** Every failed rule, not only the first. */
  readonly failures: readonly Failure[];
}

/**
 * Judges a resource's inputs by its kind's schema and rules. Pure: what needs the backend is `kind.foresee`.
 * Unknown values pass; they are judged when they are known.
 */
export function check(
  kind: Kind,
  news: Bag,
  context: {
    readonly olds: Bag | undefined;
    /** Undefined where the settings aren't known yet, in a program's constructor. */
    readonly settings: ProviderSettings | undefined;
    readonly declaration: DeclarationParts;
    /** Undefined in a program, which doesn't know what is in use already: then no term is judged. */
    readonly now: Date | undefined;
  },
): Checked {
  const { olds, settings, declaration, now } = context;
  const adopts = kind.adopts?.(news) ?? false;
  const completed = kind.complete?.(news, settings, declaration) ?? news;
  const failures: Failure[] = unknownNames(kind, completed, olds);
  const inputs: Record<string, unknown> = {};
  const faulty = new Set<string>();
  for (const [name, schema] of Object.entries(kind.inputs.shape)) {
    const value = completed[name];
    const meta = metaOf(schema);
    // Defaults are off then, but what is required stays so.
    if (value === undefined && adopts && !meta.policy && schema.safeParse(undefined).success) continue;
    const isHeld = value !== undefined && olds !== undefined && isDeepEqual(olds[name], value);
    const judged =
      meta.heldPasses && isHeld
        ? { value, failures: [] }
        : judge(name, schema, value, {
            rules: meta.heldPasses && adopts ? "type" : "all",
            concealed: concealedNames(kind, name, value),
          });
    failures.push(...judged.failures);
    if (judged.failures.length > 0) faulty.add(name);
    if (judged.value !== undefined) inputs[name] = meta.unordered ? sorted(judged.value) : judged.value;
  }
  failures.push(...judgeHeldSecrets(kind, inputs, olds));
  if (kind.judge) failures.push(...kind.judge(inputs, olds, { now, faulty }));
  return { inputs, failures };
}

/** Every broken rule; a value of another type breaks only that one, whatever else its shape suggests. */
function judge(
  name: string,
  schema: z.ZodType,
  value: unknown,
  { rules, concealed }: { readonly rules: "all" | "type"; readonly concealed: readonly string[] },
): { value: unknown; failures: Failure[] } {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, failures: [] };
  const issues = parsed.error.issues.filter(
    (issue) => !isAboutUnknown(value, issue) && !concealed.includes(String(issue.path[0])),
  );
  const mistyped = issues.filter((issue) => issue.code === "invalid_type");
  const isMistyped = ({ path }: z.core.$ZodIssue) => mistyped.some((issue) => isDeepEqual(issue.path, path));
  const others = rules === "type" ? [] : issues.filter((issue) => !isMistyped(issue));
  const failures = [...mistyped, ...others].flatMap((issue) => {
    const broken = failuresOf(name, issue);
    if (valueAt(value, issue.path) !== undefined) return broken;
    return broken.map(({ path, reason }) => ({ path, reason: `is required and ${reason}` }));
  });
  return { value, failures };
}

/** Whether what is judged, or something it lies in, isn't known yet. The keys of a map always are. */
function isAboutUnknown(value: unknown, { code, path }: z.core.$ZodIssue): boolean {
  let current = value;
  for (const key of path) {
    if (isUnknown(current)) return true;
    if (typeof current !== "object" || current === null) return false;
    current = Reflect.get(current, key);
  }
  return code !== "unrecognized_keys" && containsUnknown(current);
}

function unknownNames(kind: Kind, inputs: Bag, olds: Bag | undefined): Failure[] {
  // What nobody declares comes back all the same where changes of it are to be ignored.
  const known = Object.entries(kind.inputs.shape).flatMap(([name, schema]) =>
    metaOf(schema).expected && inputs[name] !== olds?.[name] ? [] : [name],
  );
  const offered = known.filter((name) => !name.startsWith("__"));
  return Object.keys(inputs)
    .filter((name) => !known.includes(name) && name !== "__provider" && inputs[name] !== undefined)
    .map((name) => ({
      path: name,
      reason: `is not a property of ${kind.name}; ${suggestion(name, offered)}`,
    }));
}
