import type { Failure } from "../../../ground/bag";
import { refusalIn } from "../../client/gone";
import type { Proposal, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { foreseeTaking } from "../../lifecycle/taking/claim";
import { parseApplicationId } from "../application/id";
import { letGoOfCertificate } from "./claim";
import { pushCertificates } from "./look-up";
import { isSamePlatform } from "./twin";

/** Foresees an adoption of what isn't there, is of another vendor, or is somebody else's. */
export async function foreseeCertificateAdoption(session: Session, proposal: Proposal): Promise<Failure[]> {
  const { adopt, application, platform } = proposal.inputs;
  if (typeof adopt !== "number" || typeof application !== "string") return [];
  // Of one that was taken over already, the refresh tells what became of it.
  if (containsUnknown([application, platform]) || proposal.olds?.adopt === adopt) return [];
  const entry = await session.client.look(pushCertificates, {
    SdkAppId: parseApplicationId(application),
    CertificateId: adopt,
  });
  if (entry.Outcome === "Refused") {
    const reason = `names no push certificate of Application ${entry.SdkAppId}: ${refusalIn(entry)}`;
    return [{ path: "adopt", reason }];
  }
  const { Platform, Owner } = entry.PushCertificate;
  if (!isSamePlatform(entry.PushCertificate, platform)) {
    const environment = "Environment" in Platform ? `, ${Platform.Environment}` : "";
    const reason = `can't take over ${adopt}: it is for ${Platform.Vendor}${environment} and can't become another; declare that, or leave adopt out to make a certificate`;
    return [{ path: "adopt", reason }];
  }
  const letGo = letGoOfCertificate({ CertificateId: adopt });
  return foreseeTaking(session, proposal, { title: `push certificate ${adopt}`, Owner, letGo });
}
