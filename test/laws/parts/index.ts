import type { Part } from "../part";
import { adminAccountPart } from "./admin-account";
import { applicationPart } from "./application";
import { pushCertificatePart } from "./push-certificate";
import { subscriptionPart } from "./subscription";
import { tagPart } from "./tag";
import { webhookPart } from "./webhook";

/** What a generated application is made of: the application itself, then what hangs on it, one part per kind. */
export const parts: readonly Part[] = [
  applicationPart,
  adminAccountPart,
  pushCertificatePart,
  subscriptionPart,
  tagPart,
  webhookPart,
];
