import { DeleteApplication } from "../../../backend/api";
import { explain, UserError } from "../../../ground/errors";
import type { Planned, Session } from "../../lifecycle/kind";
import { parseApplicationId } from "./id";

/**
 * Refuses a replacement whose deletion the backend would refuse: what hangs on the application would be taken off it
 * before that is heard.
 */
export async function refuseReplacement(
  { client }: Session,
  { id, state, replaced }: Planned,
): Promise<void> {
  if (replaced.length === 0 || state.deletionPolicy !== "delete") return;
  const SdkAppId = parseApplicationId(id);
  const entry = await client.application(SdkAppId);
  if (entry.Outcome === "Refused") return;
  if (!entry.Application.DeletionProtection && !entry.Application.DeletableBySupportOnly) return;
  try {
    await client.call(DeleteApplication, { SdkAppId, DryRun: true });
  } catch (error) {
    throw new UserError(
      `${replaced.join(", ")} would replace Application ${id}, which may not be deleted: ${explain(error)}. Nothing was changed. ` +
        'Leave it as it is, or keep the old application with deletionPolicy: "retain", applied first, by itself',
      { cause: error },
    );
  }
}
