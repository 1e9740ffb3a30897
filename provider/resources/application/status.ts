import {
  type ApplicationRecord,
  DeleteApplication,
  DisableApplication,
  EnableApplication,
  ReleaseApplication,
} from "../../../backend/api";
import { explain, UserError } from "../../../ground/errors";
import { hasCode } from "../../client/errors";
import { isGone } from "../../client/gone";
import type { Change, Removal, Session } from "../../lifecycle/kind";
import { notice } from "../../lifecycle/run/notice";
import { isUnfinished } from "../../lifecycle/state";
import { parseApplicationId } from "./id";
import { deletes, disablingHits, windowOf } from "./impact";
import type { ApplicationInputs } from "./properties";
import { dismissRooms } from "./rooms";
import { type Seen, type Standing, type Wait, waitWhile } from "./status-wait";

/** Somebody who keeps switching an application back can't keep us at it for ever. */
const rounds = 5;

interface Target extends Wait {
  readonly claim: string | undefined;
}

interface Leaving extends Target {
  /** Whether people in rooms are put out. */
  readonly dismisses: boolean;
}

/** Enables or disables until the application is as declared; other reasons than ours end in the backend's cure. */
export async function syncEnabled(
  session: Session,
  change: Change<ApplicationInputs>,
  record: ApplicationRecord,
): Promise<void> {
  const { enabled } = change.desired;
  if (enabled === undefined) return;
  const target = {
    sdkAppId: record.SdkAppId,
    about: change.about,
    signal: change.signal,
    claim: change.claim(),
  };
  const there: Seen = enabled ? "Normal" : "Disabled";
  let status: Seen = record.Status;
  let known: Standing = standingOf(record);
  for (let round = 0; status !== there; round += 1) {
    if (status === "gone") throw new UserError("the application was deleted meanwhile");
    if (round === rounds) throw new UserError(`somebody keeps changing its status; it is ${status} now`);
    const running = status === "Enabling" || status === "Disabling";
    if (!running) known = await (enabled ? enable(session, target) : disable(session, target));
    status = await waitWhile(session, target, ["Enabling", "Disabling"], known);
  }
  if (!enabled && change.desired.dismissRooms === true && !wasDisabled(change)) {
    await dismissRooms(session, target);
  }
}

const standingOf = ({
  Status,
  StatusUntil,
}: Pick<ApplicationRecord, "Status" | "StatusUntil">): Standing => ({ status: Status, until: StatusUntil });

/** Whether an earlier run has disabled it and come to its end; one that was cut off is finished by this one. */
const wasDisabled = ({ current }: Change<ApplicationInputs>): boolean =>
  current?.state.enabled === false && !isUnfinished(current.state);

/** Destroys by the declared policy. Safe to interrupt and repeat anywhere: every step asks how things stand. */
export async function removeApplication(session: Session, removal: Removal): Promise<void> {
  const { __claim, deletionPolicy } = removal.state;
  const target: Leaving = {
    dismisses: removal.state.dismissRooms === true,
    sdkAppId: parseApplicationId(removal.id),
    about: removal.about,
    signal: removal.signal,
    claim: typeof __claim === "string" ? __claim : undefined,
  };
  try {
    if (deletionPolicy === "retain") await release(session, target);
    else if (deletionPolicy === "disable") await disableAndRelease(session, target);
    else await disableAndDelete(session, target);
  } catch (error) {
    if (isGone(error, "Application")) return;
    if (!hasCode(error, "OperationDenied.ManagedElsewhere")) throw error;
    leftToOthers(session, target);
  }
}

/** The outlook of a deletion that is cut off before the application was disabled, and after it was asked for. */
const alive =
  "nothing was deleted that `up` doesn't give back with the same ids: the same command goes on from here, and `pulumi up --refresh` with it in the program as before enables it again";
const dying = "its deletion can't be stopped any more, and the same command waits for the end of it";

/** What ^C does meanwhile: only a provider that hears of it can stop. */
const deletionFollows = ({ cancelled }: Session): string =>
  cancelled
    ? "Once it is disabled it is deleted, which can't be undone; ^C before that stops the deletion."
    : "Once it is disabled it is deleted, which can't be undone, and ^C doesn't stop that: a second ^C does, and leaves the application as far as it got.";

