import type { Failure } from "../../provider/lifecycle/bag";
import { check } from "../../provider/lifecycle/check";
import { printDeclaration } from "../../provider/lifecycle/declaration";
import { printPath } from "../../provider/lifecycle/issue";
import { unknownValue } from "../../provider/lifecycle/unknown";
import type { Declared } from "../format/declared";
import { secretsIn, secretText, withSecrets } from "../format/secrets";
import { parentProperty } from "../format/sections";

/** Every rule that a declared resource breaks, as far as a file alone can tell. */
export function brokenRules({ kind, section, name, inputs }: Declared): readonly Failure[] {
  // Neither the application's id nor a secret is known before a run.
  const parent = section && { [parentProperty]: unknownValue };
  const declaration = { organization: "", stack: "", project: "", parents: "", name };
  const given = {
    ...withSecrets(kind, inputs, () => unknownValue),
    ...parent,
    __declaration: printDeclaration(declaration),
  };
  return check(kind, given, { olds: undefined, settings: undefined, declaration, now: undefined }).failures;
}

/** Secrets that stand in a file themselves. They aren't repeated. */
export const bareSecrets = ({ kind, inputs }: Declared): Failure[] =>
  secretsIn(kind, inputs).flatMap(({ path, value, isFile }) => {
    const issues = secretText(isFile).safeParse(value).error?.issues ?? [];
    return issues.slice(0, 1).map(({ message }) => ({ path: printPath(path), reason: message }));
  });
