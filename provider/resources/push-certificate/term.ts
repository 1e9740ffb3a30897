import type { Bag } from "../../../ground/bag";
import { dayMs } from "../../../ground/time";
import type { Listener } from "../../lifecycle/kind";
import type { Declaration } from "../../lifecycle/run/reporter";
import { credentialOf } from "./form";

const renew =
  "create a new push certificate for the same app at Apple, export it as .p12 and declare that file: it is replaced in place and keeps its id";

/**
 * What is to be said of a term that ends soon, or has ended; nothing while it is long.
 *
 * @param daysLeft whole days, negative once it has ended
 */
export function termRemark(notAfter: Date, daysLeft: number, warningDays: number): string | undefined {
  const day = notAfter.toISOString().slice(0, 10);
  if (daysLeft < 0) return `the certificate expired on ${day}, and pushes through it fail: ${renew}`;
  return daysLeft < warningDays
    ? `the certificate expires on ${day}, in ${daysLeft} days: ${renew} (tencentrtc:certificateWarningDays sets when this is said)`
    : undefined;
}

const noPassword =
  "platform.password is empty: Tencent's documents promise no pushes for a .p12 without a password; export it again with one";

/** Says of a declared certificate what is no failure, and will bite all the same. */
export function remarkTerm({ settings, reporter }: Listener, { platform }: Bag, about: Declaration): void {
  const certificate = credentialOf(platform)?.certificate;
  if (!certificate) return;
  const { notAfter } = certificate;
  const daysLeft = Math.floor((notAfter.getTime() - Date.now()) / dayMs);
  const remark = termRemark(notAfter, daysLeft, settings.certificateWarningDays);
  if (remark !== undefined) reporter.warn(about, remark);
  if (Object(platform).password === "") reporter.warn(about, noPassword);
}
