import { isPrivateKey, type RealApplication, type Standing } from "../../api";
import type { EnrolledApplicationRow, EvidenceRow } from "../../store";
import { instant } from "../application/record";
import { secretsOf } from "../enrolment/enrolled";
import { evidenceRecord, valueIn } from "../enrolment/evidence";
import type { Scope } from "../scope";

type Stands = Pick<RealApplication, "Status" | "DisabledReason" | "Cure">;

/** What of a real application's standing a program sees. One that somebody says was deleted is in no answer. */
const standsAs: Readonly<Record<Exclude<Standing, "deleted">, Stands>> = {
  serves: { Status: "Normal", DisabledReason: null, Cure: null },
  disabled: {
    Status: "Disabled",
    DisabledReason: "manual",
    Cure: "a person enables it in the console of Tencent Cloud (RTC console, Overview, Enable Application)",
  },
  suspended: {
    Status: "Disabled",
    DisabledReason: "billing",
    Cure: "buy or renew a package, or pay what is due, in the console's billing pages",
  },
  blocked: { Status: "Disabled", DisabledReason: "blocked", Cure: "ask Tencent's support" },
};
const nobodyKnows: Stands = { Status: "Unknown", DisabledReason: null, Cure: null };

/** What is known of a real application, as a program sees applications. */
export function realRecord(
  row: EnrolledApplicationRow,
  evidence: readonly EvidenceRow[],
  scope: Scope | undefined,
): RealApplication {
  const standing = valueIn(evidence, "Status");
  const admins = evidence.filter(({ fact, value }) => fact === "Admin" && value === "true");
  return {
    SdkAppId: row.sdk_app_id,
    Executor: "operator",
    Name: valueIn(evidence, "Name"),
    Description: valueIn(evidence, "Description"),
    ApplicationType: valueIn(evidence, "ApplicationType"),
    Region: valueIn(evidence, "Region"),
    Products: valueIn(evidence, "Products"),
    RtcService: valueIn(evidence, "RtcService"),
    SignatureAlgorithm: valueIn(evidence, "SignatureAlgorithm"),
    DeletionProtection: null,
    RtcRegion: null,
    ...(standing === null || standing === "deleted" ? nobodyKnows : standsAs[standing]),
    StatusUntil: null,
    ProductStatus: [],
    DeletableBySupportOnly: false,
    CreatedTime: null,
    ExpireTime: null,
    EnrolledTime: instant(row.enrolled_at),
    Owner: row.owner,
    ClaimDigest: row.claim_hash,
    AdminAccounts: admins.map(({ user_id }) => ({ UserId: user_id, CreatedTime: null })),
    Facts: evidence.map(evidenceRecord),
    Unasked: row.look_left,
    HasSecretKey: row.secret_key !== null,
    ...(scope && secretsIn(row, scope)),
  };
}

/** The key under the name that its kind has: an application of before 2019 has a key pair. */
function secretsIn(row: EnrolledApplicationRow, scope: Scope): Partial<RealApplication> {
  const { SecretKey, ...otherwise } = secretsOf(row, scope);
  if (SecretKey === undefined) return otherwise;
  return isPrivateKey(SecretKey) ? { PrivateKey: SecretKey } : { SecretKey };
}
