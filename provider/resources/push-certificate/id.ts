import { CertificateId } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import type { IdForm } from "../../lifecycle/kind";
import { parseChildId } from "../application/id";

export const certificateId: IdForm = {
  form: "<SDKAppID>/<certificateId>",
  example: "1400000001/6768",
  as: "push",
  note: "Nobody can read its secrets back: the program that is generated holds `sha256:…` in their place. Write the secrets themselves.",
};

export interface Key {
  readonly SdkAppId: number;
  readonly CertificateId: number;
}

export const printCertificateId = ({ SdkAppId, CertificateId }: Key): string =>
  `${SdkAppId}/${CertificateId}`;

/** @throws UserError when the text is no id of a push certificate. */
export function parseCertificateId(id: string): Key {
  const { sdkAppId, rest } = parseChildId(id, certificateId);
  if (!/^[1-9]\d*$/.test(rest) || !CertificateId.safeParse(Number(rest)).success) {
    throw new UserError(
      `"${id}" is no id of a push certificate; it is <SDKAppID>/<certificateId>, two numbers`,
    );
  }
  return { SdkAppId: sdkAppId, CertificateId: Number(rest) };
}
