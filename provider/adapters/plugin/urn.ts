import type { Kind } from "../../lifecycle/kind";
import type { DeclarationParts } from "../../lifecycle/run/declaration";
import { kinds } from "../../resources";
import { byToken } from "./by-token";

/** What the engine calls a resource. */
interface UrnParts {
  readonly declaration: DeclarationParts;
  readonly type: string;
}

/**
 * Reads `urn:pulumi:stack::project::Parent$Type::name`. The organisation isn't in it: declarations do without, so that
 * the same one makes the same ClientToken in every run.
 */
export function readUrn(urn: string): UrnParts {
  const [start = "", project = "", types = "", ...name] = urn.split("::");
  const stack = start.replace(/^urn:pulumi:/, "");
  const separator = types.lastIndexOf("$");
  const parents = separator < 0 ? "" : types.slice(0, separator);
  const declaration = { organization: "", stack, project, parents, name: name.join("::") };
  return { declaration, type: types.slice(separator + 1) };
}

/** @throws UserError for a type that is none of this package. */
export const kindOf = (type: string): Kind => byToken(type, kinds, "resource");
