import type { Failure } from "../../../ground/bag";
import type { PushCertificateEntry } from "../../client/client";
import type { Proposal, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { type DeclarationParts, printDeclaration } from "../../lifecycle/run/declaration";
import { parseApplicationId } from "../application/id";
import { isSamePlatform } from "./twin";

/** Foresees an adoption of what isn't there, is of another vendor, or is somebody else's. */
export async function foreseeCertificateAdoption(
  session: Session,
  { inputs: { adopt, application, platform }, olds, declaration }: Proposal,
): Promise<Failure[]> {
  if (typeof adopt !== "number" || typeof application !== "string") return [];
  // Of one that was taken over already, the refresh tells what became of it.
  if (containsUnknown([application, platform]) || olds?.adopt === adopt) return [];
  const entry = await session.client.pushCertificate(parseApplicationId(application), adopt);
  const reason = adoptionRefusal(entry, platform, declaration);
  return reason === undefined ? [] : [{ path: "adopt", reason }];
}

function adoptionRefusal(
  entry: PushCertificateEntry,
  platform: unknown,
  declaration: DeclarationParts,
): string | undefined {
  if (entry.Outcome === "Refused") {
    return `names no push certificate of Application ${entry.SdkAppId}: ${entry.Message} (${entry.Code})`;
  }
  const record = entry.PushCertificate;
  if (!isSamePlatform(record, platform)) {
    const environment = "Environment" in record.Platform ? `, ${record.Platform.Environment}` : "";
    return `can't take over ${record.CertificateId}: it is for ${record.Platform.Vendor}${environment} and can't become another; declare that, or leave adopt out to make a certificate`;
  }
  if (record.Owner === null || record.Owner === printDeclaration(declaration)) return undefined;
  return `can't take over ${record.CertificateId}: "${record.Owner}" manages it. Where this resource was renamed, give it aliases instead, or in a file of applications the old name; else declare adopt: ${record.CertificateId} there first, so that destroying it there lets it go`;
}
