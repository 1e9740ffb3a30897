import { DeleteApplication, ReleaseApplication } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import { hasCode } from "../../client/errors";
import { isGone } from "../../client/gone";
import type { Removal, Session } from "../../lifecycle/kind";
import { parseApplicationId } from "./id";
import { deletes } from "./impact";
import { dismissRooms } from "./rooms";
import { disable, rounds, type Switched, standingOf } from "./status";
import { waitWhile } from "./status-wait";

interface Removed extends Switched {
  /** Whether people in rooms are put out. */
  readonly dismisses: boolean;
}

/** Destroys by the declared policy. Safe to interrupt and repeat anywhere: every step asks how things stand. */
export async function removeApplication(session: Session, removal: Removal): Promise<void> {
  const { __claim, deletionPolicy } = removal.state;
  const target: Removed = {
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
async function disableAndDelete(session: Session, target: Removed): Promise<void> {
  let isEmptied = false;
  let isTold = false;
  for (let round = 0; round < rounds; round += 1) {
    try {
      const ask = () =>
        session.client.call(DeleteApplication, { SdkAppId: target.sdkAppId, Claim: target.claim });
      // Where it had to be disabled first, that has said so.
      const answer = isTold
        ? await ask()
        : await session.reporter.deed(target.about, deletes(target.sdkAppId), ask);
      if (answer.Outdated) return leftToOthers(session, target);
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

async function disableAndRelease(session: Session, target: Removed): Promise<void> {
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

async function release(session: Session, target: Switched): Promise<void> {
  await session.client.call(ReleaseApplication, { SdkAppId: target.sdkAppId, Claim: target.claim });
  const entry = await session.client.application(target.sdkAppId);
  if (entry.Outcome === "Found" && entry.Application.Owner !== null) return leftToOthers(session, target);
  session.reporter.info(
    target.about,
    `Application ${target.sdkAppId} stays and is managed by nobody now; adopt: "${target.sdkAppId}" takes it over again`,
  );
}

function leftToOthers(session: Session, target: Switched): void {
  session.reporter.warn(
    target.about,
    `Application ${target.sdkAppId} was taken over by another declaration, or by a later run of this one, since this state was written; it was left alone. ` +
      `If no stack manages it any more, take it over with adopt: "${target.sdkAppId}", takeOver: true and deletionPolicy: "delete", then destroy`,
  );
}
