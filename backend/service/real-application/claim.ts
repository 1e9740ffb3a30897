import type { ActivityField, ClaimApplication, ReleaseApplication } from "../../api";
import { differences, summaryOf, type Words } from "../../rules/activities";
import { fieldWords } from "../../rules/application/fields";
import { isOutdated } from "../../rules/claims";
import type { EnrolledApplicationChange, EnrolledApplicationRow } from "../../store";
import { taken } from "../claims";
import { enrolledRow } from "../enrolment/enrolled";
import type { Handler, WriteMoment } from "../scope";

export const claimApplication: Handler<typeof ClaimApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const held = await enrolledRow(request.SdkAppId, moment);
    const { columns, answer } = await taken({ held, by: request, thing: "application" }, scope, moment);
    await save(held, columns, moment);
    return answer;
  });

export const releaseApplication: Handler<typeof ReleaseApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const held = await enrolledRow(request.SdkAppId, moment);
    if (isOutdated(held, request.Claim)) return {};
    await save(held, { owner: null, claim_hash: null, claimed_at: moment.askedAt }, moment);
    return {};
  });

const words: Words<EnrolledApplicationRow, ActivityField> = { owner: fieldWords.owner };

async function save(
  before: EnrolledApplicationRow,
  change: EnrolledApplicationChange,
  { db, note }: WriteMoment,
): Promise<void> {
  const { sdk_app_id: sdkAppId } = before;
  await db.updateTable("enrolled_applications").set(change).where("sdk_app_id", "=", sdkAppId).execute();
  const changed = differences(before, change, words);
  if (changed.length === 0) return;
  note({
    sdkAppId,
    owner: change.owner ?? before.owner,
    fields: changed.map(({ name }) => name),
    summary: summaryOf(changed.map(({ text }) => text)),
  });
}
