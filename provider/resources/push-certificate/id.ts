import { CertificateId } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import { parseChildId } from "../application/id";

/** @throws UserError when the text is no id of a push certificate. */
export function parseCertificateId(id: string): { SdkAppId: number; CertificateId: number } {
  const { sdkAppId, rest } = parseChildId(id, "<SDKAppID>/<certificateId>");
  if (!/^[1-9]\d*$/.test(rest) || !CertificateId.safeParse(Number(rest)).success) {
    throw new UserError(
      `"${id}" is no id of a push certificate; it is <SDKAppID>/<certificateId>, two numbers`,
    );
  }
  return { SdkAppId: sdkAppId, CertificateId: Number(rest) };
}
