import { dayMs, hourMs } from "../../ground/time";
import {
  ApiError,
  judgePushCredential,
  type PushCredential,
  type PushPlatform,
  type PushSecrets,
  pushSecrets,
  type readPushCredential,
  type Settings,
} from "../api";

/** Whole days until a term ends, negative once it has; null where there is no term. */
export const daysLeft = (notAfter: number | null, now: number): number | null =>
  notAfter === null ? null : Math.floor((notAfter - now) / dayMs);

export const isExpired = (notAfter: number | null, now: number): boolean =>
  notAfter !== null && notAfter < now;

/** Saved is in effect within ten minutes (Chat console, "Push"): a setting, since nothing tells exactly when. */
export const effectiveAt = (savedAt: number, settings: Settings): number =>
  savedAt + settings.PushCertificateEffectMinutes * 60_000;

/** What is wrong with a form's secrets as far as their texts tell: each there, each by its rule. */
export function judgePushSecrets(platform: PushPlatform, secrets: PushSecrets): ApiError | undefined {
  const rules = Object.entries(pushSecrets[platform.Vendor]);
  const unknown = Object.keys(secrets).find((name) => !rules.some(([known]) => known === name));
  if (unknown !== undefined) {
    return new ApiError("UnknownParameter", `is not a secret of ${platform.Vendor}`, `Secrets.${unknown}`);
  }
  for (const [name, rule] of rules) {
    const issue = rule.safeParse(secrets[name]).error?.issues[0];
    if (issue) return new ApiError("InvalidParameterValue.Secrets", issue.message, `Secrets.${name}`);
  }
  return undefined;
}

/** What was read of a form's secrets, judged as the vendor would: readable, and good for the purpose now. */
export function judgePushReading(
  reading: ReturnType<typeof readPushCredential>,
  platform: PushPlatform,
  now: number,
): PushCredential | ApiError {
  const fault = reading.ok
    ? judgePushCredential(reading.value, platform, new Date(now))
    : reading.failures[0];
  if (fault) {
    const field = fault.field === undefined ? "" : `.${fault.field}`;
    return new ApiError("FailedOperation.CertificateInvalid", fault.message, `Secrets${field}`);
  }
  if (!reading.ok) throw new Error("a credential was refused without a reason");
  return reading.value;
}

/** Vendor and environment are what a certificate is: an edit changes anything else (docs/rules.md, section 0). */
export function judgePlatformEdit(held: PushPlatform, wanted: PushPlatform): ApiError | undefined {
  const identityOf = (platform: PushPlatform) =>
    "Environment" in platform ? [platform.Vendor, platform.Environment] : [platform.Vendor];
  if (identityOf(held).join() === identityOf(wanted).join()) return undefined;
  return new ApiError(
    "InvalidParameterValue.Platform",
    `is ${identityOf(held).join(", ")} for good and can't become ${identityOf(wanted).join(", ")}: create another certificate`,
    "Platform",
  );
}

interface UsedToken {
  readonly certificate_id: number;
  readonly sdk_app_id: number;
  readonly created_at: number;
  readonly platform: string;
}

/** What a creation with a token is that has already made a certificate: a repetition, or a refusal. */
export function judgeCertificateToken(
  used: UsedToken,
  wanted: { readonly SdkAppId: number; readonly Platform: PushPlatform },
  now: number,
  settings: Settings,
): "repeated" | ApiError {
  const held = heldPlatform(used.platform);
  if (used.sdk_app_id !== wanted.SdkAppId || judgePlatformEdit(held, wanted.Platform)) {
    return new ApiError(
      "InvalidParameter.ClientTokenMismatch",
      `this token has already made push certificate ${used.certificate_id} of application ${used.sdk_app_id}, which is another one: use another token`,
      "ClientToken",
    );
  }
  if (now - used.created_at < settings.ClientTokenHours * hourMs) return "repeated";
  return new ApiError(
    "ResourceInUse.ClientToken",
    `this token made push certificate ${used.certificate_id} on ${new Date(used.created_at).toISOString()}, too long ago to be a repetition: adopt ${used.certificate_id} to go on with it, or delete it to create a new one`,
    "ClientToken",
  );
}

/** The form of a row (JSON, as stored; it passed the contract when it was saved). */
export const heldPlatform = (stored: string): PushPlatform => JSON.parse(stored);

/** @param held push certificates that the application has, of whatever vendor. */
export const pushCertificateQuota = (held: number, settings: Settings): ApiError | undefined =>
  held < settings.PushCertificatesPerApplication
    ? undefined
    : new ApiError(
        "LimitExceeded.PushCertificates",
        `the application has ${held} push certificates and may have ${settings.PushCertificatesPerApplication}: delete one that no client reports any more first`,
      );
