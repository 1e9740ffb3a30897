import { explain, isExpected } from "../../../ground/errors";
import { minuteMs } from "../../../ground/time";
import { defaultAdminAccount } from "../../api";
import type { EnrolledApplicationRow, EvidenceRow } from "../../store";
import { type AskingByKeys, askingByKeys, type Looked, lookWithKey, unasked } from "../enrolment/asking";
import { enrolledRows } from "../enrolment/enrolled";
import { evidenceOf, valueIn } from "../enrolment/evidence";
import { isFresh, keepLooks } from "../enrolment/last-look";
import { signingOf } from "../enrolment/signing";
import type { Moment, Scope } from "../scope";
import { inTurn } from "./turns";

/** An enrolled application, with what is known of it. */
interface Known {
  readonly row: EnrolledApplicationRow;
  readonly evidence: readonly EvidenceRow[];
  readonly moment: Moment;
}

const knownOf = (id: number, scope: Scope): Promise<Known | undefined> =>
  scope.read(async (moment) => {
    const [row] = await enrolledRows(moment.db, [id]);
    const evidence = (await evidenceOf(moment.db, [id])).get(id) ?? [];
    return row && { row, evidence, moment };
  });

/**
 * Asks about the applications among these whose last look counts no more: each by one call, signed for the likeliest
 * admin. What can't be asked stays as it was known, and the row says why: it spoils no other's answer.
 */
export async function freshen(rows: readonly EnrolledApplicationRow[], scope: Scope): Promise<void> {
  const { at, settings } = await scope.read(async (moment) => moment);
  const stale = rows.filter((row) => row.secret_key !== null && !isFresh(row, at, settings));
  await askAll(
    stale.map(({ sdk_app_id }) => sdk_app_id),
    scope,
    ({ row, evidence, moment }) =>
      isFresh(row, moment.at, moment.settings) ? [] : [likeliestAdmin(evidence)],
  );
}

/**
 * Asks, of users of an application, those of whom it isn't known, or not lately: each by one call. One that stands still
 * answers of no user, so that a look which has just told that is enough.
 */
export function freshenAdmins(users: ReadonlyMap<number, readonly string[]>, scope: Scope): Promise<void> {
  return askAll([...users.keys()], scope, ({ row, evidence, moment }) => {
    const { at, settings } = moment;
    if (row.secret_key === null) return [];
    if (isFresh(row, at, settings) && (row.look_left !== null || standsStill(evidence))) return [];
    return (users.get(row.sdk_app_id) ?? []).filter((userId) => {
      const known = evidence.find((one) => one.fact === "Admin" && one.user_id === userId);
      return known === undefined || at - known.known_at >= settings.VerifyMinutes * minuteMs;
    });
  });
}

const standsStill = (evidence: readonly EvidenceRow[]): boolean =>
  !["serves", null].includes(valueIn(evidence, "Status"));

/** Of an administrator who is known to be none, another admin signs. */
function likeliestAdmin(evidence: readonly EvidenceRow[]): string {
  if (valueIn(evidence, "Admin", defaultAdminAccount) !== false) return defaultAdminAccount;
  const other = evidence.find(
    ({ fact, how, value }) => fact === "Admin" && how === "proven" && value === "true",
  );
  return other?.user_id ?? defaultAdminAccount;
}

/** @param whom is asked of an application, by what is known of it once its turn has come */
async function askAll(
  ids: readonly number[],
  scope: Scope,
  whom: (known: Known) => readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const ask = (asking: AskingByKeys | string) =>
    Promise.all(
      ids.map((id) =>
        inTurn(`${scope.identity}/${id}`, async () => {
          const known = await knownOf(id, scope);
          if (known) await askOf(known, whom(known), asking, scope);
        }),
      ),
    );
  try {
    await askingByKeys(scope, ask);
  } catch (error) {
    // Of a way to Tencent that can't be gone each application says so.
    if (!isExpected(error)) throw error;
    await ask(explain(error));
  }
}

async function askOf(
  { row, evidence, moment }: Known,
  users: readonly string[],
  asking: AskingByKeys | string,
  scope: Scope,
): Promise<void> {
  const keep = (looked: Looked) => keepLooks([{ id: row.sdk_app_id, looked }], moment.at, scope);
  for (const userId of users) {
    if (typeof asking === "string") return keep(unasked([], asking, true));
    const signing = await signingOf(row, evidence, scope);
    if ("why" in signing) return keep(unasked([], signing.why, signing.isFault));
    if (signing.region === undefined) return keep(unasked([], noRegion, false));
    const looked = await lookWithKey(
      { ...signing, sdkAppId: row.sdk_app_id, admins: [], only: userId },
      asking,
    );
    await keep(looked);
    if (looked.isUnasked) return;
  }
}

export const noRegion = "its region isn't known, and `tencentrtc verify` looks for it";
