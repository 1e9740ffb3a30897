import type { Kind } from "../lifecycle/kind";
import { adminAccount } from "./admin-account";
import { application } from "./application";
import { tag } from "./tag";

export { adminAccount, application, tag };

/** Every kind there is, in the order of the reference pages. */
export const kinds: readonly Kind[] = [application, adminAccount, tag];
