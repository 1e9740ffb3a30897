import { createHash } from "node:crypto";
import type { Bag } from "../../ground/bag";
import type { Kind } from "./kind";
import { type DeclarationParts, inAnyAdapter, printDeclaration } from "./run/declaration";
import { backendOf, type Whereabouts } from "./state";

/**
 * The token under which a creation may be repeated: the same declaration with the same identity in the same
 * backend always makes the same one, whatever happened in between and whichever adapter begins it (docs/decisions/004).
 */
export function clientTokenOf(
  kind: Kind,
  session: Whereabouts,
  declaration: DeclarationParts,
  inputs: Bag,
): string {
  const declared = printDeclaration(inAnyAdapter(declaration));
  const parts = [backendOf(session), declared, kind.name, ...kind.identity(inputs)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
