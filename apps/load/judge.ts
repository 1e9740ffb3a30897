import type { Failure } from "../../provider/lifecycle/bag";
import { check } from "../../provider/lifecycle/check";
import { printDeclaration } from "../../provider/lifecycle/declaration";
import { unknownValue } from "../../provider/lifecycle/unknown";
import type { Declared } from "../format/declared";
import { parentProperty } from "../format/sections";

/** Every rule that a declared resource breaks, as far as a file alone can tell. */
export function brokenRules({ kind, section, name, inputs }: Declared): readonly Failure[] {
  // The application's id isn't known before it is made.
  const parent = section && { [parentProperty]: unknownValue };
  const declaration = { organization: "", stack: "", project: "", parents: "", name };
  const given = { ...inputs, ...parent, __declaration: printDeclaration(declaration) };
  return check(kind, given, { olds: undefined, settings: undefined, declaration }).failures;
}
