import { ApiError, defaultAdminAccount, type RegionName } from "../../../api";
import type { ChatReply, Signer } from "../../../cloud";
import type { EnrolledApplicationRow, EvidenceRow } from "../../../store";
import type { AskingByKeys, Signing } from "../../enrolment/asking";
import { enrolledRows } from "../../enrolment/enrolled";
import { evidenceOf, keepEvidence, type Told, valueIn } from "../../enrolment/evidence";
import { keyRefused } from "../../enrolment/refusals";
import { signingOf } from "../../enrolment/signing";
import type { Scope } from "../../scope";
import { freshen, noRegion } from "../freshness";
import { judgeReal } from "../real-application";

/** What calls Chat's REST API for an application. */
export interface Way extends AskingByKeys {
  readonly sdkAppId: number;
  readonly region: RegionName;
  readonly signing: Signing;
  /** Who may sign, the likeliest first. */
  readonly admins: readonly string[];
}

/** Why nobody can call. */
export interface NoWay {
  readonly why: string;
}

interface Known {
  readonly row: EnrolledApplicationRow;
  readonly evidence: readonly EvidenceRow[];
}

/** An enrolled application that nobody says was deleted. @throws ApiError where it isn't one */
export const realApplication = (sdkAppId: number, scope: Scope): Promise<Known> =>
  scope.read(async (moment) => {
    const [row] = await enrolledRows(moment.db, [sdkAppId]);
    const evidence = (await evidenceOf(moment.db, [sdkAppId])).get(sdkAppId) ?? [];
    const found = judgeReal(row, evidence, sdkAppId, moment);
    if (found instanceof ApiError) throw found;
    return { row: found, evidence };
  });

/**
 * The way to an application's webhooks. Its key is proven before, where that wasn't done lately: a wrong one would be
 * tried by every command.
 *
 * @throws ApiError where it isn't enrolled
 */
export async function wayTo(sdkAppId: number, asking: AskingByKeys, scope: Scope): Promise<Way | NoWay> {
  await freshen([(await realApplication(sdkAppId, scope)).row], scope);
  const { row, evidence } = await realApplication(sdkAppId, scope);
  const signing = await signingOf(row, evidence, scope);
  if ("why" in signing) return signing;
  if (signing.region === undefined) return { why: noRegion };
  if (!signing.isAccepted) return { why: row.look_left ?? "whether its key is right isn't known" };
  return { ...asking, sdkAppId, region: signing.region, signing, admins: adminsIn(evidence) };
}

/** `administrator`, then those who were proven last. Of whom is known to be none nothing is signed. */
function adminsIn(evidence: readonly EvidenceRow[]): readonly string[] {
  const proven = evidence
    .filter(({ fact, how, value }) => fact === "Admin" && how === "proven" && value === "true")
    .sort((one, other) => other.known_at - one.known_at)
    .map(({ user_id }) => user_id);
  const isNone = valueIn(evidence, "Admin", defaultAdminAccount) === false;
  const admins = [...new Set(isNone ? proven : [defaultAdminAccount, ...proven])];
  return admins.length > 0 ? admins : [defaultAdminAccount];
}

/**
 * Makes a call that a proven admin signs; where Tencent says that the user is none any more, the next one signs. What an
 * answer proves is kept.
 *
 * @param what for people: "get_callback of call_config"
 */
export async function asAdmin<Answer extends { readonly reply?: ChatReply | undefined }>(
  way: Way,
  what: string,
  scope: Scope,
  call: (signer: Signer) => Promise<Answer>,
): Promise<Answer> {
  const { sdkAppId, signing, admins } = way;
  let answer: Answer | undefined;
  for (const userId of admins) {
    answer = await call({ sdkAppId, secretKey: signing.secretKey, userId });
    if (!answer.reply) return answer;
    await keepProof(answer.reply, userId, what, way, scope);
    if (answer.reply.says.admin !== false) return answer;
  }
  if (!answer) throw new Error(`nobody can sign for application ${sdkAppId}`);
  return answer;
}

/** "get_callback of call_config at tokyo: 0". */
export const inWords = (what: string, { region }: Way, { code }: ChatReply): string =>
  `${what} at ${region}: ${code}`;

async function keepProof(
  reply: ChatReply,
  userId: string,
  what: string,
  way: Way,
  scope: Scope,
): Promise<void> {
  const { says, certainty, requestId = null } = reply;
  const by = inWords(what, way, reply);
  if (says.key === false) await way.signing.trials.refused(way.region, by);
  const how = certainty === "documented" ? "proven" : "inferred";
  const one = (fact: Told["fact"], value: Told["value"] | undefined, whom?: string): Told[] =>
    value === undefined
      ? []
      : [{ fact, value, how, by, requestId, ...(whom !== undefined && { userId: whom }) }];
  const told = [...one("Key", says.key), ...one("Status", says.status), ...one("Admin", says.admin, userId)];
  // What is inferred takes no proof's place.
  if (how === "proven") await scope.record(({ db, at }) => keepEvidence(db, way.sdkAppId, told, at));
}

/** Why a call of ours was refused, and what to do about it. */
export function refusalOf(what: string, way: Way, reply: ChatReply): ApiError {
  const by = inWords(what, way, reply);
  if (reply.says.key === false) return new ApiError("FailedOperation.KeyRefused", keyRefused(`(${by})`));
  const request = reply.requestId === undefined ? "" : ` (Tencent's RequestId ${reply.requestId})`;
  return new ApiError(
    "FailedOperation",
    `Tencent answers to ${by}, ${reply.words}${request}${reply.next === "" ? "" : `: ${reply.next}`}`,
  );
}
