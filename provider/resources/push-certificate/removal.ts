import { DeletePushCertificate, ReleasePushCertificate } from "../../../backend/api";
import { isGoneOrGoing } from "../../client/gone";
import type { Removal, Session } from "../../lifecycle/kind";
import { parseCertificateId } from "./id";
import { certificateEnds, certificateLeaves } from "./impact";

/** Deletes it for good, or lets go of one that was adopted. Gone already is success. */
export async function removeCertificate(
  session: Session,
  { id, state, about, goesWithApplication }: Removal,
): Promise<void> {
  const key = parseCertificateId(id);
  const claim = typeof state.__claim === "string" ? { Claim: state.__claim } : {};
  const leftToOthers = () =>
    session.reporter.info(about, `push certificate ${id} stays: another declaration has taken it`);
  try {
    if (state.adopt !== undefined) {
      await session.client.call(ReleasePushCertificate, { ...key, ...claim });
      session.reporter.info(about, `push certificate ${id} stays, and nothing here manages it any more`);
      return;
    }
    if (goesWithApplication) {
      const { Outdated } = await session.client.call(DeletePushCertificate, {
        ...key,
        ...claim,
        WithApplication: true,
      });
      return Outdated
        ? leftToOthers()
        : session.reporter.notice(about, certificateLeaves({ id, state, settings: undefined }));
    }
    for (const one of certificateEnds({ id, state, settings: undefined }))
      session.reporter.notice(about, one);
    const { Outdated } = await session.client.call(DeletePushCertificate, { ...key, ...claim });
    if (Outdated) leftToOthers();
  } catch (error) {
    if (!isGoneOrGoing(error, "PushCertificate")) throw error;
    session.reporter.info(about, `push certificate ${id} was gone already`);
  }
}
