import { productTitles, type SubscriptionRecord } from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import type { Listener, Proposal, Session } from "../../lifecycle/kind";
import { containsUnknown, isUnknown } from "../../lifecycle/properties/unknown";
import { notice } from "../../lifecycle/run/notice";
import type { Declaration } from "../../lifecycle/run/reporter";
import { foreseeApplication } from "../application/exists";
import { parseApplicationId } from "../application/id";
import { standing } from "./claim";
import { subscriptions } from "./look-up";
import { announce } from "./money";
import { isRunning, type Plan, planAnew, planChanges, type Wanted } from "./plan";
import { inputs as properties } from "./properties";
import { foreseeTrials } from "./quota";
import { counted } from "./words";

const Known = properties.pick({
  product: true,
  edition: true,
  months: true,
  configuration: true,
  autoRenewal: true,
});

/** What is asked for; undefined while something of it isn't known yet. */
export function wantedOf(inputs: Bag): Wanted | undefined {
  const asked = Object.fromEntries(Object.keys(Known.shape).map((name) => [name, inputs[name]]));
  const parsed = containsUnknown(asked) ? undefined : Known.safeParse(asked).data;
  return (
    parsed && {
      product: parsed.product,
      edition: parsed.edition,
      months: parsed.months,
      // Their defaults are off where a package is adopted.
      configuration: asked.configuration === undefined ? undefined : parsed.configuration,
      autoRenewal: asked.autoRenewal === undefined ? undefined : parsed.autoRenewal,
    }
  );
}

/** Everything that a preview can say of a subscription: what would be bought, what is refused, what ends soon. */
export async function foreseeSubscription(session: Session, proposal: Proposal): Promise<Failure[]> {
  const { inputs, olds, declaration, about } = proposal;
  const missing = await foreseeApplication(session, proposal);
  const wanted = wantedOf(inputs);
  if (missing.length > 0) return missing;
  if (!wanted) return notYetKnown(session, about);
  warnOfRefund(session, inputs, olds, about);
  const { application } = inputs;
  if (typeof application !== "string" || isUnknown(application)) {
    const record = undefined;
    return carriedOut(session, about, { plan: planAnew(wanted, record), wanted, application, record });
  }
  const record = await recordOf(session, application, wanted);
  const isOld = olds?.application === application && olds.product === wanted.product;
  if (isOld && !record) return [];
  if (!record && inputs.adopt === true) return [nothingToAdopt(application, wanted)];
  const found = record && !isOld ? standing(record, wanted, inputs, declaration) : "ours";
  if (typeof found === "object") return [found];
  const plan =
    record && found === "ours"
      ? planChanges(wanted, record, session.account.Settings)
      : planAnew(wanted, record);
  return carriedOut(session, about, { plan, wanted, application, record });
}

/** What can be foreseen of a package before any backend exists. */
export function foreseeFirstSubscription(listener: Listener, inputs: Bag, about: Declaration): Failure[] {
  // That there is nothing to adopt is said of every kind.
  if (inputs.adopt === true) return [];
  const wanted = wantedOf(inputs);
  if (!wanted) return notYetKnown(listener, about);
  const { steps, refusals } = planAnew(wanted, undefined);
  const subject = { application: inputs.application, product: wanted.product, record: undefined };
  return [...refusals, ...announce(listener, about, steps, subject)];
}

function notYetKnown({ reporter }: Listener, about: Declaration): Failure[] {
  reporter.info(
    about,
    "what it would buy can be said once all of its inputs are known, before anything is bought",
  );
  return [];
}

async function recordOf(
  session: Session,
  application: string,
  { product }: Wanted,
): Promise<SubscriptionRecord | undefined> {
  const entry = await session.client.look(subscriptions, {
    SdkAppId: parseApplicationId(application),
    Product: product,
  });
  return entry.Outcome === "Found" ? entry.Subscription : undefined;
}

const nothingToAdopt = (application: string, { product }: Wanted): Failure => ({
  path: "adopt",
  reason: `takes over a package that runs already, and Application ${application} never had one of ${productTitles[product]}; leave it out to buy one`,
});

interface Order {
  readonly plan: Plan;
  readonly wanted: Wanted;
  readonly application: unknown;
  /** What there is already. */
  readonly record: SubscriptionRecord | undefined;
}

async function carriedOut(
  session: Session,
  about: Declaration,
  { plan, wanted, application, record }: Order,
): Promise<Failure[]> {
  if (plan.drift !== undefined) session.reporter.warn(about, plan.drift);
  if (record && plan.steps.length === 0) warnOfEnd(session, record, about);
  if (plan.refusals.length > 0) return [...plan.refusals];
  const quota = plan.steps.some(({ verb }) => verb === "claim")
    ? await foreseeTrials(session, { application, product: wanted.product }, about)
    : [];
  const subject = { application, product: wanted.product, record };
  return [...quota, ...announce(session, about, plan.steps, subject)];
}

function warnOfRefund({ reporter }: Session, inputs: Bag, olds: Bag | undefined, about: Declaration): void {
  if (inputs.refundOnDestroy !== true || olds?.refundOnDestroy === true) return;
  const suspends = inputs.product === "chat" ? ", which suspends the application at once" : "";
  const text = `refundOnDestroy: destroying or replacing this will ask for the money back${suspends}; without it the package lapses at its end`;
  reporter.notice(about, notice("money", text));
}

/** Ends within the days of the setting, and nothing goes on by itself. */
function warnOfEnd({ settings, reporter }: Session, record: SubscriptionRecord, about: Declaration): void {
  const title = productTitles[record.Product];
  if (record.Status === "Overdue") reporter.warn(about, `${title}: ${record.Cure}`);
  const renews = record.AutoRenewal && record.Status === "InUse";
  if (!isRunning(record) || renews || record.RemainingDays >= settings.subscriptionWarningDays) return;
  const next =
    record.Months === 0
      ? "declare an edition to go on with it"
      : "raise months or turn autoRenewal on to go on with it";
  reporter.warn(
    about,
    `the ${title} package "${record.Edition}" on Application ${record.SdkAppId} ends on ${record.ExpireTime}, in ${counted(record.RemainingDays, "day")}: ${next} (tencentrtc:subscriptionWarningDays sets when this is said)`,
  );
}
