import { defaultAdminAccount } from "../../../backend/api";
import type { Failure } from "../../../ground/bag";
import type { Proposal, Session } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/properties/unknown";
import { foreseeApplication } from "../application/exists";

/** Accounts that this run declares, by application: the only ones sure to be there when it ends. */
class DeclaredAccounts {
  readonly #byApplication = new Map<string, Set<string>>();

  on(application: string): Set<string> {
    const accounts = this.#byApplication.get(application) ?? new Set([defaultAdminAccount]);
    this.#byApplication.set(application, accounts);
    return accounts;
  }
}

/** Foresees the quota of admin accounts, and an application that isn't there. */
export async function foreseeAdminAccounts(session: Session, proposal: Proposal): Promise<Failure[]> {
  const { application, userId } = proposal.inputs;
  const missing = await foreseeApplication(session, proposal);
  if (missing.length > 0 || !isKnownText(application) || !isKnownText(userId)) return missing;
  const limit = session.account.Settings.AdminAccountsPerApplication;
  const accounts = session.memory.of(DeclaredAccounts).on(application).add(userId);
  if (accounts.size <= limit) return [];
  return [
    {
      path: "userId",
      reason: `is one account too many: application ${application} would have ${accounts.size} admin accounts (${defaultAdminAccount} counts) of at most ${limit}; take one out`,
    },
  ];
}

/** Accounts of applications that aren't made yet all name the same unknown: nothing is certain of them. */
const isKnownText = (value: unknown): value is string => typeof value === "string" && !isUnknown(value);
