import {
  ApiError,
  defaultAdminAccount,
  type EnrolApplication,
  isPrivateKey,
  type RegionName,
} from "../../api";
import { asWord, summaryOf } from "../../rules/activities";
import type { EnrolledApplicationRow } from "../../store";
import { instant } from "../application/record";
import { throwIf } from "../request";
import type { Handler, Moment, Scope, WriteMoment } from "../scope";
import { askingTencent, type Looked, lookForOwner, lookWithKey, together } from "./asking";
import { enrolledRecord, enrolledRows, judgeEnrolled, keyPlace } from "./enrolled";
import { evidenceOf, keepEvidence, type Told } from "./evidence";
import { fingerprintOf, KeyTrials } from "./key-trials";
import { keepLook } from "./last-look";
import { pendingOf } from "./pending";
import { whoSays } from "./who-says";

type Request = Parameters<Handler<typeof EnrolApplication>>[0];

/** Asks before anything is stored: a process that ends in between has changed nothing, and is run again. */
export const enrolApplication: Handler<typeof EnrolApplication> = async (request, scope) => {
  const { SdkAppId, SecretKey } = request;
  const held = await scope.read((moment) => heldRow(SdkAppId, moment));
  const fingerprint = SecretKey === undefined ? undefined : await fingerprintOf(SdkAppId, SecretKey, scope);
  mustBeThatKey(held, fingerprint);
  const askedAt = await scope.read(async ({ at }) => at);
  const looked =
    SecretKey === undefined || fingerprint === undefined
      ? nothing
      : await lookAt(request, { SecretKey, fingerprint, isAccepted: held !== undefined }, scope);
  return scope.write(async (moment) => {
    const before = await heldRow(SdkAppId, moment);
    mustBeThatKey(before, fingerprint);
    await keepRow(request, before, fingerprint, scope, moment);
    if (SecretKey !== undefined) await keepLook(moment.db, SdkAppId, looked, askedAt);
    await keepEvidence(moment.db, SdkAppId, assumptions(request, looked, scope), askedAt);
    const row = await heldRow(SdkAppId, moment);
    if (!row) throw new Error(`application ${SdkAppId} is gone in the middle of a transaction`);
    const known = await evidenceOf(moment.db, [SdkAppId]);
    const pending = await pendingOf(moment.db, known, moment.at);
    const whose = looked.unknown.flatMap(({ fact, why }) => (fact === "Owned" ? [why] : []));
    return {
      Application: enrolledRecord(row, known, pending),
      Existed: before !== undefined,
      Next: [...looked.next, ...whose.map((why) => `whose it is isn't known: ${why}`)],
    };
  });
};

const nothing: Looked = { told: [], unknown: [], next: [], isUnasked: false };

async function heldRow(sdkAppId: number, moment: Moment): Promise<EnrolledApplicationRow | undefined> {
  const [row] = await enrolledRows(moment.db, [sdkAppId]);
  const found = row && judgeEnrolled(row, sdkAppId, moment);
  if (found instanceof ApiError) throw found;
  return found;
}

/** Another key is a fact that somebody has to say: it isn't slipped in by a list. */
function mustBeThatKey(held: EnrolledApplicationRow | undefined, fingerprint: string | undefined): void {
  const isOther =
    held !== undefined &&
    fingerprint !== undefined &&
    held.key_fingerprint !== null &&
    held.key_fingerprint !== fingerprint;
  if (!isOther) return;
  throw new ApiError(
    "ResourceInUse.SecretKey",
    "the application is enrolled with another key: where the console shows a new one, say so by `tencentrtc attest`",
    "SecretKey",
  );
}

interface Key {
  readonly SecretKey: string;
  readonly fingerprint: string;
  readonly isAccepted: boolean;
}

async function lookAt(request: Request, key: Key, scope: Scope): Promise<Looked> {
  const { SdkAppId: sdkAppId, Region: region, Admins: admins } = request;
  const trials = new KeyTrials(sdkAppId, key.fingerprint, scope);
  const refusals = await trials.refusals();
  const barred = refusals.find((refusal) => region === undefined || refusal.region === region);
  if (barred) throw keyRefused(`${barred.by}, on ${instant(barred.at)}`);
  return askingTencent(scope, async (asking) => {
    const question = { sdkAppId, region, secretKey: key.SecretKey, admins, trials, isAccepted: false };
    const proof = await lookWithKey(question, asking);
    throwIf(doubtOf(proof, region));
    return together(proof, await lookForOwner(sdkAppId, asking));
  });
}

