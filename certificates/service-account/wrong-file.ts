import { type CredentialFailure, failure } from "../failure";
import { kindOf } from "../file-kind";

export type ServiceAccountVendor = "fcm" | "harmonyos";

/** Where each vendor's file is made. */
export const sources: Record<ServiceAccountVendor, string> = {
  fcm: "in the Firebase console, under Project settings > Service accounts, choose Generate new private key and give that JSON",
  harmonyos:
    "in Huawei's API Console, under Credentials, create a Service account key for Push Kit and give that JSON",
};

/** What a text is that isn't JSON, where people mix things up. */
export function describeText(text: string, bytes: Buffer, vendor: ServiceAccountVendor): CredentialFailure {
  const source = sources[vendor];
  if (/^(?:AAAA[A-Za-z0-9_-]{7}:|AIza)[A-Za-z0-9_-]{20,}$/.test(text)) {
    return failure(
      "FcmServerKey",
      `is a legacy FCM server key: Google switched off its API in June 2024, and FCM v1 takes a service account; ${source}`,
    );
  }
  if (/^<(?:\?xml|!DOCTYPE|plist)/.test(text)) {
    return failure(
      "OtherFile",
      `is a property list such as GoogleService-Info.plist, which belongs into an app: ${source}`,
    );
  }
  if (/^eyJ|^ew[o0]/.test(text)) {
    return failure("NotJson", "is JSON in base64: give the text that it stands for, or the file itself");
  }
  if (text.startsWith("-----BEGIN ")) {
    return failure(
      "NotJson",
      `is a PEM text, and must be the whole JSON file of the service account: ${source}`,
    );
  }
  const what = kindOf(bytes)?.what;
  const is = what === undefined || what === "JSON" || what === "empty" ? "" : `is ${what}, and `;
  return failure("NotJson", `${is}must be the JSON file of a service account: ${source}`);
}

/** Names that only stand in a file of another kind, and what that file is. */
const otherFiles: readonly { fields: readonly string[]; what: string }[] = [
  { fields: ["project_info", "client"], what: "google-services.json, which belongs into an Android app" },
  { fields: ["agcgw", "client"], what: "agconnect-services.json, which belongs into an app" },
  { fields: ["agcgw_all"], what: "agconnect-services.json, which belongs into an app" },
  { fields: ["apiKey", "projectId"], what: "the configuration of a Firebase web app" },
  { fields: ["installed"], what: "an OAuth client" },
  { fields: ["web"], what: "an OAuth client" },
];

/** A JSON file of another kind or vendor; undefined if nothing speaks for that. */
export function describeOther(
  document: Readonly<Record<string, unknown>>,
  vendor: ServiceAccountVendor,
): CredentialFailure | undefined {
  const other = otherFiles.find(({ fields }) => fields.every((field) => Object.hasOwn(document, field)));
  if (other) return failure("OtherFile", `is ${other.what}, not a service account: ${sources[vendor]}`);
  if (vendor === "fcm" && Object.hasOwn(document, "sub_account")) {
    return failure("OtherVendor", `is Huawei's service account for HarmonyOS, not Google's: ${sources.fcm}`);
  }
  if (vendor === "harmonyos" && Object.hasOwn(document, "client_email")) {
    return failure("OtherVendor", `is Google's service account for FCM, not Huawei's: ${sources.harmonyos}`);
  }
  return undefined;
}
