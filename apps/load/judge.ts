import type { Bag, Failure } from "../../ground/bag";
import { check } from "../../provider/lifecycle/check";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";
import { printDeclaration } from "../../provider/lifecycle/run/declaration";
import type { Declared } from "../format/declared";
import { withSecrets } from "../format/secrets";
import { parentProperty } from "../format/sections";

/** What every run adds by itself to what a file declares. */
const declarationOf = (name: string) => ({ organization: "", stack: "", project: "", parents: "", name });

/** The inputs as a check gets them, before the application's id is known. */
export const judgedInputs = ({ section, name, inputs }: Declared): Bag => ({
  ...inputs,
  ...(section && { [parentProperty]: unknownValue }),
  __declaration: printDeclaration(declarationOf(name)),
});

/** Every rule that a declared resource breaks, its secrets being what its inputs have. */
export const brokenRules = (declared: Declared): readonly Failure[] =>
  check(declared.kind, judgedInputs(declared), {
    olds: undefined,
    settings: undefined,
    declaration: declarationOf(declared.name),
    now: undefined,
  }).failures;

/** A declaration with every secret unknown: what a file alone tells before a run. */
export const withoutSecrets = (declared: Declared): Declared => ({
  ...declared,
  inputs: withSecrets(declared.kind, declared.inputs, () => unknownValue),
});
