import type { Kind } from "../lifecycle/kind";

/** The type under which the engine knows a kind's dynamic resources; in every URN, so never to be changed. */
export const typeToken = (kind: Pick<Kind, "name">): string =>
  `pulumi-nodejs:dynamic/tencentrtc:${kind.name}`;
