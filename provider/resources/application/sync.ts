import { type ApplicationRecord, CreateApplication, ModifyApplication } from "../../../backend/api";
import type { Change, Session } from "../../lifecycle/kind";
import { warnOfReplay } from "../../lifecycle/replayed";
import { printDeclaration } from "../../lifecycle/run/declaration";
import { takeOver } from "../../lifecycle/taking/claim";
import { takeable } from "./claim";
import { editsOf, madeWith, type Observed } from "./fields";
import { parseApplicationId } from "./id";
import { forGood } from "./impact";
import type { ApplicationInputs } from "./properties";

interface Ensured {
  readonly id: string;
  /** What was made just now; of anything older only an observation can tell. */
  readonly fresh?: ApplicationRecord;
}

type ApplicationChange = Change<ApplicationInputs>;

/** Makes the application, or takes over the one to adopt. The id is handed to the engine before anything else. */
export async function ensureApplication(session: Session, change: ApplicationChange): Promise<Ensured> {
  const { adopt, takeOver: TakeOver = false } = change.desired;
  if (adopt === undefined) return make(session, change);
  return { id: await takeOver(session, change, takeable(session, parseApplicationId(adopt)), { TakeOver }) };
}

async function make(session: Session, change: ApplicationChange): Promise<Ensured> {
  const { desired } = change;
  const { Name, Region, Products, ...more } = madeWith(desired);
  if (Name === undefined || Region === undefined || Products === undefined) {
    throw new Error("an unchecked application reached its creation");
  }
  const made = await session.client.call(
    CreateApplication,
    {
      ClientToken: change.clientToken,
      Owner: printDeclaration(change.declaration),
      Name,
      Region,
      Products,
      ...more,
    },
    { mayCreateBackend: true },
  );
  const id = String(made.SdkAppId);
  change.made(id, { __claim: made.Claim });
  warnOfReplay(session, change, `Application ${id}`, made);
  for (const sibling of made.Siblings) {
    session.reporter.warn(
      change.about,
      `this declaration had made Application ${sibling.SdkAppId} at ${sibling.CreatedTime} in another region, and it is still there; ` +
        `unless this run replaces it, nothing manages it: take it over with adopt: "${sibling.SdkAppId}" and takeOver: true, or disable and delete it`,
    );
  }
  return { id, fresh: made.Application };
}

/** Changes what differs, in one call; nothing differs, nothing is called. */
export async function syncFields(
  session: Session,
  change: ApplicationChange,
  observed: Observed,
): Promise<void> {
  const { record } = observed;
  const edits = editsOf(change.desired, observed);
  if (Object.keys(edits).length === 0) return;
  await session.client.call(ModifyApplication, {
    ...edits,
    SdkAppId: record.SdkAppId,
    Claim: change.claim(),
  });
  if (edits.SignatureAlgorithm === undefined) return;
  session.reporter.info(
    change.about,
    `Application ${record.SdkAppId} signs with HMAC-SHA256 now, ${forGood}`,
  );
}
