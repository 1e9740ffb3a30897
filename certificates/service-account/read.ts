import type { z } from "zod";
import { failure, type Reading, reading, refuse, refuseAll } from "../failure";
import { textOf } from "../file";
import { keyFingerprint, privateKeyFromDer, readPem } from "../private-key";
import { FcmFile } from "./fcm";
import { HarmonyOsFile } from "./harmonyos";
import { describeOther, describeText, type ServiceAccountVendor, sources } from "./wrong-file";

interface Common {
  /** SHA-256 over the public half of the key, hex. */
  readonly fingerprint: string;
  readonly projectId: string;
  /** The id of the key, as the vendor's console lists it. */
  readonly keyId: string;
}

export interface ServiceAccounts {
  readonly fcm: Common & { readonly vendor: "fcm"; readonly clientEmail: string };
  readonly harmonyos: Common & { readonly vendor: "harmonyos"; readonly subAccount: string };
}

type Document = Readonly<Record<string, unknown>>;

const readers: { readonly [V in ServiceAccountVendor]: (document: Document) => ServiceAccounts[V] } = {
  fcm(document) {
    const { project_id, private_key_id, private_key, client_email } = checked(FcmFile, document);
    const fingerprint = fingerprintOf(private_key, "fcm");
    return {
      vendor: "fcm",
      fingerprint,
      projectId: project_id,
      keyId: private_key_id,
      clientEmail: client_email,
    };
  },
  harmonyos(document) {
    const { project_id, key_id, private_key, sub_account } = checked(HarmonyOsFile, document);
    const fingerprint = fingerprintOf(private_key, "harmonyos");
    return {
      vendor: "harmonyos",
      fingerprint,
      projectId: project_id,
      keyId: key_id,
      subAccount: sub_account,
    };
  },
};

/**
 * Reads the JSON key file of a vendor's service account. All faults of its fields are reported at once, each with
 * the field's name; fields that aren't known are left alone.
 */
export function readServiceAccount<V extends ServiceAccountVendor>(
  file: string | Uint8Array,
  vendor: V,
): Reading<ServiceAccounts[V]> {
  return reading(() => readers[vendor](documentOf(textOf(file), Buffer.from(file), vendor)));
}

function documentOf(text: string, bytes: Buffer, vendor: ServiceAccountVendor): Document {
  const document = parsed(text);
  if (!isDocument(document)) {
    refuseAll([describeText(typeof document === "string" ? document : text, bytes, vendor)]);
    return {};
  }
  refuseAll([describeOther(document, vendor)]);
  return document;
}

/** The parser's own words aren't used: they quote the text, which holds a key. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isDocument = (value: unknown): value is Document =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checked<T>(schema: z.ZodType<T>, document: Document): T {
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  refuseAll(
    result.error.issues.map(({ path, message }) => {
      const field = path.map(String).join(".");
      const missing = !Object.hasOwn(document, field);
      return failure(
        missing ? "MissingField" : "InvalidField",
        missing ? `is missing: it ${message}` : message,
        field,
      );
    }),
  );
  return refuse("NotJson", "must be the JSON file of a service account");
}

/** Both vendors sign with RSA keys: RS256 at Google, PS256 at Huawei. */
function fingerprintOf(privateKey: string, vendor: ServiceAccountVendor): string {
  const complain = (what: string) =>
    refuse("InvalidPrivateKey", `${what}: ${sources[vendor]}`, "private_key");
  const pem = readPem(privateKey);
  if (pem?.label !== "PRIVATE KEY") return complain('must begin with "-----BEGIN PRIVATE KEY-----"');
  if ("fault" in pem) {
    return complain(
      pem.fault === "damaged"
        ? "is damaged or cut off"
        : "has its line breaks escaped twice (\\\\n instead of \\n)",
    );
  }
  const key = privateKeyFromDer(pem.der);
  if (key === "malformed") return complain("is damaged, no key can be read from it");
  if (key === "unsupported" || key.asymmetricKeyType !== "rsa") return complain("must be an RSA key");
  return keyFingerprint(key);
}
