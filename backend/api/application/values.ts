import { z } from "zod";

/** Where **Chat** data is stored; fixed at creation (docs/rules.md, section 0 "Region"). */
export const regions = [
  "china",
  "singapore",
  "seoul",
  "tokyo",
  "frankfurt",
  "silicon-valley",
  "jakarta",
] as const;
/** The product faces of one SDKAppID (docs/rules.md, section 0 "Product of an application"). */
export const products = ["chat", "call", "conference", "live", "rtc-engine"] as const;
/** Products that run on the TRTC service, which is opened with the first of them and never closed: all but Chat. */
export const rtcProducts: readonly (typeof products)[number][] = products.filter(
  (product) => product !== "chat",
);
/** The status machine of an application; the three `…ing` ones are the 3-5 minute windows. */
export const statuses = ["Normal", "Disabling", "Disabled", "Enabling", "Expired", "Deleting"] as const;
/** Why an application is `Disabled`. Only `manual` can be cured by enabling it. */
export const disabledReasons = [
  "manual",
  "arrears",
  "package-used-up",
  "pay-as-you-go-off",
  "refund",
  "expired",
] as const;
/** The default has been HMAC since 2019-08-15; older applications hold an ECDSA key pair. */
export const signatureAlgorithms = ["HMAC-SHA256", "ECDSA-SHA256"] as const;

export type RegionName = (typeof regions)[number];
export type ProductName = (typeof products)[number];
export type ApplicationStatus = (typeof statuses)[number];
export type DisabledReason = (typeof disabledReasons)[number];
/** Why an application stands still although nobody disabled it by hand. */
export type BillingReason = Exclude<DisabledReason, "manual">;
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

const listed = (values: readonly string[]) => values.map((value) => `"${value}"`).join(", ");

/** 1-15 characters of `[A-Za-z0-9_]` (RTC console, "Alteration of Application Information"). */
export const ApplicationName = z
  .string('must be text of 1-15 letters, digits or underscores, for example "support_chat"')
  .regex(/^[A-Za-z0-9_]{1,15}$/, 'must be 1-15 letters, digits or underscores, for example "support_chat"');

/** 0-300 characters of `[A-Za-z0-9_]`: the console takes neither spaces nor punctuation. */
export const ApplicationDescription = z
  .string('must be text of 0-300 letters, digits or underscores, for example "customer_support"')
  .regex(
    /^[A-Za-z0-9_]{0,300}$/,
    'must be 0-300 letters, digits or underscores (the console takes no spaces or punctuation), for example "customer_support"',
  );

/** Free text of 1-40 characters; no list of values is published (docs/rules.md, section 0). */
export const ApplicationType = z
  .string('must be text of 1-40 characters, for example "social"')
  .min(1, 'must not be empty; leave it out instead, or give 1-40 characters, for example "social"')
  .max(40, 'must be at most 40 characters, for example "social"');

export const Region = z.enum(regions, `must be one of ${listed(regions)}, for example "singapore"`);

export const Product = z.enum(products, `must be one of ${listed(products)}, for example "chat"`);

export const Products = z
  .array(Product, 'must be a list of products, for example ["chat"]')
  .min(1, 'must name at least one product, for example ["chat"]')
  .refine(
    (list) => new Set(list).size === list.length,
    'must not name a product twice, for example ["chat", "call"]',
  );
