import { asOwner, summaryOf } from "../../rules/activities";
import { heldPlatform } from "../../rules/push-certificates";
import type { PushCertificateChange, PushCertificateRow } from "../../store";
import type { WriteMoment } from "../scope";

/** Writes what changes of a push certificate, and notes it. */
export async function saveCertificate(
  before: PushCertificateRow,
  change: PushCertificateChange,
  moment: WriteMoment,
): Promise<void> {
  const { uin, certificate_id } = before;
  await moment.db
    .updateTable("push_certificates")
    .set(change)
    .where("uin", "=", uin)
    .where("certificate_id", "=", certificate_id)
    .execute();
  const after = { ...before, ...change };
  const changed = changes(before, after);
  if (changed.length > 0) noteCertificate(after.owner === null ? before : after, changed.join(", "), moment);
}

/** Only the names of what a form holds: which of them is a secret is the vendor's matter. */
function changes(before: PushCertificateRow, after: PushCertificateRow): string[] {
  const [held, wanted] = [before, after].map(({ platform }) => Object.entries(heldPlatform(platform)));
  const was = new Map(held?.map(([name, value]) => [name, JSON.stringify(value)]));
  const edited = wanted?.filter(([name, value]) => was.get(name) !== JSON.stringify(value)) ?? [];
  const left = [...was.keys()].filter((name) => !wanted?.some(([one]) => one === name));
  const names = [...edited.map(([name]) => name), ...left];
  return [
    ...(after.saved_at === before.saved_at ? [] : ["saved"]),
    ...(names.length === 0 ? [] : [`changed ${names.join(" and ")}`]),
    ...(after.fingerprint === before.fingerprint ? [] : ["new secrets"]),
    ...(after.leaving_at !== null && before.leaving_at === null ? ["is to go with its application"] : []),
    ...(after.leaving_at === null && before.leaving_at !== null ? ["is to stay"] : []),
    ...(after.owner === before.owner ? [] : [`Owner: ${asOwner(before.owner)} → ${asOwner(after.owner)}`]),
  ];
}

/** Notes what happened to a certificate. */
export function noteCertificate(
  { sdk_app_id, certificate_id, platform, owner }: PushCertificateRow,
  what: string,
  { note }: WriteMoment,
): void {
  const form = heldPlatform(platform);
  const kind = "Environment" in form ? `${form.Vendor}, ${form.Environment}` : form.Vendor;
  note({
    sdkAppId: sdk_app_id,
    owner,
    fields: ["PushCertificates"],
    summary: summaryOf([`push certificate ${certificate_id} (${kind}): ${what}`]),
  });
}
