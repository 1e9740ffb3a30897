import {
  ApiError,
  defaultAdminAccount,
  type FactName,
  type RegionName,
  type ResponseOf,
  type VerifyApplications,
} from "../../api";
import type { EnrolledApplicationRow, EvidenceRow } from "../../store";
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
import { enrolledRecord, enrolledRows, judgeEnrolled } from "./enrolled";
import { evidenceOf, valueIn } from "./evidence";
import { keepLooks } from "./last-look";
import { pendingOf } from "./pending";
import { signingOf } from "./signing";

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
    await keepLooks(
      found.flatMap(({ id }, index) => {
        const looked = looks[index];
        return looked ? [{ id, looked }] : [];
      }),
      at,
      scope,
    );
    const { known, pending } = await scope.read(async (moment) => {
      const known = await evidenceOf(moment.db, ids);
      return { known, pending: await pendingOf(moment.db, known, moment.at) };
    });
    const { owner } = asking;
    return {
      AccountFault: "why" in owner && owner.isFault ? owner.why : null,
      Entries: found.map(({ id, row, evidence }, index): Entry => {
        const looked = looks[index];
        if (row instanceof ApiError || !looked) return refusedEntry(id, row);
        const verdict = verdictOf(looked, valueIn(evidence, "Region") ?? undefined);
        return entryOf(looked, verdict, enrolledRecord(row, known, pending));
      }),
    };
  });
};

function refusedEntry(id: number, row: EnrolledApplicationRow | ApiError): Entry {
  if (!(row instanceof ApiError)) throw new Error(`nobody looked at application ${id}`);
  return { SdkAppId: id, Outcome: "Refused", Code: row.code, Message: row.message };
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
  // One who was found to be none is asked for again, since somebody may have added them; one whom somebody says to be none isn't.
  const admins = evidence.flatMap(({ fact, user_id, value, how }) =>
    fact === "Admin" && user_id !== defaultAdminAccount && (value === "true" || how !== "attested")
      ? [user_id]
      : [],
  );
  const signing = await signingOf(row, evidence, scope);
  if ("why" in signing) return unasked(admins, signing.why, signing.isFault);
  return lookWithKey({ sdkAppId: row.sdk_app_id, admins, ...signing }, asking);
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
