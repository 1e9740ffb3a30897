import { createHash } from "node:crypto";
import {
  ClaimTrial,
  ExtendSubscription,
  ModifyAutoRenewal,
  PurchaseSubscription,
  productTitles,
  type SubscriptionRecord,
  UpgradeSubscription,
} from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import type { Change, Session } from "../../lifecycle/kind";
import { printDeclaration } from "../../lifecycle/run/declaration";
import { parseSubscriptionId } from "./id";
import { notAllowed } from "./money";
import { costs, type Plan, type Step } from "./plan";
import type { SubscriptionInputs } from "./properties";
import { counted } from "./words";

type SubscriptionChange = Change<SubscriptionInputs>;

interface Ordered {
  readonly id: string;
  readonly record: SubscriptionRecord | undefined;
}

/** Orders what the plan says, step by step; whatever was done before an interruption isn't done again. */
export async function carryOut(
  session: Session,
  change: SubscriptionChange,
  target: Ordered,
  plan: Plan,
): Promise<void> {
  const [refusal] = plan.refusals;
  if (refusal) throw new UserError(`${refusal.path} ${refusal.reason}`);
  if (plan.drift !== undefined) throw new UserError(`${plan.drift}. Nothing was changed`);
  for (const step of plan.steps) await take(session, change, target, step);
}

async function take(
  session: Session,
  change: SubscriptionChange,
  { id, record }: Ordered,
  step: Step,
): Promise<void> {
  const key = parseSubscriptionId(id);
  const subject = { application: String(key.SdkAppId), product: key.Product, record };
  if (costs(step) && !session.settings.allowPurchases) throw new UserError(notAllowed(step, subject));
  const { client, reporter } = session;
  const title = `${productTitles[key.Product]} on Application ${key.SdkAppId}`;
  const held = { ...key, Claim: change.claim() };
  const ClientToken = tokenOf(change, step);
  const Owner = printDeclaration(change.declaration);
  switch (step.verb) {
    case "claim": {
      const { Claim, ExpireTime } = await client.call(ClaimTrial, { ...key, ClientToken, Owner });
      change.made(id, { __claim: Claim ?? undefined });
      return reporter.info(change.about, `claimed a trial of ${title}, until ${ExpireTime}`);
    }
    case "purchase": {
      const order = { Edition: step.edition, Months: step.months, Configuration: step.configuration };
      const request = { ...held, ...order, AutoRenewal: step.autoRenewal, ClientToken, Owner };
      const { Claim, ExpireTime } = await client.call(PurchaseSubscription, request);
      change.made(id, { __claim: Claim ?? undefined });
      return reporter.info(change.about, `bought "${step.edition}" of ${title}, until ${ExpireTime}`);
    }
    case "extend": {
      const request = { ...held, Months: step.months, ClientToken };
      const { ExpireTime } = await client.call(ExtendSubscription, request);
      return reporter.info(
        change.about,
        `extended ${title} by ${counted(step.months, "month")}, until ${ExpireTime}`,
      );
    }
    case "upgrade": {
      const order = { Edition: step.edition, Configuration: step.configuration };
      await client.call(UpgradeSubscription, { ...held, ...order, ClientToken });
      return reporter.info(change.about, `upgraded ${title} to "${step.edition}"`);
    }
    case "renewal":
      await client.call(ModifyAutoRenewal, { ...held, AutoRenewal: step.on });
  }
}

/**
 * The ClientToken of an order. A repetition of it has an equal one. An extension counts by the months in all, so that
 * the next extension by as many months is another order.
 */
function tokenOf({ clientToken, desired }: SubscriptionChange, step: Step): string {
  const order = [clientToken, step, step.verb === "extend" ? desired.months : undefined];
  return createHash("sha256").update(JSON.stringify(order)).digest("base64url");
}
