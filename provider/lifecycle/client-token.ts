import { createHash } from "node:crypto";
import type { Bag } from "../../ground/bag";
import type { Kind, Session } from "./kind";
import { type DeclarationParts, printDeclaration } from "./run/declaration";
import { backendOf } from "./state";

/**
 * The token under which a creation may be repeated: the same declaration with the same identity in the same
 * backend always makes the same one, whatever happened in between (docs/decisions/004).
 */
export function clientTokenOf(
  kind: Kind,
  session: Session,
  declaration: DeclarationParts,
  inputs: Bag,
): string {
  const parts = [backendOf(session), printDeclaration(declaration), kind.name, ...kind.identity(inputs)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
