import type { PushCertificateRecord } from "../../backend/api";

/** What JSON says of a push certificate, in every list that has one. */
export const certificateFacts = (one: PushCertificateRecord) => ({
  certificateId: one.CertificateId,
  vendor: one.Platform.Vendor,
  environment: "Environment" in one.Platform ? one.Platform.Environment : null,
  app: one.App,
  notAfter: one.NotAfter,
  daysLeft: one.DaysLeft,
});
