import { html } from "hono/html";
import {
  ApiError,
  CreatePushCertificate,
  DeletePushCertificate,
  DescribePushCertificates,
  ModifyPushCertificate,
  type PushCertificateRecord,
} from "../../api";
import { applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";
import {
  certificateFields,
  isVendor,
  platformIn,
  secretFaults,
  secretsIn,
  vendorTitles,
} from "./certificate-fields";
import { type MakeErrand, ofDeclaration } from "./place";

const effect = ({ account: { Settings } }: Visit) =>
  html`<p>What is saved takes effect within ${Settings.PushCertificateEffectMinutes} minutes. Files and secrets are checked now, sealed, and never shown again.</p>`;

export const addCertificate: MakeErrand = (visit, { application: { SdkAppId, Name }, about: { Vendor } }) => {
  if (!isVendor(Vendor)) {
    throw new ApiError(
      "InvalidParameterValue.Platform",
      "names no vendor: choose one on the application's page",
      "Vendor",
    );
  }
  return {
    title: `Add a push certificate to ${Name}: ${vendorTitles[Vendor]}`,
    statement: effect(visit),
    fields: certificateFields(Vendor),
    button: "Add",
    back: applicationPath(SdkAppId),
    judge: (answers) => secretFaults(Vendor, answers),
    async carryOut({ answers, clientToken }) {
      const { CertificateId, Replayed } = await visit.submit(CreatePushCertificate, {
        SdkAppId,
        ClientToken: clientToken,
        Platform: platformIn(Vendor, answers),
        Secrets: secretsIn(Vendor, answers) ?? {},
      });
      const said = Replayed
        ? `This form has made push certificate ${CertificateId} before: nothing was changed now.`
        : `Push certificate ${CertificateId} is there.`;
      return { said, to: applicationPath(SdkAppId) };
    },
  };
};

export const editCertificate: MakeErrand = async (visit, { application: { SdkAppId, Name }, about }) => {
  const { CertificateId, Platform, Owner } = await certificate(visit, SdkAppId, about.CertificateId);
  return {
    title: `Edit push certificate ${CertificateId} of ${Name}: ${vendorTitles[Platform.Vendor]}`,
    statement: html`<p>The certificate ID stays ${CertificateId}. Another vendor or environment is another certificate.</p>${effect(visit)}${ofDeclaration(Owner)}`,
    fields: certificateFields(Platform.Vendor, Platform),
    button: "Save",
    back: applicationPath(SdkAppId),
    async carryOut({ answers }) {
      const Secrets = secretsIn(Platform.Vendor, answers);
      await visit.submit(ModifyPushCertificate, {
        SdkAppId,
        CertificateId,
        Platform: platformIn(Platform.Vendor, answers, Platform),
        ...(Secrets && { Secrets }),
      });
      return { said: `Push certificate ${CertificateId} is saved.`, to: applicationPath(SdkAppId) };
    },
  };
};

export const removeCertificate: MakeErrand = async (visit, { application: { SdkAppId, Name }, about }) => {
  const { CertificateId, Owner } = await certificate(visit, SdkAppId, about.CertificateId);
  return {
    title: `Delete push certificate ${CertificateId} of ${Name}`,
    statement: html`<p><strong>Pushes through it become unreachable, and it can't be brought back.</strong> A new certificate gets another ID, which shipped clients don't report.</p>${ofDeclaration(Owner, "makes another certificate, with another ID")}`,
    fields: [],
    button: "Delete",
    isDangerous: true,
    back: applicationPath(SdkAppId),
    async carryOut() {
      await visit.ask(DeletePushCertificate, { SdkAppId, CertificateId });
      return { said: `Push certificate ${CertificateId} is deleted.`, to: applicationPath(SdkAppId) };
    },
  };
};

/** @throws ApiError where the application has no such certificate. */
async function certificate(
  visit: Visit,
  SdkAppId: number,
  id: string | undefined,
): Promise<PushCertificateRecord> {
  if (id === undefined || !/^[1-9]\d{0,14}$/.test(id)) {
    throw new ApiError("ResourceNotFound.PushCertificate", "a certificate ID is a number");
  }
  const [entry] = (
    await visit.ask(DescribePushCertificates, { PushCertificates: [{ SdkAppId, CertificateId: Number(id) }] })
  ).Entries;
  if (entry?.Outcome === "Found") return entry.PushCertificate;
  throw entry
    ? new ApiError(entry.Code, entry.Message)
    : new ApiError("ResourceNotFound.PushCertificate", "there is no such certificate");
}