/**
 * Asks for the deletion first: the backend refuses what may not be deleted (a protected application, a paid Chat
 * edition) before anything was disabled, and says where a disable or a wait is missing.
 */
async function disableAndDelete(session: Session, target: Leaving): Promise<void> {
  let isEmptied = false;
  let isTold = false;
  for (let round = 0; round < rounds; round += 1) {
    try {
      const answer = await session.client.call(DeleteApplication, {
        SdkAppId: target.sdkAppId,
        Claim: target.claim,
      });
      if (answer.Outdated) return leftToOthers(session, target);
      // Where it had to be disabled first, that has said so.
      if (!isTold) session.reporter.notice(target.about, deletes(target.sdkAppId));
      isTold = true;
      if (target.dismisses && !isEmptied) await dismissRooms(session, target);
      const dies = { ...target, outlook: dying };
      const after = await waitWhile(session, dies, ["Deleting"], standingOf(answer));
      if (after === "gone") return;
    } catch (error) {
      const mustDisable = hasCode(error, "FailedOperation.ApplicationNotDisabled");
      if (!mustDisable && !hasCode(error, "FailedOperation.ApplicationBusy")) throw error;
      isTold ||= mustDisable;
      const known = mustDisable ? await disable(session, target, deletionFollows(session)) : undefined;
      const waiting = { ...target, outlook: alive };
      const after = await waitWhile(session, waiting, ["Enabling", "Disabling"], known);
      isEmptied = target.dismisses && after === "Disabled";
      if (isEmptied) await dismissRooms(session, target);
    }
  }
  throw new UserError(
    "somebody keeps enabling it while it is being deleted; find out who, then run it again",
  );
}

async function disableAndRelease(session: Session, target: Leaving): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const status = await waitWhile(session, target, ["Enabling", "Disabling"]);
    if (status === "gone" || status === "Deleting") return;
    if (status === "Disabled") {
      if (target.dismisses) await dismissRooms(session, target);
      return release(session, target);
    }
    await disable(session, target);
  }
  throw new UserError(
    "somebody keeps enabling it while it is being disabled; find out who, then run it again",
  );
}

async function release(session: Session, target: Target): Promise<void> {
  await session.client.call(ReleaseApplication, { SdkAppId: target.sdkAppId, Claim: target.claim });
  const entry = await session.client.application(target.sdkAppId);
  if (entry.Outcome === "Found" && entry.Application.Owner !== null) return leftToOthers(session, target);
  session.reporter.info(
    target.about,
    `Application ${target.sdkAppId} stays and is managed by nobody now; adopt: "${target.sdkAppId}" takes it over again`,
  );
}

/** Disables, with the console's own statement and what is to come of it. */
async function disable(session: Session, target: Target, andThen = ""): Promise<Standing> {
  const answer = await session.client.call(DisableApplication, {
    SdkAppId: target.sdkAppId,
    Claim: target.claim,
  });
  const text = `disabling Application ${target.sdkAppId}`;
  const statements = [disablingHits(session.account.Settings), ...(andThen === "" ? [] : [andThen])];
  session.reporter.notice(target.about, notice("service-stops", text, ...statements));
  return standingOf(answer);
}

async function enable(session: Session, target: Target): Promise<Standing> {
  const answer = await session.client
    .call(EnableApplication, { SdkAppId: target.sdkAppId, Claim: target.claim })
    .catch(explainExpired);
  session.reporter.info(
    target.about,
    `enabling Application ${target.sdkAppId}: it takes ${windowOf(session.account.Settings)} to take effect`,
  );
  return standingOf(answer);
}

function leftToOthers(session: Session, target: Target): void {
  session.reporter.warn(
    target.about,
    `Application ${target.sdkAppId} was taken over by another declaration, or by a later run of this one, since this state was written; it was left alone. ` +
      `If no stack manages it any more, take it over with adopt: "${target.sdkAppId}", takeOver: true and deletionPolicy: "delete", then destroy`,
  );
}

/** A package that is renewed in the same run comes after its application, which can't be enabled before. */
function explainExpired(error: unknown): never {
  if (!hasCode(error, "FailedOperation.SubscriptionExpired")) throw error;
  throw new UserError(
    `${explain(error)}; where a Subscription of this program renews it, run it by itself first: pulumi up --target '**Subscription::**'`,
    { cause: error },
  );
}
