import fc from "fast-check";
import type { Backend } from "../provider/backend";
import { type Configuration, declaredBy, type Estate, names } from "./configurations";
import type { Scene } from "./part";
import { parts } from "./parts";

/** What somebody does behind the provider's back, by application; acts that it has nothing for do nothing. */
export type Changes = Readonly<Record<string, readonly string[]>>;

/** In the order in which they can all be done: what a part does to the whole application, its deletion, comes last. */
const acts = parts.flatMap((part) => part.acts);
const order = [...acts.filter((act) => act !== "delete"), "delete"];

export const changes: fc.Arbitrary<Changes> = fc.dictionary(
  names,
  fc.uniqueArray(fc.constantFrom(...acts), { maxLength: 4 }),
  { noNullPrototype: true },
);

/** What a refresh must show then: the inputs that differ, and the resources that are gone. */
export interface Shown {
  readonly changed: Record<string, string[]>;
  readonly dropped: Set<string>;
}

/** Makes the changes one after the other and foretells what a refresh shows. */
export async function makeChanges(
  backend: Backend,
  config: Configuration,
  byOwner: Changes,
  idOf: (name: string) => string,
): Promise<Shown> {
  const shown: Shown = { changed: {}, dropped: new Set() };
  for (const [owner, estate] of Object.entries(config)) {
    const wanted = byOwner[owner] ?? [];
    const scene = sceneOf(backend, owner, estate, Number(idOf(owner)), shown);
    for (const act of order.filter((name) => wanted.includes(name)))
      for (const piece of estate) await piece.act(act, scene);
  }
  for (const inputs of Object.values(shown.changed)) inputs.sort();
  return shown;
}

const sceneOf = (
  backend: Backend,
  owner: string,
  estate: Estate,
  SdkAppId: number,
  { changed, dropped }: Shown,
): Scene => ({
  backend,
  owner,
  SdkAppId,
  drifted(resource, input) {
    changed[resource] = [...new Set([...(changed[resource] ?? []), input])];
  },
  dropped: (resource) => dropped.add(resource),
  droppedAll() {
    for (const { name } of declaredBy(owner, estate)) dropped.add(name);
  },
});
