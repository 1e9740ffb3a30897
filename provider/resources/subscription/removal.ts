import {
  ApiError,
  productTitles,
  RefundSubscription,
  ReleaseSubscription,
  type SubscriptionProduct,
} from "../../../backend/api";
import { hasCode } from "../../client/errors";
import { isGoneOrGoing } from "../../client/gone";
import type { Removal, Session } from "../../lifecycle/kind";
import type { Deed } from "../../lifecycle/run/deeds";
import { notice } from "../../lifecycle/run/notice";
import type { Declaration } from "../../lifecycle/run/reporter";
import { parseSubscriptionId } from "./id";
import { subscriptions } from "./look-up";

interface ClaimedPackage {
  readonly SdkAppId: number;
  readonly Product: SubscriptionProduct;
  readonly Claim: string | undefined;
}

const titleOf = ({ Product, SdkAppId }: ClaimedPackage): string =>
  `${productTitles[Product]} package on Application ${SdkAppId}`;

const packageLeaves = (held: ClaimedPackage): Deed => ({
  one: `the ${titleOf(held)} goes with its application; until then it stays, and isn't renewed any more`,
  many: (count) =>
    `${count} packages go with their applications; until then they stay, and aren't renewed any more`,
  id: `${held.SdkAppId}/${held.Product}`,
  statements: [],
});

/** Lets the package lapse: auto-renewal goes off and nobody manages it. Nothing is given back unless asked for. */
export async function removeSubscription(
  session: Session,
  { id, state, about, goesWithApplication }: Removal,
): Promise<void> {
  const held = {
    ...parseSubscriptionId(id),
    Claim: typeof state.__claim === "string" ? state.__claim : undefined,
  };
  const isAdopted = state.adopt === true;
  const refunds = state.refundOnDestroy === true && !isAdopted;
  const leaves = goesWithApplication && !refunds && !isAdopted;
  try {
    if (refunds) await refund(session, held, about);
    const release = () =>
      session.client.call(ReleaseSubscription, {
        ...held,
        KeepAutoRenewal: isAdopted,
        ...(leaves && { WithApplication: true }),
      });
    const { Outdated } = leaves
      ? await session.reporter.deed(about, packageLeaves(held), release)
      : await release();
    if (Outdated) leftToOthers(session, held, about);
    else if (leaves) return;
    else if (isAdopted)
      session.reporter.info(about, `the ${titleOf(held)} stays as it is, managed by nobody`);
    else await sayWhenItEnds(session, held, about);
  } catch (error) {
    if (isGoneOrGoing(error, "Subscription")) return;
    if (!hasCode(error, "OperationDenied.ManagedElsewhere")) throw error;
    leftToOthers(session, held, about);
  }
}

/** What can't be refunded any more lapses, which is no reason to keep it declared. */
async function refund(
  { client, reporter }: Session,
  held: ClaimedPackage,
  about: Declaration,
): Promise<void> {
  try {
    await client.call(RefundSubscription, held);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== "FailedOperation.NotRefundable") throw error;
    return reporter.warn(about, `refundOnDestroy: ${error.message}; it lapses instead`);
  }
  const suspended =
    held.Product === "chat" ? "; the application is Expired now, and Disabled some days later" : "";
  reporter.notice(about, notice("money", `the ${titleOf(held)} was given back for a refund${suspended}`));
}

async function sayWhenItEnds(
  { client, reporter }: Session,
  held: ClaimedPackage,
  about: Declaration,
): Promise<void> {
  const entry = await client.look(subscriptions, { SdkAppId: held.SdkAppId, Product: held.Product });
  if (entry.Outcome !== "Found" || entry.Subscription.Status === "Refunded") return;
  const { ExpireTime } = entry.Subscription;
  const paidChat =
    held.Product === "chat"
      ? ". Only Tencent Cloud support deletes an application with a paid Chat edition"
      : "";
  reporter.info(
    about,
    `the ${titleOf(held)} isn't renewed any more and ends on ${ExpireTime}; nothing is refunded${paidChat}`,
  );
}

function leftToOthers({ reporter }: Session, held: ClaimedPackage, about: Declaration): void {
  reporter.warn(
    about,
    `the ${titleOf(held)} was taken over by another declaration since this state was written; it was left alone`,
  );
}
