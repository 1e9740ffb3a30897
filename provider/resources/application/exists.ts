import type { Failure } from "../../../ground/bag";
import { refusalIn } from "../../client/gone";
import type { Proposal, Session } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/properties/unknown";
import { parseApplicationId } from "./id";

/** Applications that this run has found: many children name the same one, and this only foresees. */
class FoundApplications extends Set<string> {}

/** Spares the children of an application that the run has seen another look at it. */
export const noteFound = ({ memory }: Pick<Session, "memory">, application: string): void => {
  memory.of(FoundApplications).add(application);
};

/**
 * For a new child of an application whose id is known: refuses an id that the backend doesn't know. A child that
 * exists already is left to the refresh, which knows the order in which things vanish.
 */
export async function foreseeApplication(
  session: Session,
  { inputs, olds }: Pick<Proposal, "inputs" | "olds">,
): Promise<Failure[]> {
  const { application } = inputs;
  if (olds !== undefined || typeof application !== "string" || isUnknown(application)) return [];
  if (session.memory.of(FoundApplications).has(application)) return [];
  const entry = await session.client.application(parseApplicationId(application));
  if (entry.Outcome === "Found") {
    noteFound(session, application);
    return [];
  }
  return [
    {
      path: "application",
      reason: `names no application of this account: ${refusalIn(entry)}. Pass an Application of this program, or the SDKAppID of one that exists`,
    },
  ];
}