const keyRefused = (by: string): ApiError =>
  new ApiError(
    "FailedOperation.KeyRefused",
    `Tencent Cloud refuses the key (${by}): look it up in the console. It isn't used again, since Tencent locks an application after several wrong signatures`,
    "SecretKey",
  );

/** Why what was looked at isn't enrolled; undefined where the key is right, or the application is there and stands still. */
function doubtOf({ told, unknown, next }: Looked, given: RegionName | undefined): ApiError | undefined {
  const of = (fact: Told["fact"]) => told.find((one) => one.fact === fact);
  const [key, region, status] = [of("Key"), of("Region"), of("Status")];
  if (key?.value === false) {
    return keyRefused(key.how === "proven" ? key.by : `${key.by}; if its region is another one, give it`);
  }
  if (region && given !== undefined && region.value !== given) {
    return new ApiError(
      "InvalidParameterValue.Region",
      `the application is in ${region.value} (${region.by}), and ${given} is given: correct it`,
      "Region",
    );
  }
  if (key || status) return undefined;
  const why = unknown.find(({ fact }) => fact === "Key")?.why ?? "nothing was answered";
  const steps = next.filter((step) => step !== why);
  return new ApiError(
    "FailedOperation.NotProven",
    `nothing proves that the application is there: ${why}${steps.length > 0 ? `. ${steps.join("; ")}` : ""}`,
    "SdkAppId",
  );
}

async function keepRow(
  { SdkAppId, SecretKey }: Request,
  before: EnrolledApplicationRow | undefined,
  fingerprint: string | undefined,
  scope: Scope,
  { db, now, account, note }: WriteMoment,
): Promise<void> {
  const key =
    SecretKey === undefined || fingerprint === undefined
      ? { secret_key: null, key_fingerprint: null }
      : { secret_key: scope.sealer.seal(keyPlace(SdkAppId), SecretKey), key_fingerprint: fingerprint };
  const deed = { sdkAppId: SdkAppId, owner: before?.owner ?? null, fields: ["Enrolment" as const] };
  if (!before) {
    const row = { sdk_app_id: SdkAppId, uin: account.uin, owner: null, claim_hash: null, claimed_at: 0 };
    await db
      .insertInto("enrolled_applications")
      .values({ ...row, ...key, enrolled_at: now })
      .execute();
    const with_ = asWord(SecretKey === undefined ? "without a key" : "with its key");
    note({ ...deed, summary: summaryOf([`enrolled ${with_}`]) });
    return;
  }
  if (before.secret_key !== null || SecretKey === undefined) return;
  await db.updateTable("enrolled_applications").set(key).where("sdk_app_id", "=", SdkAppId).execute();
  note({ ...deed, summary: "key added" });
}

/** What the request declares and nobody has looked at. */
function assumptions(request: Request, looked: Looked, scope: Scope): Told[] {
  const by = `declared by ${whoSays(scope, undefined)}`;
  const { Region: region, SecretKey, Admins, Name, Description, ApplicationType, Products } = request;
  const assumed = (fact: Told["fact"], value: Told["value"] | undefined, userId?: string): Told[] =>
    value === undefined ? [] : [{ fact, value, how: "assumed", by, ...(userId !== undefined && { userId }) }];
  const isOpen = (fact: Told["fact"]) => !looked.told.some((one) => one.fact === fact);
  return [
    ...(isOpen("Region") ? assumed("Region", region) : []),
    ...(isOpen("Key") ? assumed("Key", SecretKey === undefined ? undefined : true) : []),
    ...Admins.filter((userId) => userId !== defaultAdminAccount).flatMap((userId) =>
      assumed("Admin", true, userId),
    ),
    // An application that was upgraded takes signatures of its old key pair, too: one that is taken doesn't tell.
    ...assumed("SignatureAlgorithm", SecretKey && isPrivateKey(SecretKey) ? "ECDSA-SHA256" : undefined),
    ...assumed("Name", Name),
    ...assumed("Description", Description),
    ...assumed("ApplicationType", ApplicationType),
    ...assumed("Products", Products),
  ];
}
