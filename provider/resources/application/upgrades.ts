import type { Upgrades } from "../../lifecycle/kind";

/** How states of older releases become those of this one (docs/decisions/007). */
export const upgrades: Upgrades = {
  // 1 knew the signature algorithm as an output; it can be declared now, and nobody has yet.
  1: (state) => ({
    ...state,
    __unmanaged: [...(Array.isArray(state.__unmanaged) ? state.__unmanaged : []), "signatureAlgorithm"],
  }),
};
