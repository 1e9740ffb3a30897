import type { OpenStack } from "../../apps/engine";
import { UserError } from "../../ground/errors";
import type { FleetOptions } from "./fleet";
import type { Target } from "./targets";

/** What applications stand in: nothing of it is anywhere but in the state. */
const frame = ["**::pulumi:pulumi:Stack::*", "**::tencentrtc:apps:AppsFromFiles::*"];

/** The URNs, as patterns, of applications with everything that hangs on them. */
export const urnsOf = (names: Iterable<string>): string[] => [
  ...frame,
  ...[...names].flatMap((name) => [`**::${name}`, `**::${name}/**`]),
];

/**
 * What a run is limited to.
 *
 * @returns undefined where it isn't.
 * @throws UserError where neither a file nor the state has any of it here: the engine would take that for no limit.
 */
export function scopeOf({ chosen, sources, place }: Target, { resources }: OpenStack): string[] | undefined {
  if (!chosen) return undefined;
  const here = new Set([
    ...sources.flatMap(({ layers }) => (layers ? [layers.application] : [])),
    ...resources.map(({ application }) => application),
  ]);
  const found = [...chosen].filter((name) => here.has(name));
  if (found.length > 0) return urnsOf(found);
  throw new UserError(
    `the stack "${place.stack}" has no ${[...chosen].join(", ")}, and no file declares it there`,
  );
}

/** Steps at a time: no resource should wait for another one's turn. */
export const parallelOf = (
  { sources, environment }: Target,
  { resources }: Pick<OpenStack, "resources">,
  { parallel }: FleetOptions,
): number =>
  parallel ??
  Math.max(
    16,
    resources.length,
    sources.reduce((sum, source) => sum + source.declaredIn(environment).length, 0),
  );
