import type { Bag } from "../../../ground/bag";
import type { Kind } from "../../lifecycle/kind";
import { metaOf } from "../../lifecycle/properties/meta";
import { unknownValue } from "../../lifecycle/properties/unknown";

/**
 * What a plan knows of a resource that is to be made or changed: what is declared, what stays as it is, and of the
 * rest that it isn't known. What will be absent is null: the engine takes what isn't named for unknown.
 *
 * @param state undefined where the resource is to be made
 */
export function plannedOutputs(
  kind: Kind,
  inputs: Bag,
  { state, changed }: { readonly state?: Bag; readonly changed: readonly string[] },
): Bag {
  const facts = Object.entries(kind.inputs.shape).map(([name, schema]) => {
    const meta = metaOf(schema);
    if (inputs[name] !== undefined || meta.policy) return [name, inputs[name] ?? null];
    return [name, state && !changed.includes(name) ? (state[name] ?? null) : unknownValue];
  });
  const results = Object.entries(kind.outputs.shape).map(([name, schema]) => {
    const { follows } = metaOf(schema);
    const stays =
      state !== undefined && follows !== undefined && !follows.some((one) => changed.includes(one));
    return [name, stays ? (state[name] ?? null) : unknownValue];
  });
  const visible = [...facts, ...results].filter(([name]) => !String(name).startsWith("__"));
  return Object.fromEntries(visible);
}
