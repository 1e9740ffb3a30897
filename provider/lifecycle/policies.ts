import type { Bag } from "../../ground/bag";
import type { Difference } from "./diff";
import type { Kind } from "./kind";
import { metaOf } from "./properties/meta";

const isPolicy = (kind: Kind, property: string): boolean => {
  const schema = kind.inputs.shape[property];
  return schema !== undefined && property !== "__declaration" && metaOf(schema).policy === true;
};

/** Whether something differs, and only what the provider keeps for itself. */
export const arePolicies = (kind: Kind, differences: readonly Difference[]): boolean =>
  differences.length > 0 && differences.every(({ property }) => isPolicy(kind, property));

/** Only the provider's own facts changed: the state takes them over and nobody is asked. */
export function policiesChanged(kind: Kind, state: Bag, inputs: Bag): Bag {
  const next: Record<string, unknown> = { ...state };
  for (const property of Object.keys(kind.inputs.shape)) {
    if (!isPolicy(kind, property)) continue;
    if (inputs[property] === undefined) delete next[property];
    else next[property] = inputs[property];
  }
  return next;
}
