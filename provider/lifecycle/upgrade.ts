import type { Bag } from "../../ground/bag";
import { UserError } from "../../ground/errors";
import type { Kind } from "./kind";

/** The shape of every kind's state in this release. A release that changes a shape raises it and adds a step to that kind. */
export const schemaVersion = 2;

/** Brings a state of any older release into this release's shape. Pure. */
export function upgradeState(kind: Kind, state: Bag): Bag {
  const from = state.__schemaVersion;
  if (typeof from !== "number") return state;
  if (from > schemaVersion) {
    throw new UserError(
      `the state of this ${kind.name} was written by a newer release of pulumi-tencentrtc (schema ${from}, this one knows ${schemaVersion}); install that release or a newer one`,
    );
  }
  let upgraded = state;
  for (let version = from; version < schemaVersion; version += 1) {
    const step = kind.upgrades?.[version];
    upgraded = { ...(step ? step(upgraded) : upgraded), __schemaVersion: version + 1 };
  }
  return upgraded;
}
