import type { Migration } from "./migration";
import * as steps from "./steps";

export type { Migration } from "./migration";

/** In the order of their numbers; that of the last one is the schema version. */
export const migrations: readonly Migration[] = Object.entries<Migration>(steps)
  .sort(([one], [other]) => (one < other ? -1 : 1))
  .map(([, step]) => step);
