import {
  type ApplicationRecord,
  ClaimApplication,
  CreateApplication,
  ModifyApplication,
} from "../../../backend/api";
import type { Change, Session } from "../../lifecycle/kind";
import { printDeclaration } from "../../lifecycle/run/declaration";
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
  const { desired } = change;
  return desired.adopt === undefined ? make(session, change) : adopt(session, change, desired.adopt);
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
  if (made.Replayed) {
    session.reporter.warn(
      change.about,
      `Application ${id} had already been made at ${made.CreatedTime} by this declaration, in a run that didn't finish; this run continues with it. ` +
        "If it is not from a run of yours, somebody else uses the same organisation, project and stack name: give one of them another name",
    );
  }
  for (const sibling of made.Siblings) {
    session.reporter.warn(
      change.about,
      `this declaration had made Application ${sibling.SdkAppId} at ${sibling.CreatedTime} in another region, and it is still there; ` +
        `unless this run replaces it, nothing manages it: take it over with adopt: "${sibling.SdkAppId}" and takeOver: true, or disable and delete it`,
    );
  }
  return { id, fresh: made.Application };
}

async function adopt(session: Session, change: ApplicationChange, id: string): Promise<Ensured> {
  const { Claim, PreviousOwner } = await session.client.call(ClaimApplication, {
    SdkAppId: parseApplicationId(id),
    Owner: printDeclaration(change.declaration),
    TakeOver: change.desired.takeOver,
  });
  change.made(id, { __claim: Claim });
  const from = PreviousOwner === null ? "" : ` from ${PreviousOwner}`;
  session.reporter.info(change.about, `took over Application ${id}${from}`);
  return { id };
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
