import { z } from "zod";
import { type PushCertificateRecord, PushPlatform } from "../../backend/api";
import { isGone } from "../client/gone";
import { property } from "../lifecycle/properties/meta";
import { pushCertificate } from "../resources";
import { ApplicationId, parseApplicationId } from "../resources/application/id";
import { printCertificateId } from "../resources/push-certificate/id";
import { everyCertificate } from "../resources/push-certificate/look-up";
import { outputs } from "../resources/push-certificate/properties";
import { noApplication } from "./application-result";
import { defineFunction } from "./function";

const vendors = PushPlatform.options.map(({ shape }) => shape.Vendor.value);

const args = z.strictObject({
  application: property(ApplicationId, {
    description: "The SDKAppID as text: an Application's `id`.",
    example: "1400000001",
  }),
  vendor: property(z.enum(vendors, `must be one of ${vendors.join(", ")}, for example "fcm"`).optional(), {
    description: "Vendor to match.",
    example: "fcm",
  }),
});

/** What anybody who may look sees of a push certificate: as the resource's outputs, its form in short. */
const certificateResult = z.object({
  id: property(z.string(), { description: "Id of the certificate as a resource." }),
  vendor: property(z.enum(vendors), { description: "Vendor of the push service." }),
  environment: property(z.string().optional(), { description: "Environment of an APNs certificate." }),
  expired: property(z.boolean(), { description: "Whether the certificate has expired." }),
  owner: property(z.string().optional(), {
    description: "Declaration that manages the certificate: organisation, stack, project, parents and name.",
  }),
  ...outputs.shape,
});

const result = z.object({
  certificates: property(z.array(certificateResult), {
    description: "The certificates, the oldest first, without their secrets.",
  }),
});

export const getPushCertificates = defineFunction({
  name: "getPushCertificates",
  description: "Lists the push certificates of an application, whoever manages them.",
  args,
  result,

  whyMissing: ({ application }) => noApplication(application),
  async find(session, { application, vendor }) {
    try {
      const records = await everyCertificate(session.client, parseApplicationId(application));
      const found = records.filter(({ Platform }) => vendor === undefined || Platform.Vendor === vendor);
      return result.parse({ certificates: found.map(describe) });
    } catch (error) {
      if (isGone(error, "Application")) return undefined;
      throw error;
    }
  },
});

function describe(record: PushCertificateRecord): Record<string, unknown> {
  const known = {
    id: printCertificateId(record),
    vendor: record.Platform.Vendor,
    environment: "Environment" in record.Platform ? record.Platform.Environment : undefined,
    expired: record.Expired,
    owner: record.Owner,
    ...pushCertificate.results({ record, key: undefined }),
  };
  return Object.fromEntries(
    Object.entries(known).filter(([, value]) => value !== null && value !== undefined),
  );
}
