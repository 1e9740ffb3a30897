import {
  type Edition,
  freeTrial,
  monthsPerOrder,
  paidUpgradeOf,
  paidUpgradeSetting,
  productTitles,
  rankOf,
  type Settings,
  type SubscriptionProduct,
  type SubscriptionRecord,
  upgradeTicket,
} from "../../../backend/api";
import type { Failure } from "../../../ground/bag";

/** What a declaration asks for; undefined where it leaves something alone. */
export interface Wanted {
  readonly product: SubscriptionProduct;
  readonly edition: Edition | undefined;
  readonly months: number | undefined;
  readonly configuration: Readonly<Record<string, number>> | undefined;
  readonly autoRenewal: boolean | undefined;
}

type Quantities = Readonly<Record<string, number>>;

/** One order or change. All but a trial and turning auto-renewal off cost money. */
export type Step =
  | { readonly verb: "claim" }
  | {
      readonly verb: "purchase";
      readonly edition: Edition;
      readonly months: number;
      readonly configuration: Quantities;
      readonly autoRenewal: boolean;
    }
  | { readonly verb: "extend"; readonly months: number }
  | { readonly verb: "upgrade"; readonly edition: Edition; readonly configuration: Quantities }
  | { readonly verb: "renewal"; readonly on: boolean };

export interface Plan {
  readonly steps: readonly Step[];
  /** Why the declaration can't be carried out. */
  readonly refusals: readonly Failure[];
  /** What happened to the package that buying would undo, and that nothing buys by itself: in words. */
  readonly drift?: string;
}

const nothing: Plan = { steps: [], refusals: [] };
const refused = (path: string, reason: string): Plan => ({ steps: [], refusals: [{ path, reason }] });

export const costs = (step: Step): boolean => step.verb !== "claim" && !(step.verb === "renewal" && !step.on);

/** A trial has no months; what support put back on the Free Trial has. */
export const isTrial = ({ Months }: SubscriptionRecord): boolean => Months === 0;

export const isRunning = ({ Status }: SubscriptionRecord): boolean =>
  Status === "InUse" || Status === "Overdue";

/** Whether ordering what is wanted ends what is there, or comes after its end: then nothing must be taken over. */
export const isFree = (wanted: Wanted, record: SubscriptionRecord): boolean =>
  !isRunning(record) || (isTrial(record) && wanted.edition !== freeTrial);

/** What a declaration costs where it manages nothing yet. `before` is a package that somebody had. */
export function planAnew(wanted: Wanted, before: SubscriptionRecord | undefined): Plan {
  const { product, edition, months = 1, configuration = {}, autoRenewal = false } = wanted;
  if (edition === undefined) return nothing;
  if (edition === freeTrial) return { steps: [{ verb: "claim" }], refusals: [] };
  if (product === "chat" && before && rankOf(product, edition) < rankOf(product, before.Edition))
    return downgrade(wanted, before);
  const steps: Step[] = [{ verb: "purchase", edition, months, configuration, autoRenewal }];
  return { steps, refusals: tooLong(months) };
}

/**
 * What brings a managed package to what is wanted. Only what was never ordered is: a package that has ended, or that
 * support has lowered, differs from its declaration until a person declares something else.
 */
export function planChanges(wanted: Wanted, record: SubscriptionRecord, settings: Settings): Plan {
  const { edition, configuration = {} } = wanted;
  if (edition === freeTrial) return trialWanted(wanted, record);
  if (isTrial(record)) return edition === undefined ? nothing : planAnew(wanted, undefined);
  const more = Math.max(0, (wanted.months ?? 0) - record.Months);
  if (!isRunning(record) && more === 0) return { ...nothing, drift: ended(record) };
  const held = record.Edition === freeTrial ? record.OrderedEdition : record.Edition;
  const rise = edition === undefined ? 0 : rankOf(wanted.product, edition) - rankOf(wanted.product, held);
  if (rise < 0) return downgrade(wanted, record);
  if (rise > 0 && edition === record.OrderedEdition) return { ...nothing, drift: loweredBySupport(record) };
  if (edition !== undefined && rise > 0 && paidUpgradeOf(wanted.product, settings) === "ticket") {
    return ticket(edition, record, settings);
  }
  const before = new Map(Object.entries(record.Configuration));
  const raised = Object.entries(configuration).filter(([name, value]) => value > (before.get(name) ?? 0));
  const steps: Step[] = [];
  if (more > 0) steps.push({ verb: "extend", months: more });
  if (rise > 0 || raised.length > 0) {
    steps.push({ verb: "upgrade", edition: edition ?? held, configuration: Object.fromEntries(raised) });
  }
  const on = wanted.autoRenewal;
  if (on !== undefined && on !== record.AutoRenewal) steps.push({ verb: "renewal", on });
  return { steps, refusals: tooLong(more) };
}

function trialWanted(wanted: Wanted, record: SubscriptionRecord): Plan {
  if (!isTrial(record)) return downgrade(wanted, record);
  return isRunning(record) ? nothing : { ...nothing, drift: ended(record) };
}

const tooLong = (months: number): Failure[] =>
  months <= monthsPerOrder
    ? []
    : [
        {
          path: "months",
          reason: `would order ${months} months at once: at most ${monthsPerOrder}, so raise it in several runs`,
        },
      ];

const downgrade = ({ product, edition }: Wanted, record: SubscriptionRecord): Plan =>
  refused(
    "edition",
    `can't go from "${record.Edition}" down to "${edition}": no ${productTitles[product]} package is downgraded (OperationDenied.Downgrade). ` +
      `Leave it at "${record.Edition}"; or destroy this declaration and let the package lapse on ${record.ExpireTime}; or open a ticket in the console, and declare what support has made of it`,
  );

function ticket(to: Edition, record: SubscriptionRecord, settings: Settings): Plan {
  const { SdkAppId: sdkAppId, Product: product, PackageId: packageId, Edition: from } = record;
  return refused(
    "edition",
    `can't change from "${from}" to "${to}" here: support alone switches one paid ${productTitles[product]} version to another (UnauthorizedOperation.PaidEditionContactSupport). ` +
      `Open a ticket in the console and write: ${upgradeTicket({ sdkAppId, product, packageId, from, to })}. Declare "${to}" once it is so. ` +
      `Where Tencent lets the account upgrade by itself (trtc.io/document/74514), say so: \`tencentrtc account settings set ${paidUpgradeSetting(product, settings)}=self-service\``,
  );
}

const what = (record: SubscriptionRecord): string =>
  isTrial(record)
    ? `the ${productTitles[record.Product]} trial`
    : `the ${productTitles[record.Product]} package "${record.OrderedEdition}"`;

function ended(record: SubscriptionRecord): string {
  const how = record.Status === "Refunded" ? "was refunded" : `ended on ${record.ExpireTime}`;
  const next = isTrial(record)
    ? "Declare an edition to buy it, or take the declaration out"
    : `To buy it again raise months above ${record.Months}, the number bought so far; else take the declaration out`;
  return `${what(record)} on Application ${record.SdkAppId} ${how}, and nothing is ever bought or claimed again by itself. ${next}`;
}

const loweredBySupport = (record: SubscriptionRecord): string =>
  `${what(record)} on Application ${record.SdkAppId} was changed to "${record.Edition}" by support, and nothing is ever bought again by itself. ` +
  `Declare "${record.Edition}"; to upgrade it again, take the declaration out, run up, and declare it anew with adopt: true`;
