import {
  ApiError,
  defaultAdminAccount,
  type FactName,
  Region,
  type RegionName,
  type ResponseOf,
  type VerifyApplications,
} from "../../api";
import { type EnrolledApplicationRow, type EvidenceRow, isReadOnly } from "../../store";
import { instant } from "../application/record";
import { toldUnopened } from "../application/secrets-read";
import type { Handler, Scope } from "../scope";
import {
  type Asking,
  askingTencent,
  type Looked,
  lookForOwner,
  lookWithKey,
  together,
  unasked,
} from "./asking";
import { enrolledRecord, enrolledRows, judgeEnrolled, keyOf } from "./enrolled";
import { evidenceOf, keepEvidence } from "./evidence";
import { KeyTrials } from "./key-trials";

type Entry = ResponseOf<typeof VerifyApplications>["Entries"][number];

/** Asks first, and keeps what was told afterwards, in a transaction of its own that no answer depends on. */
export const verifyApplications: Handler<typeof VerifyApplications> = async ({ SdkAppIds }, scope) => {
  const ids = [...new Set(SdkAppIds)];
  const { found, at } = await scope.read(async (moment) => {
    const rows = new Map((await enrolledRows(moment.db, ids)).map((row) => [row.sdk_app_id, row]));
    const known = await evidenceOf(moment.db, ids);
    const found = ids.map((id) => ({
      id,
      row: judgeEnrolled(rows.get(id), id, moment),
      evidence: known.get(id) ?? [],
    }));
    return { found, at: moment.at };
  });
  return askingTencent(scope, async (asking) => {
    const looks = await Promise.all(
      found.map(async ({ row, evidence }) =>
        row instanceof ApiError ? undefined : lookAt(row, evidence, asking, scope),
      ),
    );
    const told = found.map(({ id }, index) => ({ id, told: looks[index]?.told ?? [] }));
    await keep(told, at, scope);
    const known = await scope.read(({ db }) => evidenceOf(db, ids));
    const { owner } = asking;
    return {
      AccountFault: "why" in owner && owner.isFault ? owner.why : null,
      Entries: found.map(({ id, row, evidence }, index): Entry => {
        const looked = looks[index];
        if (row instanceof ApiError || !looked) return refusedEntry(id, row);
        const verdict = verdictOf(looked, regionIn(evidence));
        return entryOf(looked, verdict, enrolledRecord(row, known.get(id) ?? []));
      }),
    };
  });
};

function refusedEntry(id: number, row: EnrolledApplicationRow | ApiError): Entry {
  if (!(row instanceof ApiError)) throw new Error(`nobody looked at application ${id}`);
  return { SdkAppId: id, Outcome: "Refused", Code: row.code, Message: row.message };
}

/** Where the database can only be read, the answer stands by itself. */
async function keep(
  looks: readonly { readonly id: number; readonly told: Looked["told"] }[],
  at: number,
  scope: Scope,
): Promise<void> {
  try {
    await scope.record(async ({ db }) => {
      for (const { id, told } of looks) await keepEvidence(db, id, told, at);
    });
  } catch (error) {
    if (!isReadOnly(error)) throw error;
  }
}

async function lookAt(
  row: EnrolledApplicationRow,
  evidence: readonly EvidenceRow[],
  asking: Asking,
  scope: Scope,
): Promise<Looked> {
  const { sdk_app_id: sdkAppId } = row;
  const owner = lookForOwner(sdkAppId, asking);
  const proof = await lookByKey(row, evidence, asking, scope);
  return together(proof, await owner);
}

async function lookByKey(
  row: EnrolledApplicationRow,
  evidence: readonly EvidenceRow[],
  asking: Asking,
  scope: Scope,
): Promise<Looked> {
  const { sdk_app_id: sdkAppId, key_fingerprint: fingerprint } = row;
  const admins = evidence.flatMap(({ fact, user_id, value }) =>
    fact === "Admin" && user_id !== defaultAdminAccount && value === "true" ? [user_id] : [],
  );
  const key = openKey(row, scope);
  if ("why" in key) return unasked(admins, key.why, key.isFault);
  if (key.text === undefined || fingerprint === null) {
    return unasked(admins, "no key is stored: give it by `tencentrtc attest`", false);
  }
  const region = regionIn(evidence);
  const trials = new KeyTrials(sdkAppId, fingerprint, scope);
  const refusals = await trials.refusals();
  const barred = refusals.find((refusal) => region === undefined || refusal.region === region);
  if (barred) {
    const why = `the key was refused on ${instant(barred.at)} (${barred.by}), and isn't used again: look it up in the console, then say it by \`tencentrtc attest\``;
    return unasked(admins, why, false);
  }
  const isAccepted = evidence.some(
    ({ fact, how, value }) => fact === "Key" && how === "proven" && value === "true",
  );
  return lookWithKey({ sdkAppId, region, secretKey: key.text, admins, trials, isAccepted }, asking);
}

const regionIn = (evidence: readonly EvidenceRow[]) => {
  const row = evidence.find(({ fact }) => fact === "Region");
  return row && Region.parse(JSON.parse(row.value));
};

type Opened = { readonly text: string | undefined } | { readonly why: string; readonly isFault: true };

/** A key that doesn't open costs its own application alone. */
function openKey(row: EnrolledApplicationRow, scope: Scope): Opened {
  try {
    return { text: keyOf(row, scope) };
  } catch (error) {
    return { why: toldUnopened(error, scope), isFault: true };
  }
}

/** Of this look alone: what is known of an older one, or by a word, makes nothing sound. */
function verdictOf({ told, unknown, isUnasked }: Looked, regionBefore: RegionName | undefined) {
  if (isUnasked) return "unasked";
  const value = (fact: FactName) => told.find((one) => one.fact === fact)?.value;
  const region = value("Region");
  const isSound =
    value("Key") === true &&
    region !== undefined &&
    (regionBefore === undefined || region === regionBefore) &&
    value("Status") === "serves" &&
    told.every(({ fact, value: isAdmin }) => fact !== "Admin" || isAdmin === true) &&
    unknown.every(({ fact }) => fact === "Owned");
  return isSound ? "sound" : "found";
}

const entryOf = (
  { unknown, next }: Looked,
  Verdict: Extract<Entry, { Outcome: "Verified" }>["Verdict"],
  Application: ReturnType<typeof enrolledRecord>,
): Entry => ({
  SdkAppId: Application.SdkAppId,
  Outcome: "Verified",
  Verdict,
  Application,
  Unknown: unknown.map(({ fact, userId = null, why }) => ({ Fact: fact, UserId: userId, Why: why })),
  Next: [...new Set(next)],
});
