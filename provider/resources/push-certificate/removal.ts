import { DeletePushCertificate, ReleasePushCertificate } from "../../../backend/api";
import { isGoneOrGoing } from "../../client/gone";
import type { Removal, Session } from "../../lifecycle/kind";
import { parseCertificateId } from "./id";
import { certificateDeleted, certificateLeaves } from "./impact";

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
    const deed = goesWithApplication ? certificateLeaves(id, state) : certificateDeleted(id, state);
    const { Outdated } = await session.reporter.deed(about, deed, () =>
      session.client.call(DeletePushCertificate, {
        ...key,
        ...claim,
        ...(goesWithApplication && { WithApplication: true }),
      }),
    );
    if (Outdated) leftToOthers();
  } catch (error) {
    if (!isGoneOrGoing(error, "PushCertificate")) throw error;
    session.reporter.info(about, `push certificate ${id} was gone already`);
  }
}
