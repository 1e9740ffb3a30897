import { z } from "zod";

/** The account that every application has from its creation and that can't be deleted. */
export const defaultAdminAccount = "administrator";

/** At most 32 bytes of `[A-Za-z0-9_-]` (docs/rules.md, section 2), which rules out robots' `@RBT#…` as well. */
export const UserId = z
  .string('must be text of 1-32 letters, digits, underscores or hyphens, for example "ops_admin"')
  .regex(
    /^[A-Za-z0-9_-]{1,32}$/,
    'must be 1-32 letters, digits, underscores or hyphens (names of robots, "@RBT#…", are reserved), for example "ops_admin"',
  );
