import { isBehind, ownerOf } from "../../../rules/real-webhooks";
import type { RealWebhookRow } from "../../../store";
import type { Scope } from "../../scope";
import { deedIn, deedKnown, type Known } from "./row";

/** A webhook as it is taken to be. */
export interface Believed extends Known {
  readonly owner: string | null;
}

/**
 * What a look means: what it found, or what was changed here so short a time ago that it may not be shown yet. Undefined
 * where there is none.
 */
export function believed(
  row: RealWebhookRow | undefined,
  found: Known | undefined,
  at: number,
  scope: Pick<Scope, "sealer">,
): Believed | undefined {
  const deed = deedIn(row);
  if (!isBehind(deed, found?.revision ?? null, at)) {
    return found && { ...found, owner: ownerOf(deed, found.revision) };
  }
  const put = deedKnown(row, scope);
  return put && { ...put, owner: deed.owner };
}
