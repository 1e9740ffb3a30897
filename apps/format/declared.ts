import { type Bag, isBag } from "../../ground/bag";
import type { Kind } from "../../provider/lifecycle/kind";
import { application } from "../../provider/resources";
import { fileDefaults } from "./layer";
import { type Section, sections } from "./sections";

/** A resource as a file declares it in one environment. */
export interface Declared {
  readonly kind: Kind;
  /** Undefined for the application itself. */
  readonly section: Section | undefined;
  /** What the resource is called: the file's `application`, or that and the entry's key. */
  readonly name: string;
  /** Where it stands in the merged layer. */
  readonly path: readonly (string | number)[];
  /** Properties, without the one that names the application. */
  readonly inputs: Bag;
  /** What the merged layer has of it: the same object in every environment that says nothing of it. */
  readonly said: Bag;
}

/**
 * The resources that a merged layer stands for, the application first. An application is protected against deletion
 * unless its file says otherwise; of an adopted one nothing is decided that its file doesn't say.
 */
export function declaredBy(key: string, layer: Bag): Declared[] {
  const { release, ...properties } = layer;
  const own = Object.fromEntries(
    Object.entries(properties).filter(([name]) => !Object.hasOwn(sections, name)),
  );
  const app: Declared = {
    kind: application,
    section: undefined,
    name: key,
    path: [],
    said: own,
    inputs: {
      ...(own.adopt === undefined && fileDefaults),
      ...own,
      ...(release === true && { deletionPolicy: "retain" }),
    },
  };
  return [
    app,
    ...Object.entries(sections).flatMap(([name, section]) => entries(key, name, section, layer[name])),
  ];
}

function entries(key: string, name: string, section: Section, list: unknown): Declared[] {
  if (!Array.isArray(list)) return [];
  return list.filter(isBag).map((entry, index) => {
    // A key that is no property of the kind is a name for it.
    const { [section.key]: own, ...rest } = entry;
    const isProperty = Object.hasOwn(section.kind.inputs.shape, section.key);
    return {
      kind: section.kind,
      section,
      name: `${key}/${String(own)}${section.suffix ?? ""}`,
      path: [name, index],
      inputs: isProperty ? entry : rest,
      said: entry,
    };
  });
}
