import {
  type ApnsCertificate,
  type CredentialFailure,
  fingerprintOf,
  judgeApnsCertificate,
  openApnsP12,
  openApnsP12Aside,
  type Reader,
  type Reading,
  readApnsP8,
  readServiceAccount,
} from "../../../certificates";
import type { PushPlatform, PushSecrets } from "./vendors";

export { TooManyWaiting } from "../../../certificates";

/** What the secrets of a form are, without giving any of them away. */
export interface PushCredential {
  /**
   * SHA-256 in hex, which changes exactly when the secrets do: over the certificate of a .p12 (whatever password it
   * was exported with), over the public half of a key, or over a vendor's secret.
   */
  readonly fingerprint: string;
  /** The app that the vendor knows: a bundle id, the id of a project, or an app id. */
  readonly app: string;
  /** Certificate in a .p12; undefined for other files. */
  readonly certificate?: ApnsCertificate;
}

const bytes = (base64 = ""): Buffer => Buffer.from(base64, "base64");

function converted<T, R>(reading: Reading<T>, convert: (value: T) => R): Reading<R> {
  return reading.ok ? { ok: true, value: convert(reading.value) } : reading;
}

const asCredential = (certificate: ApnsCertificate): PushCredential => ({
  fingerprint: certificate.fingerprint,
  app: certificate.bundleId,
  certificate,
});

/**
 * `readPushCredential` for whoever others wait for: a file that takes long is read in a thread.
 *
 * @throws TooManyWaiting
 */
export async function readPushCredentialAside(
  platform: PushPlatform,
  secrets: PushSecrets,
  reader: Reader,
): Promise<Reading<PushCredential>> {
  if (platform.Vendor !== "apns-p12") return readPushCredential(platform, secrets);
  const { File, Password = "" } = secrets;
  return converted(await openApnsP12Aside(bytes(File), Password, reader), asCredential);
}

/** Reads the secrets of a form; the same function judges a preview and the request that follows it. */
export function readPushCredential(platform: PushPlatform, secrets: PushSecrets): Reading<PushCredential> {
  switch (platform.Vendor) {
    case "apns-p12":
      return converted(openApnsP12(bytes(secrets.File), secrets.Password ?? ""), asCredential);
    case "apns-p8": {
      const { KeyId: keyId, TeamId: teamId, BundleId: bundleId } = platform;
      const reading = readApnsP8(bytes(secrets.File), { keyId, teamId, bundleId });
      return converted(reading, ({ fingerprint }) => ({ fingerprint, app: bundleId }));
    }
    case "fcm":
    case "harmonyos":
      return converted(
        readServiceAccount(bytes(secrets.ServiceAccount), platform.Vendor),
        ({ fingerprint, projectId }) => ({ fingerprint, app: projectId }),
      );
    default: {
      const text = JSON.stringify([platform.Vendor, ...Object.values(secrets)]);
      return { ok: true, value: { fingerprint: fingerprintOf(Buffer.from(text)), app: platform.AppId } };
    }
  }
}

/** Whether the certificate of a .p12 serves the form's purpose now; keys and secrets have no term. */
export function judgePushCredential(
  { certificate }: PushCredential,
  platform: PushPlatform,
  now: Date,
): CredentialFailure | undefined {
  if (platform.Vendor !== "apns-p12" || !certificate) return undefined;
  const { Environment: environment, BundleId: bundleId } = platform;
  return judgeApnsCertificate(certificate, { now, environment, bundleId });
}
