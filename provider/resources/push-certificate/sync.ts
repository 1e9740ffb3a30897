import {
  CreatePushCertificate,
  ModifyPushCertificate,
  type PushCertificateRecord,
} from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";
import { isDeepEqual } from "../../lifecycle/diff";
import type { Change, Session } from "../../lifecycle/kind";
import { warnOfReplay } from "../../lifecycle/replayed";
import { printDeclaration } from "../../lifecycle/run/declaration";
import { holdClaim, takeOver } from "../../lifecycle/taking/claim";
import { parseApplicationId } from "../application/id";
import { claimable, takeable } from "./claim";
import { isSameSecret } from "./fingerprint";
import { checkedForm } from "./form";
import { printCertificateId } from "./id";
import type { PushCertificateInputs } from "./properties";
import { twinReason } from "./twin";

type CertificateChange = Change<PushCertificateInputs>;

/** Makes the certificate, or takes over the one to adopt. The id is handed to the engine before anything else. */
export async function ensureCertificate(session: Session, change: CertificateChange): Promise<string> {
  const { adopt, application } = change.desired;
  return adopt === undefined
    ? make(session, change)
    : takeOver(
        session,
        change,
        takeable(session, { SdkAppId: parseApplicationId(application), CertificateId: adopt }),
        { TakeOver: change.desired.takeOver === true },
      );
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
  const id = printCertificateId({ ...made, SdkAppId: parseApplicationId(application) });
  change.made(id, { __claim: made.Claim });
  if (made.TakenBack) {
    session.reporter.info(change.about, `push certificate ${id} was to go with its application, and stays`);
  } else {
    warnOfReplay(session, change, `push certificate ${id}`, made);
  }
  return id;
}

/** Saves what differs, in one call; nothing differs, nothing is called. */
export async function syncCertificate(
  session: Session,
  change: CertificateChange,
  record: PushCertificateRecord,
): Promise<void> {
  await holdClaim(change, claimable(session, record));
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
