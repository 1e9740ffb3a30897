import { freeTrial, type SubscriptionRecord } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import { foundIn } from "../../client/gone";
import { defineKind } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { defaultTimeouts } from "../../lifecycle/timeouts";
import { parseApplicationId } from "../application/id";
import { claimable, holdSubscription } from "./claim";
import { foreseeFirstSubscription, foreseeSubscription, wantedOf } from "./foresight";
import { parseSubscriptionId, printSubscriptionId, subscriptionId } from "./id";
import { subscriptionEnds } from "./impact";
import { packagesOn, subscriptions } from "./look-up";
import { isRunning, planAnew, planChanges } from "./plan";
import { inputs, outputs } from "./properties";
import { removeSubscription } from "./removal";
import { judgeSubscription } from "./rules";
import { carryOut } from "./sync";

export const subscription = defineKind({
  name: "Subscription",
  description:
    "A monthly package, or a trial, of one product on one application. Nothing is bought unless `tencentrtc:allowPurchases` is true. A destroy turns auto-renewal off and lets the package lapse.",
  id: subscriptionId,
  inputs,
  outputs,
  notOnReal: "no public API shows or buys packages and trials; the console does (its billing pages)",
  deleteBeforeReplace: true,
  timeouts: defaultTimeouts.withoutWaits,

  adopts: (given) => given.adopt === true,
  complete: (given) => ({
    ...given,
    ...(isPaid(given.edition) && given.months === undefined && given.adopt !== true && { months: 1 }),
  }),
  forewarn: ({ id, state, replaced, settings }) =>
    replaced.length > 0 ? subscriptionEnds({ id, state, settings }) : [],
  forewarnEnd: subscriptionEnds,
  adopted: ({ application, product, adopt }) =>
    adopt === true && !containsUnknown([application, product])
      ? `${String(application)}/${String(product)}`
      : undefined,
  judge: judgeSubscription,
  foresee: foreseeSubscription,
  foreseeFirst: foreseeFirstSubscription,
  identity: (desired) => [desired.application, desired.product],
  holds: ({ application, product }) => [
    { names: [application, "subscriptions", product], path: "product", isAll: true },
  ],

  async observe(session, id): Promise<SubscriptionRecord | undefined> {
    // A package that has ended is found: who forgot it would buy it again.
    const entry = await session.client.look(subscriptions, parseSubscriptionId(id));
    return foundIn(entry, "Subscription")?.Subscription;
  },

  facts: (record: SubscriptionRecord, declared) => ({
    application: String(record.SdkAppId),
    product: record.Product,
    edition: isRunning(record) ? record.Edition : undefined,
    months: record.Months === 0 ? undefined : atLeast(declared.months, record.Months),
    configuration: reached(declared.configuration, record.Configuration),
    autoRenewal: record.AutoRenewal,
  }),
  ownPart: ({ months, configuration }, declared) => ({
    months: typeof months === "number" ? atLeast(declared.months, months) : undefined,
    configuration: reached(declared.configuration, configuration),
  }),
  unimportable: (record: SubscriptionRecord) =>
    isRunning(record)
      ? undefined
      : `the package has ended (${record.Status}), and only one that runs can be declared as it is`,
  claimable,
  loggedAs: () => "Subscriptions",
  attached: packagesOn,
  isLeaving: ({ LeavingSince }: SubscriptionRecord) => typeof LeavingSince === "string",
  results: (record: SubscriptionRecord) => ({
    packageId: record.PackageId,
    status: record.Status,
    cure: record.Cure,
    purchasedTime: record.PurchasedTime,
    effectiveTime: record.EffectiveTime,
    expireTime: record.ExpireTime,
    versionDetails: {
      title: record.Details.Title,
      capabilitiesOf: record.Details.CapabilitiesOf,
      basicServices: record.Details.BasicServices,
      valueAddedServices: record.Details.ValueAddedServices,
      ...(record.Details.MessageHistoryDays !== undefined && {
        messageHistoryDays: record.Details.MessageHistoryDays,
      }),
      ...(record.Details.Documentation !== undefined && { documentation: record.Details.Documentation }),
      upgradesTo: record.Details.UpgradesTo,
    },
  }),

  async reconcile(session, change) {
    const { application, product } = change.desired;
    const id = printSubscriptionId({ SdkAppId: parseApplicationId(application), Product: product });
    const wanted = wantedOf(change.desired);
    if (!wanted) throw new Error("an unchecked subscription reached its creation");
    // observe
    const record = await this.observe(session, id);
    if (!record && (change.current || change.desired.adopt === true)) {
      throw new UserError("there is no such package; run `pulumi refresh`, then `pulumi up`");
    }
    // ensure, sync
    const isHeld = await holdSubscription(session, change, wanted, record);
    const plan =
      isHeld && record ? planChanges(wanted, record, session.account.Settings) : planAnew(wanted, record);
    await carryOut(session, change, { id, record }, plan);
    change.made(id);
  },

  remove: removeSubscription,
});

const isPaid = (edition: unknown): boolean => typeof edition === "string" && edition !== freeTrial;

/** Months that somebody else added are no drift: what was asked for is there. */
const atLeast = (declared: unknown, observed: number): number =>
  typeof declared === "number" ? Math.min(declared, observed) : observed;

/** The observed configuration as drift compares it: only names that are declared, or all where none is. */
function reached(declared: unknown, observed: unknown): Record<string, number> {
  const held = Object.entries<number>(Object(observed));
  if (declared === undefined) return Object.fromEntries(held);
  const wanted = new Map(Object.entries(Object(declared)));
  return Object.fromEntries(
    held.flatMap(([name, value]) => (wanted.has(name) ? [[name, atLeast(wanted.get(name), value)]] : [])),
  );
}
