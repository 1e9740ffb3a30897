import {
  ClaimPushCertificate,
  CreatePushCertificate,
  claimDigest,
  ModifyPushCertificate,
  type PushCertificateRecord,
} from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";
import { isDeepEqual } from "../../lifecycle/diff";
import type { Change, Session } from "../../lifecycle/kind";
import { printDeclaration } from "../../lifecycle/run/declaration";
import { parseApplicationId } from "../application/id";
import { isSameSecret } from "./fingerprint";
import { checkedForm } from "./form";
import type { PushCertificateInputs } from "./properties";
import { twinReason } from "./twin";

type CertificateChange = Change<PushCertificateInputs>;

/** Makes the certificate, or takes over the one to adopt. The id is handed to the engine before anything else. */
export async function ensureCertificate(session: Session, change: CertificateChange): Promise<string> {
  const { adopt, application } = change.desired;
  return adopt === undefined
    ? make(session, change)
    : take(session, change, { SdkAppId: parseApplicationId(application), CertificateId: adopt });
}

async function make(session: Session, change: CertificateChange): Promise<string> {
  const { application } = change.desired;
  const declared = revealed(session, change);
  const { platform, secrets } = checkedForm(declared);
  const twin = await twinReason(session, application, declared, change.declaration);
  if (twin !== undefined) throw new UserError(`platform ${twin}`);
  const made = await session.client.call(CreatePushCertificate, {
    ClientToken: change.clientToken,
    Owner: printDeclaration(change.declaration),
    SdkAppId: parseApplicationId(application),
    Platform: platform,
    Secrets: secrets,
  });
  const id = `${application}/${made.CertificateId}`;
  change.made(id, { __claim: made.Claim });
  if (made.TakenBack) {
    session.reporter.info(change.about, `push certificate ${id} was to go with its application, and stays`);
  } else if (made.Replayed) {
    session.reporter.warn(
      change.about,
      `push certificate ${id} had already been made at ${made.CreatedTime} by this declaration, in a run that didn't finish; this run continues with it. ` +
        "If it is not from a run of yours, somebody else uses the same organisation, project and stack name: give one of them another name",
    );
  }
  return id;
}

interface Key {
  readonly SdkAppId: number;
  readonly CertificateId: number;
}

/** Takes it, or tells the backend the declaration's new name; a claim that is proven stays. */
async function take(session: Session, change: CertificateChange, key: Key): Promise<string> {
  const Owner = printDeclaration(change.declaration);
  const request = { ...key, Owner, Claim: change.claim() };
  const { Claim, PreviousOwner } = await session.client.call(ClaimPushCertificate, request);
  const id = `${key.SdkAppId}/${key.CertificateId}`;
  change.made(id, { __claim: Claim });
  if (PreviousOwner !== Owner && change.current === undefined) {
    session.reporter.info(change.about, `took over push certificate ${id}`);
  }
  return id;
}

/** Saves what differs, in one call; nothing differs, nothing is called. */
export async function syncCertificate(
  session: Session,
  change: CertificateChange,
  record: PushCertificateRecord,
): Promise<void> {
  await holdClaim(session, change, record);
  const { platform, secrets } = checkedForm(change.desired.platform);
  const isSame = Object.values(secrets).every((held) => isSameSecret(session, held, record));
  if (isSame && record.Expired) throw expired(record);
  if (isSame && isDeepEqual(platform, record.Platform)) return;
  await session.client.call(ModifyPushCertificate, {
    SdkAppId: record.SdkAppId,
    CertificateId: record.CertificateId,
    Claim: change.claim(),
    Platform: platform,
    ...(!isSame && { Secrets: checkedForm(revealed(session, change)).secrets }),
  });
}

/** Before anything is written: this declaration is the one that manages it, under its present name. */
async function holdClaim(
  session: Session,
  change: CertificateChange,
  { SdkAppId, CertificateId, ClaimDigest, Owner, LeavingSince = null }: PushCertificateRecord,
): Promise<void> {
  const claim = change.claim();
  const isHeld = claim !== undefined && ClaimDigest === claimDigest(claim);
  const owner = printDeclaration(change.declaration);
  if (isHeld && Owner === owner && LeavingSince === null) return;
  if (isHeld || Owner === null) {
    await take(session, change, { SdkAppId, CertificateId });
    return;
  }
  const cause =
    Owner === owner
      ? "somebody else uses the same organisation, project and stack name and has taken this push certificate: give one of them another name"
      : `"${Owner}" manages push certificate ${CertificateId} now: let it go there first, or drop this declaration`;
  throw new UserError(`${cause}; nothing was changed (OperationDenied.ManagedElsewhere)`);
}

/** The form as it was declared, with its secrets instead of their fingerprint. */
function revealed({ vault }: Session, { desired }: CertificateChange): Bag {
  const [held] = Object.values(checkedForm(desired.platform).secrets);
  return { ...Object(desired.platform), ...vault.reveal(held) };
}

const expired = ({ NotAfter }: PushCertificateRecord): UserError =>
  new UserError(
    `the certificate expired on ${NotAfter?.slice(0, 10)} and saving it again doesn't help; nothing was changed. ` +
      "Create a new push certificate for the same app at Apple, export it as .p12 and declare that file: it is replaced in place and keeps its id",
  );
