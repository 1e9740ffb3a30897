import { toldFingerprint } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import { foundIn } from "../../client/gone";
import { defineKind } from "../../lifecycle/kind";
import { isUnknown } from "../../lifecycle/properties/unknown";
import { judgeTakeOver } from "../../lifecycle/taking/claim";
import { defaultTimeouts } from "../../lifecycle/timeouts";
import { withFingerprint } from "../../lifecycle/write-only";
import { foreseeApplication } from "../application/exists";
import { foreseeCertificateAdoption } from "./adoption";
import { claimable } from "./claim";
import { withFilesInBase64 } from "./files";
import { keptFingerprint, type Observed, shownInForm } from "./fingerprint";
import { credentialOf, judgeForm, learnForm } from "./form";
import { certificateId, parseCertificateId } from "./id";
import { certificateEnds, certificateLost, newCertificate } from "./impact";
import { certificatesOn, pushCertificates } from "./look-up";
import { inputs, outputs } from "./properties";
import { removeCertificate } from "./removal";
import { toProgram } from "./spelling";
import { ensureCertificate, syncCertificate } from "./sync";
import { remarkTerm, termRemark } from "./term";
import { timpushConfig } from "./timpush";
import { foreseeTwin } from "./twin";

export const pushCertificate = defineKind({
  name: "PushCertificate",
  description:
    "Credentials with which an application sends offline pushes to the devices of one vendor. Edits keep the certificate id, which shipped clients report. Secrets are written and never read back.",
  id: certificateId,
  inputs,
  outputs,
  notOnReal:
    "no public API shows or changes push certificates; the console does (Chat console > Push > Access Settings)",
  deleteBeforeReplace: true,
  newId: newCertificate,
  timeouts: defaultTimeouts.withoutWaits,

  complete: withFilesInBase64,
  learn: (given) => learnForm(withFilesInBase64(given).platform),
  judge: (given, olds, { now, faulty }) => [
    ...judgeTakeOver(given),
    ...(faulty.has("platform") ? [] : judgeForm(given.platform, olds?.platform, now)),
  ],
  fingerprint(_, platform, key) {
    const plain = credentialOf(platform)?.fingerprint;
    return plain && toldFingerprint(key, String(platform.vendor), plain);
  },
  forewarnEnd: certificateEnds,
  forewarnLoss: certificateLost,
  adopted: ({ application, adopt }) =>
    typeof adopt === "number" && typeof application === "string" && !isUnknown(application)
      ? `${application}/${adopt}`
      : undefined,

  foreseeFirst(listener, given, about) {
    remarkTerm(listener, given, about);
    return [];
  },
  async foresee(session, proposal) {
    remarkTerm(session, proposal.inputs, proposal.about);
    const missing = await foreseeApplication(session, proposal);
    if (missing.length > 0) return missing;
    return [
      ...(await foreseeTwin(session, proposal)),
      ...(await foreseeCertificateAdoption(session, proposal)),
    ];
  },
  holds: ({ application, platform, app }) => {
    const { vendor, environment = "" } = Object(platform);
    const knownAs = app ?? credentialOf(platform)?.app;
    const names = [application, "push certificates", vendor, environment, knownAs];
    return [{ names, path: "platform", isAll: true }];
  },
  identity: ({ application, platform }) => [
    application,
    Object(platform).vendor,
    Object(platform).environment,
  ],

  async observe(session, id): Promise<Observed | undefined> {
    const entry = await session.client.look(pushCertificates, parseCertificateId(id));
    const found = foundIn(entry, "PushCertificate");
    return found && { record: found.PushCertificate, key: session.account.FingerprintKey };
  },

  facts: (observed: Observed, { platform }) => ({
    application: String(observed.record.SdkAppId),
    platform: withFingerprint(
      inputs.shape.platform,
      toProgram(observed.record.Platform),
      shownInForm(observed, platform),
    ),
    expired: observed.record.Expired,
  }),

  claimable: (session, { record }: Observed) => claimable(session, record),

  remarks: ({ record: { NotAfter, DaysLeft } }: Observed, { certificateWarningDays }) => {
    if (NotAfter === null || DaysLeft === null) return [];
    const remark = termRemark(new Date(NotAfter), DaysLeft, certificateWarningDays);
    return remark === undefined ? [] : [remark];
  },

  isLeaving: ({ record: { LeavingSince } }: Observed) => typeof LeavingSince === "string",

  numbered: (id, { NextCertificateId: next }) => ({
    what: "certificate id",
    number: parseCertificateId(id).CertificateId,
    next,
  }),
  loggedAs: () => "PushCertificates",
  attached: certificatesOn,
  kept: keptFingerprint,

  results: ({ record }: Observed) => ({
    certificateId: record.CertificateId,
    fingerprint: record.Fingerprint,
    app: record.App,
    subject: record.Subject,
    topics: record.Topics.length > 0 ? record.Topics : undefined,
    notBefore: record.NotBefore,
    notAfter: record.NotAfter,
    daysLeft: record.DaysLeft,
    createdTime: record.CreatedTime,
    effectiveTime: record.EffectiveTime,
    timpushConfig: timpushConfig(record),
  }),

  async reconcile(session, change) {
    // observe
    const found = change.current && (await this.observe(session, change.current.id));
    if (change.current && !found) {
      throw new UserError(
        "the certificate was deleted behind Pulumi's back, and can't be brought back under its id; run `pulumi refresh`, then `pulumi up` makes a new one",
      );
    }
    // ensure
    const id = change.current?.id ?? (await ensureCertificate(session, change));
    // sync
    const observed = found ?? (await this.observe(session, id));
    if (!observed) throw new UserError("the certificate was deleted while it was being made");
    await syncCertificate(session, change, observed.record);
  },

  remove: removeCertificate,
});
