import { type ApplicationRecord, DisableApplication, EnableApplication } from "../../../backend/api";
import { explain, UserError } from "../../../ground/errors";
import { hasCode } from "../../client/errors";
import type { Change, Session } from "../../lifecycle/kind";
import { isUnfinished } from "../../lifecycle/state";
import { disables, windowOf } from "./impact";
import type { ApplicationInputs } from "./properties";
import { dismissRooms } from "./rooms";
import { type Seen, type Standing, type Wait, waitWhile } from "./status-wait";

/** Somebody who keeps switching an application back can't keep us at it for ever. */
export const rounds = 5;

/** An application whose status somebody changes, and the claim by which he may. */
export interface Switched extends Wait {
  readonly claim: string | undefined;
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

export const standingOf = ({
  Status,
  StatusUntil,
}: Pick<ApplicationRecord, "Status" | "StatusUntil">): Standing => ({ status: Status, until: StatusUntil });

/** Whether an earlier run has disabled it and come to its end; one that was cut off is finished by this one. */
const wasDisabled = ({ current }: Change<ApplicationInputs>): boolean =>
  current?.state.enabled === false && !isUnfinished(current.state);

/** Disables, with the console's own statement and what is to come of it. */
export async function disable(session: Session, target: Switched, andThen?: string): Promise<Standing> {
  const { sdkAppId: SdkAppId, claim: Claim, about } = target;
  const deed = disables(SdkAppId, session.account.Settings, andThen);
  const ask = () => session.client.call(DisableApplication, { SdkAppId, Claim });
  return standingOf(await session.reporter.deed(about, deed, ask));
}

async function enable(session: Session, target: Switched): Promise<Standing> {
  const answer = await session.client
    .call(EnableApplication, { SdkAppId: target.sdkAppId, Claim: target.claim })
    .catch(explainExpired);
  session.reporter.info(
    target.about,
    `enabling Application ${target.sdkAppId}: it takes ${windowOf(session.account.Settings)} to take effect`,
  );
  return standingOf(answer);
}

/** A package that is renewed in the same run comes after its application, which can't be enabled before. */
function explainExpired(error: unknown): never {
  if (!hasCode(error, "FailedOperation.SubscriptionExpired")) throw error;
  throw new UserError(
    `${explain(error)}; where a Subscription of this program renews it, run it by itself first: pulumi up --target '**Subscription::**'`,
    { cause: error },
  );
}
