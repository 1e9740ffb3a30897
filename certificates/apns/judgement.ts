import { dayMs } from "../../ground/time";
import { type CredentialFailure, failure, quoted } from "../failure";
import type { ApnsCertificate } from "./certificate";
import { judgeBundleId } from "./identifiers";
import type { Environment } from "./kinds";

export interface Purpose {
  readonly now: Date;
  /** Where it is to push. */
  readonly environment?: Environment;
  /** The app that it is to push to. */
  readonly bundleId?: string;
}

/**
 * Whether a push certificate serves a purpose now; the first of its faults, the most lasting first. Apart from
 * reading the file, since a certificate that is in use already may expire without becoming unreadable.
 */
export function judgeApnsCertificate(
  certificate: ApnsCertificate,
  { now, environment, bundleId }: Purpose,
): CredentialFailure | undefined {
  return (
    judgeApp(certificate, bundleId) ??
    (environment && judgeEnvironment(certificate, environment)) ??
    judgeTerm(certificate, now)
  );
}

function judgeApp(certificate: ApnsCertificate, bundleId: string | undefined) {
  const theirs = quoted(certificate.bundleId);
  if (certificate.bundleId.includes("*")) {
    return failure(
      "WildcardBundleId",
      `is for the wildcard ${theirs}, and a push goes to one app: create the push certificate for an explicit App ID, for example "com.example.app"`,
    );
  }
  if (bundleId === undefined) return undefined;
  const fault = judgeBundleId(bundleId);
  if (fault || bundleId === certificate.bundleId) return fault;
  const caseOnly = bundleId.toLowerCase() === certificate.bundleId.toLowerCase();
  return failure(
    "OtherBundleId",
    `is for the app ${theirs}, and ${quoted(bundleId)} is declared${caseOnly ? ", which differs in case" : ""}: export the certificate of that app, or correct the bundle id`,
  );
}

function judgeEnvironment({ environments }: ApnsCertificate, environment: Environment) {
  if (environments.includes(environment)) return undefined;
  const served = environments.length > 0 ? `serves ${environments.join(" and ")} only` : "serves none known";
  return failure(
    "OtherEnvironment",
    `is declared for ${environment} and ${served}: create a "Sandbox & Production" certificate, which serves both, or declare the environment that it serves`,
  );
}

const day = (date: Date) => date.toISOString().slice(0, 10);
const minute = (date: Date) => `${date.toISOString().slice(0, 16)}Z`;

function judgeTerm({ notBefore, notAfter }: ApnsCertificate, now: Date) {
  if (now < notBefore) {
    return failure(
      "NotYetValid",
      `is valid from ${minute(notBefore)} on, and now is ${minute(now)}: wait until then, or correct this machine's clock`,
    );
  }
  if (now <= notAfter) return undefined;
  const days = Math.floor((now.getTime() - notAfter.getTime()) / dayMs);
  return failure(
    "Expired",
    `expired on ${day(notAfter)}, ${days} days ago: create a new push certificate for the same app and export that`,
  );
}
