import { isDeepEqual } from "./diff";
import { printPath } from "./issue";
import { unknownValue } from "./unknown";
import { isBag } from "./variants";
import { isFingerprint } from "./write-only";

export interface PropertyDifference {
  /** `tags.team`. */
  readonly path: string;
  /** Undefined where there is none. A secret is `[secret]`. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Every property that differs, down to the single entries of maps, in a form that may be shown. */
export function propertyDifferences(
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): PropertyDifference[] {
  if (isDeepEqual(before, after)) return [];
  if (isBag(before) && isBag(after) && !isSecret(before) && !isSecret(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => propertyDifferences(before[name], after[name], [...path, name]));
  }
  return [{ path: printPath(path), before: shown(before), after: shown(after) }];
}

/** How the engine writes a secret in its events; what it is never leaves the engine. */
const isSecret = (value: unknown): boolean =>
  isBag(value) && Object.hasOwn(value, "4dabf18193072939515e22adb298388d");

function shown(value: unknown): unknown {
  if (value === unknownValue) return "[known when it is made]";
  return isSecret(value) || isFingerprint(value) ? "[secret]" : value;
}
