import { type Bag, isBag } from "../../ground/bag";
import { printPath } from "../../ground/issue";
import { isDeepEqual, otherFields } from "./diff";
import type { Kind, Planned } from "./kind";
import { metaAt } from "./properties/meta";
import { isSecret } from "./properties/signature";
import { unknownValue } from "./properties/unknown";
import { unionOf, variantOf } from "./properties/variants";
import { type Notice, notice } from "./run/notice";
import { isFingerprint } from "./write-only";

/** What is said in the place of a secret, as Pulumi says it. */
export const concealed = "[secret]";

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

function shown(value: unknown): unknown {
  if (value === unknownValue) return "[known when it is made]";
  return isSecret(value) || isFingerprint(value) ? concealed : value;
}

/** Where both sides have a secret: the engine tells of none whether it changes. */
export function secretPaths(before: unknown, after: unknown, path: readonly string[] = []): string[] {
  if (isSecret(before) && isSecret(after)) return [printPath(path)];
  if (!isBag(before) || !isBag(after)) return [];
  return Object.keys(before).flatMap((name) => secretPaths(before[name], after[name], [...path, name]));
}

/** A secret that changes, as far as it may be shown. */
export const secretChange = (path: string): PropertyDifference => ({
  path,
  before: concealed,
  after: concealed,
});

export const isSecretChange = ({ before, after }: PropertyDifference): boolean =>
  before === concealed && after === concealed;

/** In what a property of a kind differs, in a form that may be shown: of one that is secret, only that it does. */
export function shownDifferences(
  kind: Kind,
  property: string,
  before: Bag,
  after: Bag,
): PropertyDifference[] {
  const differing = propertyDifferences(before[property], after[property], [property]);
  const isWhollySecret = metaAt(kind.inputs, property)?.secret === true;
  return isWhollySecret && differing.length > 0 ? [secretChange(property)] : differing;
}

/** The paths of secrets that change in a property. */
export const changedSecrets = (kind: Kind, property: string, state: Bag, inputs: Bag): string[] =>
  shownDifferences(kind, property, state, inputs)
    .filter(isSecretChange)
    .map(({ path }) => path);

/** How a provider says through the engine which secret changes: the engine hides both sides of it. */
export const printSecretChange = (path: string): string => `[secret] ${path} changes`;

/** @returns undefined for any other message. */
export const parseSecretChange = (message: string): string | undefined =>
  /^\[secret\] (\S+) changes$/.exec(message)?.[1];

/**
 * Why a plan replaces a resource, a notice for each property: the engine's protocol has no place for reasons. Pure.
 */
export const replacementNotices = (kind: Kind, planned: Planned): Notice[] =>
  planned.replaced
    .flatMap((property) => causesIn(kind, planned, property))
    .map(({ path, reason }) =>
      notice(
        "id-changes",
        `${path} replaces ${kind.name} ${planned.id}`,
        ...[reason, kind.newId].filter((text) => text !== undefined),
      ),
    );

interface Cause {
  readonly path: string;
  /** What the property's schema says. */
  readonly reason: string | undefined;
}

function causesIn(kind: Kind, { state, inputs }: Planned, property: string): Cause[] {
  const schema = kind.inputs.shape[property];
  const variant = schema && variantOf(schema, inputs[property]);
  if (!schema || !variant) return [{ path: property, reason: metaAt(kind.inputs, property)?.replaces }];
  const fields = otherFields(schema, state[property], inputs[property]);
  const discriminator = unionOf(schema)?.discriminator;
  // Of another form the other fields say nothing more.
  return fields
    .filter((name) => name === discriminator || !fields.includes(String(discriminator)))
    .map((name) => ({ path: printPath([property, name]), reason: metaAt(variant, name)?.replaces }));
}
