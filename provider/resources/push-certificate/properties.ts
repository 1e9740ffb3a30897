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
        replaces: true,
        description: "Whose push service it is for. Another vendor replaces the certificate.",
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
    replaces: true,
    refersTo: "Application",
    description: "The application, or its id. Another application replaces the certificate.",
    example: "1400000001",
  }),
  platform: property(
    choice("vendor", vendors.map(formOf), (vendor) =>
      legacyFcm.includes(String(vendor)) ? `can't be "${String(vendor)}": ${toFcmV1}` : undefined,
    ),
    {
      description:
        "The vendor whose push service it is for, and what the vendor's form in the console asks for. Everything but `vendor` and `environment` changes in place; what is left out is empty.",
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
      "Id of a certificate of the application to take over instead of making one, so that shipped clients go on reporting the id they know. Destroying this declaration then leaves it.",
    example: 6768,
  }),
  expired: property(z.boolean().default(false), {
    expected: true,
    description:
      "Whether its term has ended. Every declaration expects that it hasn't, so an expired certificate shows as drift; a new file mends it.",
  }),
  ...everyChild,
});
export type PushCertificateInputs = z.output<typeof inputs>;

export const outputs = z.object({
  certificateId: property(z.number().int(), {
    description:
      "The id (businessID) that clients report with their device token. Made by the service; it survives every edit, and no replacement.",
  }),
  fingerprint: property(z.string(), {
    description:
      "SHA-256 in hex of the certificate, of the public half of the key, or of the vendor's secret: what the write-only fields are compared by.",
  }),
  app: property(z.string(), {
    description: "The app that the vendor knows: a bundle id, the id of a project, or an app id.",
  }),
  subject: property(z.string().optional(), { description: "Subject of a .p12's certificate." }),
  topics: property(z.array(z.string()).optional(), {
    description: "What a .p12's certificate may push to: the bundle id and its variants.",
  }),
  notBefore: property(z.string().optional(), { description: "When a .p12's term begins, ISO 8601." }),
  notAfter: property(z.string().optional(), {
    description: "When a .p12's term ends, ISO 8601. Missing where there is no term.",
  }),
  daysLeft: property(z.number().int().optional(), {
    description: "Whole days until then, as of the last read; negative once it has passed.",
  }),
  createdTime: property(z.string(), { description: "When it was made, ISO 8601." }),
  effectiveTime: property(z.string(), {
    description: "When what was saved last is in effect everywhere, at the latest, ISO 8601.",
  }),
  timpushConfig: property(z.record(z.string(), z.string()), {
    description:
      "Its entries in timpush-configs.json, the file that Android clients of TIMPush read; empty for APNs and HarmonyOS. Secrets aren't in it.",
  }),
});
