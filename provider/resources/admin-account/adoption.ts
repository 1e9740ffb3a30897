import type { Failure } from "../../../ground/bag";
import { refusalIn } from "../../client/gone";
import type { Proposal, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { parseApplicationId } from "../application/id";
import { isReal, placeInWords } from "../in-console";
import { adminAccounts, type Entry } from "./look-up";

/** Why there is nothing to adopt; begins as what follows the property's name. */
export const nothingToAdopt = (application: string, userId: string): string =>
  `takes over an account that exists already, and Application ${application} has no "${userId}"; ` +
  "leave it out to make the account, which destroying then deletes";

/** Where a person makes a user an admin of a real application. */
export const adminPlace = { page: "Chat console > Users > Create account", field: "Account type: Admin" };

/** Foresees an adoption of an account that isn't there, where the application is known. */
export async function foreseeAccountAdoption(
  session: Session,
  { inputs: { adopt, application, userId }, olds }: Proposal,
): Promise<Failure[]> {
  if (isReal(session) && olds === undefined && adopt !== true && !containsUnknown(adopt)) {
    const reason = `must be true on a real account: only a person makes a user an admin (${placeInWords(adminPlace)}); the declaration takes over one that is there`;
    return [{ path: "adopt", reason }];
  }
  if (adopt !== true || typeof application !== "string" || typeof userId !== "string") return [];
  if (containsUnknown([application, userId])) return [];
  // Of one that is declared already, the refresh tells what became of it.
  if (olds?.application === application && olds.userId === userId) return [];
  const entry = await session.client.look(adminAccounts, {
    SdkAppId: parseApplicationId(application),
    UserId: userId,
  });
  if (isReal(session)) return notOnReal(entry);
  if (entry.Outcome === "Found" || entry.Code !== "ResourceNotFound.AdminAccount") return [];
  return [{ path: "adopt", reason: nothingToAdopt(application, userId) }];
}

function notOnReal(entry: Entry): Failure[] {
  if (entry.Outcome === "Refused") return [{ path: "adopt", reason: refusalIn(entry) }];
  if (entry.IsAdmin !== false) return [];
  const reason = `takes over an admin that is there, and "${entry.UserId}" is none of Application ${entry.SdkAppId}: only a person makes a user an admin (${placeInWords(adminPlace)})`;
  return [{ path: "adopt", reason }];
}
