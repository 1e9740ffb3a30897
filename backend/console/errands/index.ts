import { ApiError } from "../../api";
import { applicationOf } from "../application/holdings";
import type { Errand } from "../errand";
import type { Visit } from "../session/visit";
import { addAdmin, removeAdmin } from "./admin-accounts";
import { addCertificate, editCertificate, removeCertificate } from "./certificates";
import type { MakeErrand, Place } from "./place";
import { edit, openRtc, upgradeKey } from "./settings";
import { disable, enable, remove } from "./status";
import { autoRenewal, claimTrial } from "./subscriptions";
import { addTag, changeTag, removeTag } from "./tags";
import { removeWebhook, setWebhook } from "./webhooks";

/** What can be done to an application, by the last part of the address. */
const errands: ReadonlyMap<string, MakeErrand> = new Map([
  ["disable", disable],
  ["enable", enable],
  ["delete", remove],
  ["edit", edit],
  ["open-rtc", openRtc],
  ["upgrade-key", upgradeKey],
  ["add-admin", addAdmin],
  ["remove-admin", removeAdmin],
  ["add-certificate", addCertificate],
  ["edit-certificate", editCertificate],
  ["remove-certificate", removeCertificate],
  ["add-tag", addTag],
  ["change-tag", changeTag],
  ["remove-tag", removeTag],
  ["auto-renewal", autoRenewal],
  ["claim-trial", claimTrial],
  ["set-webhook", setWebhook],
  ["remove-webhook", removeWebhook],
]);

/** @throws ApiError where there is no such errand, or no such application. */
export async function findErrand(
  visit: Visit,
  { id, name, about }: { readonly id: string; readonly name: string; readonly about: Place["about"] },
): Promise<Errand> {
  const make = errands.get(name);
  if (!make) throw new ApiError("ResourceNotFound", "there is no such page");
  return make(visit, { application: await applicationOf(visit, id), about });
}
