import { defaultAdminAccount } from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import type { Client } from "../../client/client";
import type { Session } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/properties/unknown";
import { foreseeApplication } from "../application/exists";

/** Accounts that this run declares, by application: the only ones sure to be there when it ends. */
const declared = new WeakMap<Client, Map<string, Set<string>>>();

/** Foresees the quota of admin accounts, and an application that isn't there. */
export async function foreseeAdminAccounts(
  session: Session,
  inputs: Bag,
  olds: Bag | undefined,
): Promise<Failure[]> {
  const { application, userId } = inputs;
  const missing = await foreseeApplication(session, inputs, olds);
  if (missing.length > 0 || !isKnownText(application) || !isKnownText(userId)) return missing;
  const limit = session.account.Settings.AdminAccountsPerApplication;
  const accounts = declaredOn(session.client, application).add(userId);
  if (accounts.size <= limit) return [];
  return [
    {
      path: "userId",
      reason: `is one account too many: application ${application} would have ${accounts.size} admin accounts (${defaultAdminAccount} counts) of at most ${limit}; take one out`,
    },
  ];
}

function declaredOn(client: Client, application: string): Set<string> {
  const byApplication = declared.get(client) ?? new Map<string, Set<string>>();
  declared.set(client, byApplication);
  const accounts = byApplication.get(application) ?? new Set([defaultAdminAccount]);
  byApplication.set(application, accounts);
  return accounts;
}

/** Accounts of applications that aren't made yet all name the same unknown: nothing is certain of them. */
const isKnownText = (value: unknown): value is string => typeof value === "string" && !isUnknown(value);
