import type { Bag } from "../../ground/bag";
import { valueAt } from "../../ground/json-path";
import { sectionOf } from "../format/sections";

type Path = readonly PropertyKey[];

/** Where values of merged layers stand in a file. */
export class Origins {
  /** First position of each key in a list. */
  readonly #places = new Map<readonly unknown[], ReadonlyMap<unknown, number>>();

  /**
   * @param value the file's, short forms written out
   * @param layerIn the merged layer of an environment; without one that of the file itself
   */
  constructor(
    private readonly value: unknown,
    private readonly layerIn: (environment: string | undefined) => Bag | undefined,
  ) {}

  /**
   * Where a path of an environment's merged layer may stand in the file: in its own layer, or else below. Without an
   * environment the path is one of the layer below.
   */
  of(environment: string | undefined, path: Path): Path[] {
    const [name, index, ...rest] = path;
    const section = sectionOf(name ?? "");
    const own = environment === undefined ? [] : [["environments", environment]];
    return [...own, []].flatMap((layer) => {
      if (!section || index === undefined) return [[...layer, ...path]];
      const key = valueAt(this.layerIn(environment), [String(name), index, section.key]);
      const list = valueAt(this.value, [...layer, String(name)]);
      const found = Array.isArray(list) ? this.placesIn(list, section.key).get(key) : undefined;
      return found === undefined ? [] : [[...layer, String(name), found, ...rest]];
    });
  }

  /** Where the entries of a list stand, by their keys; of entries with the same key the first one counts. */
  placesIn(list: readonly unknown[], key: string): ReadonlyMap<unknown, number> {
    const known = this.#places.get(list);
    if (known) return known;
    const places = new Map(list.map((entry, index) => [valueAt(entry, [key]), index] as const).reverse());
    this.#places.set(list, places);
    return places;
  }
}
