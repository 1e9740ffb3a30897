import type { Kind } from "../lifecycle/kind";
import * as listed from "./kinds";

export * from "./kinds";

const isChild = ({ inputs }: Kind): boolean => "application" in inputs.shape;

/** Every kind there is, in the order of the reference pages: applications, then what hangs on them by name. */
export const kinds: readonly Kind[] = Object.values<Kind>(listed).sort(
  (one, other) => Number(isChild(one)) - Number(isChild(other)) || (one.name < other.name ? -1 : 1),
);
