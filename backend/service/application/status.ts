import type { DeleteApplication, DisableApplication, EnableApplication } from "../../api";
import { ApiError, type ResponseOf } from "../../api";
import { forbidsDeletion } from "../../rules/application/deletion";
import { begin, windowUntil } from "../../rules/application/status";
import type { Verb } from "../../rules/application/verbs";
import { isOutdated, overtaken } from "../../rules/claims";
import type { ApplicationRow } from "../../store";
import { spendTokensOf } from "../late-requests";
import { throwIf } from "../request";
import type { Handler, Scope, WriteMoment } from "../scope";
import { subscriptionsOf } from "./attached";
import { saveStatus } from "./change";
import { liveApplication, transitionOf } from "./live";
import { deletableOf, instant } from "./record";

type StatusAnswer = ResponseOf<typeof EnableApplication>;

const answerOf = ({ status, status_until }: ApplicationRow): StatusAnswer => ({
  Status: status,
  StatusUntil: status_until === null ? null : instant(status_until),
});

/** Carries a verb out by the table of statuses and verbs. */
async function carryOut(
  verb: Exclude<Verb, "edit">,
  application: ApplicationRow,
  scope: Scope,
  moment: WriteMoment,
): Promise<StatusAnswer> {
  const { now, settings } = moment;
  const change = transitionOf(application, verb, moment);
  if (change.outcome === "refused") throw new ApiError(change.code, change.message);
  if (change.outcome !== "begins") return answerOf(application);
  const window = begin(change.window, now, windowUntil(now, settings, scope.random.fraction()));
  const changed = { ...application, ...window };
  await saveStatus(application, changed, moment);
  return answerOf(changed);
}

export const enableApplication: Handler<typeof EnableApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    if (isOutdated(application, request.Claim)) throw overtaken(application);
    return carryOut("enable", application, scope, moment);
  });

export const disableApplication: Handler<typeof DisableApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    if (isOutdated(application, request.Claim)) throw overtaken(application);
    return carryOut("disable", application, scope, moment);
  });

/** Deleting what is being deleted already succeeds, and so does deleting what a newer declaration has taken. */
export const deleteApplication: Handler<typeof DeleteApplication> = (request, scope) =>
  scope.write(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    if (isOutdated(application, request.Claim)) return { ...answerOf(application), Outdated: true };
    if (application.status !== "Deleting") {
      throwIf(forbidsDeletion(await guardsOf(application, moment), moment.settings));
    }
    if (request.DryRun) return { ...answerOf(application), Outdated: false };
    const answer = await carryOut("delete", application, scope, moment);
    await spendTokensOf(request.SdkAppId, moment);
    return { ...answer, Outdated: false };
  });

async function guardsOf(application: ApplicationRow, { db, now }: WriteMoment) {
  const subscriptions = await subscriptionsOf(db, [application.sdk_app_id]);
  return {
    protected: application.deletion_protection === 1,
    ...deletableOf({ application, subscriptions, now }),
  };
}
