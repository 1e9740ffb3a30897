/** Every kind there is. */
export { adminAccount } from "./admin-account/admin-account";
export { application } from "./application/application";
export { pushCertificate } from "./push-certificate/push-certificate";
export { subscription } from "./subscription/subscription";
export { tag } from "./tag/tag";
export { webhook } from "./webhook/webhook";
