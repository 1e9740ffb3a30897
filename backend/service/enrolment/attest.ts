import { ApiError, type AttestApplication, type FactName, type FactValue } from "../../api";
import { asText, asWord, summaryOf } from "../../rules/activities";
import type { EnrolledApplicationChange } from "../../store";
import { instant } from "../application/record";
import type { Handler, Scope, WriteMoment } from "../scope";
import { enrolledRecord, enrolledRow, keyPlace } from "./enrolled";
import { evidenceOf, keepEvidence, type Told } from "./evidence";
import { fingerprintOf, KeyTrials } from "./key-trials";
import { firstToSay, needsTwo, pendingOf, settlePending } from "./pending";
import { whoSays } from "./who-says";

type Request = Parameters<Handler<typeof AttestApplication>>[0];

export const attestApplication: Handler<typeof AttestApplication> = async (request, scope) => {
  const { SdkAppId } = request;
  const key = await newKey(request, scope);
  const by = whoSays(scope, request.By);
  const told = saidIn(request, by);
  if (told.length === 0) throw new ApiError("MissingParameter", "says nothing: name at least one fact");
  return scope.write(async (moment) => {
    const { db, note, at } = moment;
    const row = await enrolledRow(SdkAppId, moment);
    if (key) {
      await db.updateTable("enrolled_applications").set(key).where("sdk_app_id", "=", SdkAppId).execute();
      if (request.AlthoughRefused) await new KeyTrials(SdkAppId, key.key_fingerprint, scope).allowAgain(db);
    }
    const { said, summary } = await settled(told, by, SdkAppId, scope, moment);
    await keepEvidence(db, SdkAppId, said, at);
    await settlePending(db, SdkAppId, said);
    note({ sdkAppId: SdkAppId, owner: row.owner, fields: ["Attestation"], summary });
    const known = await evidenceOf(db, [SdkAppId]);
    const pending = await pendingOf(db, known, at);
    return { Application: enrolledRecord({ ...row, ...key }, known, pending) };
  });
};

/** What counts from now on, without what waits for a second person; and what has happened, in words. */
async function settled(
  told: readonly Told[],
  by: string,
  sdkAppId: number,
  scope: Scope,
  { db, at, settings }: WriteMoment,
): Promise<{ readonly said: readonly Told[]; readonly summary: string }> {
  const alone = told.filter((one) => !needsTwo(one, settings));
  const [weighty] = told.filter((one) => needsTwo(one, settings));
  const words = summaryOf([`${by} says`, ...told.map(inWords)]);
  if (!weighty) return { said: told, summary: words };
  const pending = (await pendingOf(db, await evidenceOf(db, [sdkAppId]), at)).get(sdkAppId) ?? [];
  const first = await firstToSay(weighty, { sdkAppId, pending }, scope, { db, at });
  if (first === undefined) {
    const waiting = asWord(`${weighty.fact} waits for a second person`);
    return { said: alone, summary: summaryOf([words, waiting]) };
  }
  const both = { ...weighty, by: `${first} and ${by}` };
  return { said: [...alone, both], summary: summaryOf([words, asWord(`as ${first} has`)]) };
}

type KeyColumns = Required<Pick<EnrolledApplicationChange, "secret_key" | "looked_at" | "look_left">> & {
  readonly key_fingerprint: string;
};

/** @throws ApiError where it was refused before, and nobody says that it is right all the same. */
async function newKey(
  { SdkAppId, SecretKey, AlthoughRefused }: Request,
  scope: Scope,
): Promise<KeyColumns | undefined> {
  if (SecretKey === undefined) return undefined;
  await scope.read((moment) => enrolledRow(SdkAppId, moment));
  const key_fingerprint = await fingerprintOf(SdkAppId, SecretKey, scope);
  const [refusal] = await new KeyTrials(SdkAppId, key_fingerprint, scope).refusals();
  if (refusal && !AlthoughRefused) {
    throw new ApiError(
      "FailedOperation.KeyRefused",
      `Tencent Cloud has refused this key (${refusal.by}, on ${instant(refusal.at)}): look it up again. If the console shows this very one, say so by AlthoughRefused (--although-refused), and it is tried once more`,
      "SecretKey",
    );
  }
  // The next refresh asks with it.
  const unlooked = { looked_at: null, look_left: null };
  return { secret_key: scope.sealer.seal(keyPlace(SdkAppId), SecretKey), key_fingerprint, ...unlooked };
}

const wordFacts = [
  "Name",
  "Description",
  "ApplicationType",
  "Products",
  "RtcService",
  "SignatureAlgorithm",
  "Region",
  "Status",
] as const satisfies readonly FactName[];

function saidIn(request: Request, by: string): Told[] {
  const said = (fact: FactName, value: FactValue, userId?: string): Told => ({
    ...{ fact, value, how: "attested", by },
    ...(userId !== undefined && { userId }),
  });
  return [
    ...wordFacts.flatMap((fact) => {
      const value = request[fact];
      return value === undefined ? [] : [said(fact, value)];
    }),
    ...request.Admins.map(({ UserId, IsAdmin }) => said("Admin", IsAdmin, UserId)),
    ...(request.SecretKey === undefined ? [] : [said("Key", true)]),
  ];
}

/** The key itself is told nowhere. */
function inWords({ fact, userId, value }: Told): string {
  if (fact === "Key") return "a new key";
  if (fact === "Admin") return `${userId} is ${value === true ? "an" : "no"} admin`;
  return `${fact}: ${typeof value === "string" ? asText(value) : asWord(value)}`;
}
