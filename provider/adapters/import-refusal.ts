import type { Kind } from "../lifecycle/kind";

/** What to do where an import can't be done, as what follows a reason. */
export const insteadOfImport = ({ name, inputs }: Kind): string =>
  "adopt" in inputs.shape
    ? "declare `adopt` in its place, which takes over what exists"
    : `declare the ${name} without it: what exists as declared is taken over`;
