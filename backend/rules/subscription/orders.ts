import { createHash } from "node:crypto";
import { hourMs } from "../../../ground/time";
import {
  ApiError,
  type Edition,
  editionsOfProduct,
  faceOf,
  freeTrial,
  hasTrialToClaim,
  type ProductName,
  paidUpgradeOf,
  productTitles,
  rankOf,
  type Settings,
  type SubscriptionProduct,
  upgradeTicket,
} from "../../api";
import { isTrial, type Period, runs } from "./subscriptions";

/** What an order is judged by, of the subscription that is there. */
export type HeldPackage = Period & {
  readonly sdk_app_id: number;
  readonly package_id: string;
  readonly edition: Edition;
  readonly configuration: string;
};

const quoted = (editions: readonly string[]) => editions.map((edition) => `"${edition}"`).join(", ");

/** The hash of what must not differ between repetitions of an order. */
export const orderHash = (verb: string, ...parts: readonly unknown[]): string =>
  createHash("sha256")
    .update(JSON.stringify([verb, ...parts]))
    .digest("hex");

/** What an order with a used token is: a repetition, or a refusal. */
export function judgeOrderToken(
  used: { readonly parameters_hash: string; readonly ordered_at: number },
  hash: string,
  now: number,
  settings: Settings,
): ApiError | undefined {
  if (used.parameters_hash !== hash) {
    return new ApiError(
      "InvalidParameter.ClientTokenMismatch",
      "this token has already ordered something else: use another token for another order",
      "ClientToken",
    );
  }
  if (now - used.ordered_at < settings.ClientTokenHours * hourMs) return undefined;
  return new ApiError(
    "ResourceInUse.ClientToken",
    `this token ordered it on ${new Date(used.ordered_at).toISOString()}, too long ago to be a repetition: look at the subscription, and use another token for another order`,
    "ClientToken",
  );
}

/** The application must have the product open, and the product must have the edition. */
export function judgeEdition(
  product: SubscriptionProduct,
  edition: Edition,
  open: readonly ProductName[],
): ApiError | undefined {
  const face = faceOf(product);
  if (!open.includes(face)) {
    return new ApiError(
      "InvalidParameterValue.Product",
      `needs the product "${face}" on the application, which has ${quoted(open)}: add it to the application's products first`,
      "Product",
    );
  }
  if (rankOf(product, edition) >= 0) return undefined;
  return new ApiError(
    "InvalidParameterValue.Edition",
    `${productTitles[product]} has the editions ${quoted(editionsOfProduct[product])}, not "${edition}"`,
    "Edition",
  );
}

const running = (product: SubscriptionProduct, held: HeldPackage): ApiError =>
  new ApiError(
    "ResourceInUse.Subscription",
    `the application already has a running ${productTitles[product]} package ("${held.edition}"): take over the existing one, extend it or upgrade it`,
    "Product",
  );

const downgrade = (product: SubscriptionProduct, from: Edition, to: Edition): ApiError =>
  new ApiError(
    "OperationDenied.Downgrade",
    `${productTitles[product]} can't go from "${from}" down to "${to}": it stays as it is until it lapses, or Tencent Cloud support changes it (open a ticket in the console)`,
    "Edition",
  );

/** Whether a trial may begin: where nothing runs, and where one can be claimed at all. */
export function judgeTrial(
  product: SubscriptionProduct,
  held: HeldPackage | undefined,
  chatEdition: string | undefined,
  now: number,
): ApiError | undefined {
  if (!hasTrialToClaim(product)) {
    return new ApiError(
      "InvalidParameterValue.Product",
      `${productTitles[product]} begins with its Free Trial (now "${chatEdition ?? freeTrial}"): there is nothing to claim`,
      "Product",
    );
  }
  if (!held || !runs(held, now)) return undefined;
  return isTrial(held) ? running(product, held) : downgrade(product, held.edition, freeTrial);
}

