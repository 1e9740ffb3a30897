import {
  type Edition,
  EditionName,
  editionsOfProduct,
  freeTrial,
  hasTrialToClaim,
  productTitles,
  rankOf,
  type SubscriptionProduct,
  SubscriptionProductName,
} from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { judgeTakeOver } from "../../lifecycle/taking/claim";

/** Rules that span several properties of a subscription, or its past. */
export function judgeSubscription(inputs: Bag, olds: Bag | undefined): Failure[] {
  const isSame =
    olds !== undefined && olds.application === inputs.application && olds.product === inputs.product;
  return [
    ...editionOfProduct(inputs),
    ...notOfTrials(inputs),
    ...(isSame ? lowered(inputs, olds) : []),
    ...judgeTakeOver(inputs),
  ];
}

/** The editions that can be declared; Chat's Free Trial comes with the application. */
const declarable = (product: SubscriptionProduct): readonly Edition[] =>
  editionsOfProduct[product].filter((edition) => edition !== freeTrial || hasTrialToClaim(product));

function editionOfProduct({ product, edition, adopt }: Bag): Failure[] {
  const known = SubscriptionProductName.safeParse(product).data;
  if (!known || containsUnknown(edition)) return [];
  const choice = declarable(known)
    .map((one) => `"${one}"`)
    .join(", ");
  const example = `for example "${declarable(known)[0]}"`;
  if (edition === undefined) {
    if (adopt === true) return [];
    const reason = `is required unless \`adopt\` takes over an existing package: ${choice}, ${example}`;
    return [{ path: "edition", reason }];
  }
  const named = EditionName.safeParse(edition).data;
  // What is no edition of any product is refused already.
  if (named === undefined || declarable(known).includes(named)) return [];
  const reason =
    named === freeTrial && rankOf(known, named) === 0
      ? `can't be claimed for ${productTitles[known]}, whose Free Trial comes with the application: declare no subscription for it, or buy one of ${choice}, ${example}`
      : `must be one of ${choice} for ${productTitles[known]}, ${example}`;
  return [{ path: "edition", reason }];
}

/** A trial has a length of its own, isn't renewed and has no options. */
function notOfTrials(inputs: Bag): Failure[] {
  if (inputs.edition !== freeTrial) return [];
  const failures: Failure[] = [];
  if (inputs.months !== undefined)
    failures.push({
      path: "months",
      reason: "has no meaning for a trial, which lasts some days; leave it out",
    });
  if (inputs.autoRenewal === true)
    failures.push({
      path: "autoRenewal",
      reason: "can't be true for a trial, which isn't renewed; leave it out",
    });
  if (Object.keys(Object(inputs.configuration)).length > 0 && !containsUnknown(inputs.configuration))
    failures.push({ path: "configuration", reason: "has no meaning for a trial; leave it out" });
  return failures;
}

/** What is paid can't be given back by declaring less. */
function lowered(inputs: Bag, olds: Bag): Failure[] {
  const failures: Failure[] = [];
  const { months } = inputs;
  if (typeof months === "number" && typeof olds.months === "number" && months < olds.months) {
    failures.push({
      path: "months",
      reason: `can't go down from ${olds.months} to ${months}, since they are bought; leave it at ${olds.months}`,
    });
  }
  const before = new Map(Object.entries(Object(olds.configuration)));
  for (const [name, value] of Object.entries(Object(inputs.configuration))) {
    const held = before.get(name);
    if (typeof value !== "number" || typeof held !== "number" || value >= held) continue;
    failures.push({
      path: `configuration.${name}`,
      reason: `can't go down from ${held} to ${value}; leave it at ${held}, or open a ticket in the console`,
    });
  }
  return failures;
}
