import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { isDeepEqual } from "../../provider/lifecycle/diff";
import { printPath } from "../../provider/lifecycle/issue";
import { unknownValue } from "../../provider/lifecycle/unknown";

export type ChangeKind = "create" | "update" | "replace" | "delete";

export interface PropertyChange {
  /** `tags.team`. */
  readonly path: string;
  /** Undefined where there is none. A secret is `[secret]`. */
  readonly before: unknown;
  readonly after: unknown;
}

/** What a step does, or would do, to one of our resources. */
export interface Change {
  readonly change: ChangeKind;
  /** `Application`, `AdminAccount`, … */
  readonly kind: string;
  readonly urn: string;
  /** What the resource is called in the program. */
  readonly name: string;
  /** What the file calls the application that it is, or that it hangs on. */
  readonly application: string;
  /** Undefined before it is made. */
  readonly id: string | undefined;
  readonly properties: readonly PropertyChange[];
}

const changeOf: Readonly<Record<string, ChangeKind>> = {
  create: "create",
  update: "update",
  replace: "replace",
  delete: "delete",
  // A replacement is three steps; one of them stands for all.
  "create-replacement": "replace",
};

/** @returns undefined for a step that changes nothing, or nothing of ours. */
export function changeIn({ op, type, urn, old, new: fresh }: StepEventMetadata): Change | undefined {
  const kind = kindOf(type);
  const change = changeOf[op];
  if (kind === undefined || change === undefined) return undefined;
  const name = nameOf(urn);
  return {
    change,
    kind,
    urn,
    name,
    application: name.split("/")[0] ?? name,
    id: old?.id || undefined,
    properties: change === "delete" ? [] : differences(visible(old?.inputs), visible(fresh?.inputs)),
  };
}

/** What a resource is called in its program. */
export const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** The kind of a resource of ours by its type; undefined for others. */
export const kindOf = (type: string): string | undefined => /(?:^|\/)tencentrtc:(\w+)$/.exec(type)?.[1];

/** Every property that differs, down to the single entries of maps. */
function differences(before: unknown, after: unknown, path: readonly string[] = []): PropertyChange[] {
  if (isDeepEqual(before, after)) return [];
  if (isMap(before) && isMap(after) && !isSecret(before) && !isSecret(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], [...path, name]));
  }
  return [{ path: printPath(path), before: shown(before), after: shown(after) }];
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How the engine writes a secret in its events; what it is never leaves the engine. */
const isSecret = (value: Readonly<Record<string, unknown>>): boolean =>
  Object.hasOwn(value, "4dabf18193072939515e22adb298388d");

function shown(value: unknown): unknown {
  if (value === unknownValue) return "[known when it is made]";
  return isMap(value) && isSecret(value) ? "[secret]" : value;
}

/** Without what the adapters add. */
const visible = (inputs: object | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(inputs ?? {}).filter(([name]) => !name.startsWith("__")));
