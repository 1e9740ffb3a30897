import type { Migration } from "../migration";

/** Key pairs that read no secrets. A release that doesn't know them would take them for ones that may write. */
export const rights: Migration = {
  name: "rights",
  minReader: 11,
  async up() {},
};
