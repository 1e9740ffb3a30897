import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { Bag } from "../../../ground/bag";
import type { Difference } from "../../lifecycle/diff";
import { type PropertyDifference, propertyDifferences } from "../../lifecycle/differences";
import type { Kind } from "../../lifecycle/kind";
import { metaAt } from "../../lifecycle/properties/meta";

interface Planned {
  readonly changes: boolean;
  readonly differences: readonly Difference[];
  /** What the differences are to. */
  readonly state: Bag;
}

/** A plan of one resource as the engine shows it: path by path, with what makes it a replacement. */
export function diffResponse(
  kind: Kind,
  { changes, differences, state }: Planned,
  inputs: Bag,
): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = DiffResponse.DiffChanges;
  const response = new DiffResponse().setChanges(changes ? DIFF_SOME : DIFF_NONE);
  response.setDeletebeforereplace(kind.deleteBeforeReplace);
  const detailed = response.getDetaileddiffMap();
  for (const { property, how } of differences) {
    const isReplacing = how === "replace";
    if (isReplacing) response.addReplaces(property);
    if (metaAt(kind.inputs, property)?.hidden) continue;
    const paths = propertyDifferences(state[property], inputs[property], [property]);
    // Whoever begins to manage what is as declared changes no value.
    if (paths.length > 0 || isReplacing) response.addDiffs(property);
    for (const one of paths) detailed.set(one.path, new PropertyDiff().setKind(kindOf(one, isReplacing)));
  }
  response.setHasdetaileddiff(detailed.getLength() > 0);
  return response;
}

const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;

function kindOf({ before, after }: PropertyDifference, isReplacing: boolean): PropertyDiff.Kind {
  if (before === undefined) return isReplacing ? ADD_REPLACE : ADD;
  if (after === undefined) return isReplacing ? DELETE_REPLACE : DELETE;
  return isReplacing ? UPDATE_REPLACE : UPDATE;
}
