import type { Failure } from "../../../ground/bag";
import type { Proposal, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { parseApplicationId } from "../application/id";
import { adminAccounts } from "./look-up";

/** Why there is nothing to adopt; begins as what follows the property's name. */
export const nothingToAdopt = (application: string, userId: string): string =>
  `takes over an account that exists already, and Application ${application} has no "${userId}"; ` +
  "leave it out to make the account, which destroying then deletes";

/** Foresees an adoption of an account that isn't there, where the application is known. */
export async function foreseeAccountAdoption(
  session: Session,
  { inputs: { adopt, application, userId }, olds }: Proposal,
): Promise<Failure[]> {
  if (adopt !== true || typeof application !== "string" || typeof userId !== "string") return [];
  if (containsUnknown([application, userId])) return [];
  // Of one that is declared already, the refresh tells what became of it.
  if (olds?.application === application && olds.userId === userId) return [];
  const entry = await session.client.look(adminAccounts, {
    SdkAppId: parseApplicationId(application),
    UserId: userId,
  });
  if (entry.Outcome === "Found" || entry.Code !== "ResourceNotFound.AdminAccount") return [];
  return [{ path: "adopt", reason: nothingToAdopt(application, userId) }];
}
