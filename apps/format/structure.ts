import { z } from "zod";
import { type Bag, isBag } from "../../ground/bag";
import { application } from "../../provider/resources";
import { applicationFile } from "./application-file";
import { propertiesOf, takesMap } from "./layer";
import { overlay } from "./overlay";
import { type Section, sectionOf } from "./sections";

/** The shape alone: what a property may hold is judged by its kind, once all layers are known. */
const structure = applicationFile({
  property: () => z.unknown(),
  entry: (_, whole) => whole,
  isWhole: false,
});
const layerKeys = Object.keys(structure.shape).filter(
  (name) => !["application", "account", "environments"].includes(name),
);

/** What a file may hold for itself: `x-common: &common { … }`. */
export const ownPrefix = "x-";

export interface ApplicationLayers {
  readonly application: string;
  readonly account: string | undefined;
  readonly base: Bag;
  readonly environments: Readonly<Record<string, Bag>>;
}

/** What is wrong with the shape of a file's value. */
export const structuralIssues = (value: unknown): readonly z.core.$ZodIssue[] =>
  structure.safeParse(value).error?.issues ?? [];

/** The keys that may stand at this place. */
export function keysAt(path: readonly PropertyKey[]): readonly string[] {
  const inner = path[0] === "environments" ? path.slice(2) : path;
  if (path.length === 0) return Object.keys(structure.shape);
  if (inner.length === 0) return layerKeys;
  const section = sectionOf(inner[0] ?? "");
  return section ? entryKeys(section) : [];
}

/** The layers of a file as far as its shape allows; what is misshapen counts as not there. */
export function layersOf(value: unknown): ApplicationLayers | undefined {
  const file = isBag(value) ? value : {};
  if (typeof file.application !== "string") return undefined;
  const { application: key, account, environments, ...base } = file;
  const overlays = isBag(environments) ? Object.entries(environments) : [];
  return {
    application: key,
    account: typeof account === "string" ? account : undefined,
    base: knownPart(base),
    environments: Object.fromEntries(overlays.map(([name, one]) => [name, knownPart(one)])),
  };
}

/** What an environment declares: its own layer over the file's. */
export const layerOf = (layers: ApplicationLayers, environment: string): Bag =>
  overlay(layers.base, layers.environments[environment] ?? {});

/**
 * Short forms written out: entries that are a key alone, and lists and maps that were left empty. What a file keeps
 * for its own aliases is left out.
 */
export function writtenOut(value: unknown): unknown {
  if (!isBag(value)) return value;
  const { environments, ...base } = Object.fromEntries(
    Object.entries(value).filter(([name]) => !name.startsWith(ownPrefix)),
  );
  if (!isBag(environments))
    return { ...layerWrittenOut(base), ...(environments !== undefined && { environments }) };
  const overlays = Object.entries(environments).map(([name, one]) => {
    return [name, isBag(one ?? {}) ? layerWrittenOut(Object(one)) : one];
  });
  return { ...layerWrittenOut(base), environments: Object.fromEntries(overlays) };
}

const layerWrittenOut = (layer: Bag): Bag =>
  Object.fromEntries(Object.entries(layer).map(([name, value]) => [name, valueWrittenOut(name, value)]));

function valueWrittenOut(name: string, value: unknown): unknown {
  const section = sectionOf(name);
  if (!section) return value === null && maps.includes(name) ? {} : value;
  if (!Array.isArray(value)) return value ?? [];
  return value.map((entry: unknown) => (typeof entry === "string" ? { [section.key]: entry } : entry));
}

const maps = Object.entries(application.inputs.shape)
  .filter(([, schema]) => takesMap(schema))
  .map(([name]) => name);

/** The valid part of a layer: its known properties, and the entries of its lists that have their key. */
function knownPart(layer: unknown): Bag {
  if (!isBag(layer)) return {};
  const known = Object.entries(layer).filter(([name]) => layerKeys.includes(name));
  return Object.fromEntries(
    known.flatMap(([name, value]) => {
      const section = sectionOf(name);
      if (!section) return [[name, value]];
      return Array.isArray(value) ? [[name, knownEntries(section, value)]] : [];
    }),
  );
}

const knownEntries = (section: Section, entries: readonly unknown[]): Bag[] =>
  entries
    .filter(isBag)
    .filter((entry) => Object.hasOwn(entry, section.key))
    .map((entry) =>
      Object.fromEntries(Object.entries(entry).filter(([name]) => entryKeys(section).includes(name))),
    );

const entryKeys = ({ kind, key }: Section): string[] => [...new Set([key, ...propertiesOf(kind)])];
