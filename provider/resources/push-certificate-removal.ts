import { DeletePushCertificate, ReleasePushCertificate } from "../../backend/api";
import { isGoing, isGone } from "../client/errors";
import type { Removal, Session } from "../lifecycle/kind";
import { parseCertificateId } from "./push-certificate-id";

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
      return Outdated ? leftToOthers() : session.reporter.warn(about, leavingStatement(id, vendorIn(state)));
    }
    session.reporter.warn(
      about,
      `deleting push certificate ${id}: pushes to ${vendorIn(state)} become unreachable for clients that report it, and it can't be undone; a new one gets another id`,
    );
    const { Outdated } = await session.client.call(DeletePushCertificate, { ...key, ...claim });
    if (Outdated) leftToOthers();
  } catch (error) {
    if (!isGone(error, "PushCertificate") && !isGone(error, "Application") && !isGoing(error)) throw error;
    session.reporter.info(about, `push certificate ${id} was gone already`);
  }
}

const leavingStatement = (id: string, vendor: string): string =>
  `push certificate ${id} goes with its application: pushes to ${vendor} become unreachable for clients that report it, and it can't be undone then. Until then it stays in effect. If the application stays, ` +
  "declare the certificate again to keep it under its id, or delete it on the console page to end it";

const vendorIn = ({ platform }: Removal["state"]): string => String(Object(platform).vendor ?? "its vendor");
