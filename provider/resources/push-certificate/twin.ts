import type { PushCertificateRecord } from "../../../backend/api";
import { type Failure, isBag } from "../../../ground/bag";
import { isGone } from "../../client/gone";
import type { Proposal, Session } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/properties/unknown";
import { type DeclarationParts, printDeclaration } from "../../lifecycle/run/declaration";
import { parseApplicationId } from "../application/id";
import { credentialOf } from "./form";
import { everyCertificate } from "./look-up";
import { toProgram } from "./spelling";

/**
 * Foresees a second certificate for the same app at the same vendor. It would get an id that no shipped client
 * reports; most often it is the same declaration under another name, whose old name is about to be deleted.
 */
export async function foreseeTwin(
  session: Session,
  { inputs: { application, platform, adopt }, olds, declaration }: Proposal,
): Promise<Failure[]> {
  if (olds !== undefined || adopt !== undefined) return [];
  if (typeof application !== "string" || isUnknown(application)) return [];
  const reason = await twinReason(session, application, platform, declaration);
  return reason === undefined ? [] : [{ path: "platform", reason }];
}

/** Why a new certificate for the form's app may not be made; undefined where it may. */
export async function twinReason(
  session: Session,
  application: string,
  platform: unknown,
  declaration: DeclarationParts,
): Promise<string | undefined> {
  const app = credentialOf(platform)?.app;
  if (app === undefined) return undefined;
  const twin = (await certificatesOf(session, application)).find(
    (record) => record.App === app && isSamePlatform(record, platform),
  );
  if (!twin || twin.Owner === printDeclaration(declaration)) return undefined;
  const owner = twin.Owner === null ? "which nobody manages" : `which "${twin.Owner}" manages`;
  return (
    `is for ${app}, and Application ${application} already has push certificate ${twin.CertificateId} for that, ${owner}. A second one would have an id that no shipped client reports. ` +
    `Where this resource was renamed, give it aliases: [{ name: "<the old name>" }], or in a file of applications the old name; to take ${twin.CertificateId} over declare adopt: ${twin.CertificateId}; else delete it first`
  );
}

/** None where the application isn't there: that is told in words of its own. */
async function certificatesOf(session: Session, application: string): Promise<PushCertificateRecord[]> {
  try {
    return await everyCertificate(session.client, parseApplicationId(application));
  } catch (error) {
    if (isGone(error, "Application")) return [];
    throw error;
  }
}

/** Whether a certificate is for the same vendor and environment as a form. */
export function isSamePlatform(record: PushCertificateRecord, platform: unknown): boolean {
  const { vendor, environment } = toProgram(record.Platform);
  return isBag(platform) && platform.vendor === vendor && platform.environment === environment;
}
