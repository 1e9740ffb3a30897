import { type CustomResourceOptions, output } from "@pulumi/pulumi";
import type { Bag } from "../../ground/bag";
import { metaAt } from "../../provider/lifecycle/properties/meta";
import { holdsSecrets } from "../../provider/lifecycle/write-only";
import type { Declared } from "../format/declared";
import { parentProperty } from "../format/sections";
import type { ApplicationSource } from "../load/application-source";

/** How far the stack has got with giving an application up. */
export interface Release {
  /** What the stack has of the application, with what lets go of it and no secrets. */
  readonly resources: readonly Declared[];
  /** Whether the state says of all of them that they are to stay. */
  readonly hasLetGo: boolean;
  /** Why it can't be done as the file has it. */
  readonly faults: readonly string[];
}

/** @param states what the stack has, by name */
export function releaseOf(
  source: ApplicationSource,
  environment: string,
  states: ReadonlyMap<string, Bag>,
): Release {
  const resources = source.declaredIn(environment).flatMap((declared) => {
    const state = states.get(declared.name);
    if (!state) return [];
    const inputs = { ...declared.inputs, ...heldIn(declared, state), ...declared.section?.letGo?.(state) };
    return [{ ...declared, inputs }];
  });
  return {
    resources,
    hasLetGo: resources.every(({ name, inputs }) => isLetGo(inputs, states.get(name))),
    faults: leftOut(source.layers?.application ?? "", resources, states),
  };
}

/** Properties with secrets as the state has them: who gives an application up needs none of them. */
const heldIn = ({ kind, inputs }: Declared, state: Bag): Bag =>
  Object.fromEntries(
    Object.keys(inputs)
      .filter((name) => holdsSecrets(kind, name) || metaAt(kind.inputs, name)?.secret === true)
      .map((name) => [name, output(state[name])]),
  );

const isLetGo = ({ deletionPolicy, adopt }: Bag, state: Bag | undefined): boolean =>
  state?.deletionPolicy === deletionPolicy && (adopt === undefined || state?.adopt !== undefined);

/** Entries that the file has no more: as nothing declares them, they would be deleted with the release. */
function leftOut(
  application: string,
  resources: readonly Declared[],
  states: ReadonlyMap<string, Bag>,
): string[] {
  const named = new Set(resources.map(({ name }) => name));
  return [...states.keys()]
    .filter((name) => name.startsWith(`${application}/`) && !named.has(name))
    .map(
      (name) =>
        `the file that releases "${application}" has "${name}" no more, and the stack still does: that would delete it, where a release changes nothing. ` +
        "Put it back for the release, or let an up without `release` take it away first",
    );
}

/** Nothing but what lets go is taken from the file: giving an application up changes nothing of it. */
export const asInState = ({ kind }: Declared): CustomResourceOptions => ({
  ignoreChanges: Object.keys(kind.inputs.shape).filter(
    (name) => !["deletionPolicy", "adopt", "__keeps", parentProperty].includes(name),
  ),
});
