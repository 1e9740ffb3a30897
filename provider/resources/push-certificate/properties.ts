import { z } from "zod";
import { CertificateId, PushPlatform, type PushVendor, pushForms, pushSecrets } from "../../../backend/api";
import { type PropertyMeta, policy, property } from "../../lifecycle/properties/meta";
import { ApplicationId } from "../application/id";
import { everyChild } from "../every-kind";
import { clickDocs, pushDocs } from "./docs";
import { choice, fieldsInProgram } from "./spelling";

/** What people call Google's old API, which was switched off in June 2024. */
const legacyFcm = ["fcm-legacy", "gcm", "fcm-server-key"];
const toFcmV1 =
  'Google switched the legacy FCM API with its server key and sender id off in June 2024. Declare "fcm" with the JSON key file of a service account: in the Firebase console, under Project settings > Service accounts, choose Generate new private key';

/** A form of the service as programs write it: its fields and its secrets together. */
function formOf(vendor: PushVendor): z.ZodObject {
  const { Vendor: _, ...shape } = pushForms[vendor].shape;
  const docs: Readonly<Record<string, PropertyMeta>> = pushDocs[vendor];
  const fields = fieldsInProgram({ ...shape, ...pushSecrets[vendor] }, (name, field) => {
    const meta = docs[name] ?? clickDocs[name];
    if (!meta) throw new Error(`the docs of ${vendor} lack ${name}`);
    return property(field, meta);
  });
  const isAbout = `the vendor "${vendor}" takes ${Object.keys(fields).join(", ")}`;
  return z.strictObject(
    {
      vendor: property(z.literal(vendor), {
        replaces: "A certificate is of one vendor: another one replaces it.",
        description: "Vendor of the push service.",
      }),
      ...fields,
    },
    {
      error: ({ code }) =>
        code === "unrecognized_keys" && vendor === "fcm" ? `${isAbout}. ${toFcmV1}` : isAbout,
    },
  );
}

const vendors = PushPlatform.options.map(({ shape }) => shape.Vendor.value);

export const inputs = z.strictObject({
  application: property(ApplicationId, {
    replaces: "A certificate can't be moved: another application replaces it.",
    refersTo: "Application",
    description: "The application, or its id.",
    example: "1400000001",
  }),
  platform: property(
    choice("vendor", vendors.map(formOf), (vendor) =>
      legacyFcm.includes(String(vendor)) ? `can't be "${String(vendor)}": ${toFcmV1}` : undefined,
    ),
    {
      description:
        "The vendor and the fields of the vendor's form in the console. `vendor` and `environment` replace the certificate; every other field changes in place. A field that is left out is empty.",
      example: {
        vendor: "huawei",
        packageName: "com.example.shop",
        appId: "104512345",
        appSecret: "3f9a0c57d1e84b62",
      },
    },
  ),
  adopt: policy(CertificateId.optional(), {
    mayBeAbsent: true,
    description:
      "Id of an existing certificate of the application to take over instead of creating one, so that shipped clients keep the id that they report. A destroy then leaves the certificate.",
    example: 6768,
  }),
  takeOver: policy(z.boolean("must be true or false").optional(), {
    mayBeAbsent: true,
    description: "With `adopt`: takes the certificate over even if another declaration manages it.",
    example: true,
  }),
  expired: property(z.boolean().default(false), {
    expected: true,
    description:
      "Whether the certificate has expired. Every declaration expects `false`, so an expired certificate is drift; a new file fixes it.",
  }),
  ...everyChild,
});
export type PushCertificateInputs = z.output<typeof inputs>;

export const outputs = z.object({
  certificateId: property(z.number().int(), {
    follows: [],
    description:
      "Certificate id (businessID) that clients report with their device token. Assigned by the service. An edit keeps it; a replacement doesn't.",
  }),
  fingerprint: property(z.string(), {
    description:
      "SHA-256 in hex of the certificate, of the public key, or of the vendor's secret. Write-only fields are compared by it.",
  }),
  app: property(z.string(), {
    description: "App at the vendor: a bundle id, a project id or an app id.",
  }),
  subject: property(z.string().optional(), { description: "Subject of the certificate in a .p12." }),
  topics: property(z.array(z.string()).optional(), {
    description: "Topics that the certificate in a .p12 may push to: the bundle id and its variants.",
  }),
  notBefore: property(z.string().optional(), {
    description: "When the certificate in a .p12 becomes valid, ISO 8601.",
  }),
  notAfter: property(z.string().optional(), {
    description:
      "When the certificate in a .p12 expires, ISO 8601. Undefined for credentials that don't expire.",
  }),
  daysLeft: property(z.number().int().optional(), {
    description: "Whole days until `notAfter`, at the last read; negative after it has expired.",
  }),
  createdTime: property(z.string(), {
    follows: [],
    description: "When the certificate was created, ISO 8601.",
  }),
  effectiveTime: property(z.string(), {
    description: "Latest time at which the last change is in effect everywhere, ISO 8601.",
  }),
  timpushConfig: property(z.record(z.string(), z.string()), {
    description:
      "Entries of this certificate in timpush-configs.json, the file that Android clients of TIMPush read; empty for APNs and HarmonyOS. It holds no secrets.",
  }),
});
