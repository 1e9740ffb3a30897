import { DeleteApplication } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { explain, UserError } from "../../ground/errors";
import type { Kind, Planned, Session } from "./kind";
import { metaOf } from "./properties/meta";
import { isUnknown } from "./properties/unknown";
import type { DeclarationParts } from "./run/declaration";
import { isImported } from "./state";

/** The property that names the application on which a resource hangs. */
export const hangsBy = (kind: Kind): string | undefined =>
  Object.keys(kind.inputs.shape).find((name) => {
    const schema = kind.inputs.shape[name];
    return schema !== undefined && metaOf(schema).refersTo === "Application";
  });

/** What hangs on an application is planned with an id that isn't known yet where that is about to be replaced. */
export function noteReplacement(
  kind: Kind,
  { departures }: Pick<Session, "departures">,
  { id, state, inputs, replaced }: Planned,
): void {
  if (kind.name === "Application") departures[replaced.length > 0 ? "replaces" : "keeps"](id);
  const property = hangsBy(kind);
  if (property !== undefined && isUnknown(inputs[property])) departures.replaces(String(state[property]));
}

/**
 * Whether a resource is to go with its application, which may be about to be deleted in this run, and not before it.
 *
 * @throws UserError with the application's reason where that may not be deleted: then nothing of it is touched.
 */
export async function goesWithApplication(
  kind: Kind,
  { client, departures }: Pick<Session, "client" | "departures">,
  state: Bag,
  declaration: DeclarationParts,
): Promise<boolean> {
  const property = hangsBy(kind);
  const id = property === undefined ? undefined : state[property];
  if (typeof id !== "string") return false;
  const sdkAppId = Number(id);
  const entry = await client.application(sdkAppId);
  // Of one that is gone, or isn't ours to see, the deletion itself tells.
  if (entry.Outcome === "Refused" || entry.Application.Status === "Deleting") return false;
  const { Owner, DeletionProtection, DeletableBySupportOnly } = entry.Application;
  const mayGo = departures.mayGo(id, Owner, declaration);
  // One that was imported as well has no owner yet, and is told from one that isn't this stack's by nothing.
  const mayBeImported = Owner === null && isImported(state) && !departures.isKept(id);
  if (!mayGo && !mayBeImported) return false;
  if (state.__keeps === undefined && (DeletionProtection || DeletableBySupportOnly)) {
    try {
      await client.call(DeleteApplication, { SdkAppId: sdkAppId, DryRun: true });
    } catch (error) {
      throw new UserError(
        `it stays, since Application ${id}, which this run doesn't declare, may not be deleted: ${explain(error)}. Nothing was changed. ` +
          "Where the application stays declared, run `pulumi up` without this declaration and without targets",
        { cause: error },
      );
    }
  }
  return mayGo;
}
