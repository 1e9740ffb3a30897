import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { Bag, Failure } from "../../../ground/bag";
import type { Kind } from "../../lifecycle/kind";
import { isOptional } from "../../lifecycle/properties/variants";
import type { RequestOf } from "./wire/calls";

const { PROPOSE, DISABLE } = CheckRequest.AutonamingOptions.Mode;

/**
 * Inputs with the name that the project's `pulumi:autonaming` gives what has none. A name once given stays; a proposal
 * that breaks the rules of names gives way to the kind's own default.
 */
export function named(
  kind: Kind,
  inputs: Bag,
  olds: Bag | undefined,
  options: RequestOf<"check">["autonaming"],
): { readonly inputs: Bag; readonly failures: readonly Failure[] } {
  const schema = kind.inputs.shape.name;
  const asIs = { inputs, failures: [] };
  if (!options || !schema || !isOptional(schema)) return asIs;
  if (inputs.name !== undefined || kind.adopts?.(inputs)) return asIs;
  if (typeof olds?.name === "string") return { inputs: { ...inputs, name: olds.name }, failures: [] };
  const { mode, proposedName: name } = options;
  if (mode === DISABLE) {
    const reason = "is required: the project's pulumi:autonaming gives no names";
    return { inputs, failures: [{ path: "name", reason }] };
  }
  if (mode === PROPOSE && !schema.safeParse(name).success) return asIs;
  return { inputs: { ...inputs, name }, failures: [] };
}
