import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import {
  type PropertyDifference,
  propertyDifferences,
  secretChange,
  secretPaths,
} from "../../provider/lifecycle/differences";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";

/** `adopt`: it is there already and is taken over. `release`: it stays as it is, and nothing manages it any more. */
export type ChangeKind = "create" | "adopt" | "update" | "replace" | "delete" | "release";

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
  /** Undefined before it is made; of an application that is adopted known before. */
  readonly id: string | undefined;
  /** What happens to an application that is deleted or replaced: `delete`, `disable` or `retain`. */
  readonly deletionPolicy: string | undefined;
  readonly properties: readonly PropertyDifference[];
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
  const inputs = visible(old?.inputs);
  const desired = visible(fresh?.inputs);
  const isAdoption = change === "create" && isAdopted(desired);
  return {
    change: isAdoption ? "adopt" : change === "delete" && isLeft(inputs) ? "release" : change,
    kind,
    urn,
    name,
    application: applicationOf(name),
    id: old?.id || (isAdoption ? sdkAppIdIn(desired) : undefined),
    deletionPolicy: typeof inputs.deletionPolicy === "string" ? inputs.deletionPolicy : undefined,
    properties: change === "delete" ? [] : [...propertyDifferences(inputs, desired), ...secrets(old, fresh)],
  };
}

type State = StepEventMetadata["old"];

/** The secrets that differ, where the backend's fingerprint of them says so: of both sides the engine tells nothing. */
function secrets(old: State, fresh: State): PropertyDifference[] {
  const [before, after] = [old?.outputs.fingerprint, fresh?.outputs.fingerprint];
  if (before === undefined || after === undefined || before === after) return [];
  return secretPaths(visible(old?.inputs), visible(fresh?.inputs)).map(secretChange);
}

type Inputs = Readonly<Record<string, unknown>>;

/** Whether a declaration takes over what is there. */
const isAdopted = ({ adopt }: Inputs): boolean => adopt !== undefined && adopt !== false;

/** SDKAppID of an application that is adopted; undefined for `adopt` of other kinds. */
const sdkAppIdIn = ({ adopt }: Inputs): string | undefined =>
  typeof adopt === "string" && adopt !== unknownValue ? adopt : undefined;

/** Whether a resource stays as it is when its declaration goes: one that was adopted, unless a policy says otherwise. */
const isLeft = (inputs: Inputs): boolean =>
  inputs.deletionPolicy === undefined ? isAdopted(inputs) : inputs.deletionPolicy === "retain";

/** With secrets that the provider says change, which the engine's own events don't show. */
export function withSecretChanges(one: Change, paths: ReadonlySet<string> = new Set()): Change {
  const known = one.properties.map(({ path }) => path);
  const others = [...paths].filter((path) => !known.includes(path));
  return { ...one, properties: [...one.properties, ...others.map(secretChange)] };
}

/** What the file calls the application that a resource is, or that it hangs on. */
export const applicationOf = (name: string): string => name.split("/")[0] ?? name;

/** What a resource is called in its program. */
export const nameOf = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** The kind of a resource of ours by its type; undefined for others. */
export const kindOf = (type: string): string | undefined =>
  /(?:^|\/)tencentrtc:(?:index:)?(\w+)$/.exec(type)?.[1];

/** Without what the adapters add. */
const visible = (inputs: object | undefined): Inputs =>
  Object.fromEntries(Object.entries(inputs ?? {}).filter(([name]) => !name.startsWith("__")));