/** Whether a package may be bought: not the trial, not beside a paid one that runs, no lower Chat edition ever. */
export function judgePurchase(
  product: SubscriptionProduct,
  edition: Edition,
  held: HeldPackage | undefined,
  now: number,
): ApiError | undefined {
  if (edition === freeTrial) {
    return new ApiError("InvalidParameterValue.Edition", "can't be bought: claim a trial instead", "Edition");
  }
  if (!held || isTrial(held)) return undefined;
  if (runs(held, now)) return running(product, held);
  const isLower = rankOf(product, edition) < rankOf(product, held.edition);
  return product === "chat" && isLower ? downgrade(product, held.edition, edition) : undefined;
}

/** Whether a package may be changed into a higher one: within its time, never down, by whom the settings say. */
export function judgeUpgrade(
  product: SubscriptionProduct,
  held: HeldPackage,
  wanted: { readonly edition: Edition; readonly configuration: Readonly<Record<string, number>> },
  now: number,
  settings: Settings,
): ApiError | undefined {
  if (isTrial(held)) {
    return new ApiError("InvalidParameterValue.Edition", "can't upgrade a trial: buy an edition", "Edition");
  }
  if (!runs(held, now)) {
    return new ApiError(
      "FailedOperation.SubscriptionExpired",
      "the package has ended, and only a running one is upgraded: extend it first",
    );
  }
  if (rankOf(product, wanted.edition) < rankOf(product, held.edition)) {
    return downgrade(product, held.edition, wanted.edition);
  }
  const before = new Map(Object.entries(configurationOf(held.configuration)));
  const lowered = Object.entries(wanted.configuration).find(
    ([name, value]) => value < (before.get(name) ?? 0),
  );
  if (lowered) {
    return new ApiError(
      "OperationDenied.Downgrade",
      `"${lowered[0]}" can't be lowered from ${before.get(lowered[0])} to ${lowered[1]}: open a ticket in the console`,
      `Configuration.${lowered[0]}`,
    );
  }
  if (wanted.edition === held.edition || paidUpgradeOf(product, settings) === "self-service")
    return undefined;
  const { sdk_app_id: sdkAppId, package_id: packageId, edition: from } = held;
  const ticket = upgradeTicket({ sdkAppId, product, packageId, from, to: wanted.edition });
  return new ApiError(
    "UnauthorizedOperation.PaidEditionContactSupport",
    `a different paid version ("${from}" to "${wanted.edition}") is made by Tencent Cloud support: open a ticket in the console and write: ${ticket}`,
    "Edition",
  );
}

/** A stored configuration (JSON). */
export function configurationOf(stored: string): Record<string, number> {
  const named: unknown = JSON.parse(stored);
  if (typeof named !== "object" || named === null) return {};
  return Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, number] => typeof entry[1] === "number"),
  );
}

/** What is asked for where it is named, the rest as it was. */
export const raised = (
  held: Readonly<Record<string, number>>,
  wanted: Readonly<Record<string, number>>,
): Record<string, number> => ({ ...held, ...wanted });

/** Trials claimed so far. */
export interface Claimed {
  readonly onApplication: number;
  readonly ofCallPack: number;
  readonly onAccount: number;
}

/** Two per application and ten per account (RTC console, "Obtain a Free Trial Version"); the call pack's apart. */
export function trialQuota(
  product: SubscriptionProduct,
  claimed: Claimed,
  settings: Settings,
): ApiError | undefined {
  const limit =
    product === "call-pack" ? settings.CallPackTrialsPerApplication : settings.TrialsPerApplication;
  const used = product === "call-pack" ? claimed.ofCallPack : claimed.onApplication;
  if (used >= limit) {
    const what = product === "call-pack" ? "trials of the call pack" : "trials";
    return new ApiError(
      "LimitExceeded.TrialsPerApplication",
      `the application has claimed ${used} ${what} of at most ${limit}, ended ones included: buy an edition, or use another application`,
    );
  }
  if (product === "call-pack" || claimed.onAccount < settings.TrialsPerAccount) return undefined;
  return new ApiError(
    "LimitExceeded.TrialsPerAccount",
    `the account has claimed ${claimed.onAccount} trials of at most ${settings.TrialsPerAccount}, those of deleted applications included: buy an edition`,
  );
}
