import { type ApplicationRecord, ClaimApplication, claimDigest } from "../../backend/api";
import { printDeclaration } from "../lifecycle/declaration";
import { UserError } from "../lifecycle/errors";
import type { Change, Session } from "../lifecycle/kind";
import type { ApplicationInputs } from "./application-properties";

/**
 * Makes sure, before anything is written, that this declaration is the one that manages the application, and that
 * the backend knows its present name. An application that another has taken since is not touched, not even where the
 * backend asks for no claim, unless `takeOver` says so.
 */
export async function holdClaim(
  session: Session,
  change: Change<ApplicationInputs>,
  record: ApplicationRecord,
): Promise<void> {
  const before = change.current?.state;
  if (!before) return;
  const owner = printDeclaration(change.declaration);
  const claim = change.claim();
  const isHeld = claim !== undefined && record.ClaimDigest === claimDigest(claim);
  if (isHeld && record.Owner === owner) return;
  if (isHeld) return keep(session, change, record, { owner, claim, takeOver: false });
  if (change.desired.takeOver !== true) throw overtaken(record, [owner, before.__declaration]);
  await keep(session, change, record, { owner, claim: undefined, takeOver: true });
}

/** Says who manages it now, as far as names can tell: an own claim that was lost looks like a namesake's. */
function overtaken({ SdkAppId, Owner }: ApplicationRecord, ownNames: readonly unknown[]): UserError {
  const who = Owner === null ? "it was given up since and nobody" : `"${Owner}"`;
  const cause = ownNames.includes(Owner)
    ? "a later run of this declaration has taken it, which was then interrupted, or somebody else uses the same organisation, project and stack name: then give one of them another name"
    : `${who} manages it now`;
  return new UserError(
    `${cause}; nothing was changed (OperationDenied.ManagedElsewhere). ` +
      `To take it back declare adopt: "${SdkAppId}" and takeOver: true here; else drop this declaration`,
  );
}

interface Holder {
  readonly owner: string;
  readonly claim: string | undefined;
  readonly takeOver: boolean;
}

async function keep(
  session: Session,
  change: Change<ApplicationInputs>,
  { SdkAppId }: ApplicationRecord,
  { owner, claim, takeOver }: Holder,
): Promise<void> {
  const request = { SdkAppId, Owner: owner, Claim: claim, TakeOver: takeOver };
  const { Claim } = await session.client.call(ClaimApplication, request);
  change.made(String(SdkAppId), { __claim: Claim });
}
