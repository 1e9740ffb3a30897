import type { Kind } from "../lifecycle/kind";
import { adminAccount } from "./admin-account/admin-account";
import { application } from "./application/application";
import { pushCertificate } from "./push-certificate/push-certificate";
import { subscription } from "./subscription/subscription";
import { tag } from "./tag/tag";

export { adminAccount, application, pushCertificate, subscription, tag };

/** Every kind there is, in the order of the reference pages. */
export const kinds: readonly Kind[] = [application, adminAccount, pushCertificate, subscription, tag];
