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
/** The two sites of Tencent Cloud. A real account belongs to one, and its key pairs work there alone. */
export const sites = ["china", "international"] as const;
export type Site = (typeof sites)[number];
/**
 * Who carries changes out. `clock`: nobody, the account is simulated, and a change is done once its time has passed.
 * `operator`: people in the console of Tencent Cloud, where the applications are.
 */
export const executors = ["clock", "operator"] as const;
export type Executor = (typeof executors)[number];
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

/** The account that every application has from its creation and that can't be deleted. */
export const defaultAdminAccount = "administrator";

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

/** A SDKAppID: made by the service, never chosen (docs/rules.md, section 1.1). */
export const SdkAppId = z.number().int().positive().max(4_294_967_295);

/** At most 32 bytes of `[A-Za-z0-9_-]` (docs/rules.md, section 2), which rules out robots' `@RBT#…` as well. */
export const UserId = z
  .string('must be text of 1-32 letters, digits, underscores or hyphens, for example "ops_admin"')
  .regex(
    /^[A-Za-z0-9_-]{1,32}$/,
    'must be 1-32 letters, digits, underscores or hyphens (names of robots, "@RBT#…", are reserved), for example "ops_admin"',
  );

const tagCharacters = /^[\p{L}\p{M}\p{N} +\-=._:/@()[\],;><＋－＝．＿：／＠（）［］，；＞＜【】]*$/u;
const reservedTagKey = /^(qcs:|qcloud|tencent|project|项目)/i;
const codePoints = (text: string) => [...text].length;
/** Each rule names its fault, from which the tag service's official code is made. */
const tagText = (what: string, longest: number, example: string) =>
  z
    .string(`must be text: a tag ${what} of 1-${longest} characters, for example "${example}"`)
    .min(1, `must not be empty: a tag ${what} has 1-${longest} characters, for example "${example}"`)
    .refine((text) => codePoints(text) <= longest, {
      error: `must be at most ${longest} characters, for example "${example}"`,
      params: { fault: "LengthExceeded" },
    })
    .refine((text) => tagCharacters.test(text) && text === text.trim(), {
      error: `may hold letters, digits, inner spaces and + - = . _ : / @ ( ) [ ] , ; > <, for example "${example}"`,
      params: { fault: "CharacterIllegal" },
    });

/** 1-127 characters; `qcs:`, `qcloud`, `tencent`, `project` and `项目` are reserved (docs/rules.md, section 4.1). */
export const TagKey = tagText("key", 127, "team").refine((key) => !reservedTagKey.test(key), {
  error:
    'must not begin with "qcs:", "qcloud", "tencent", "project" or "项目", which are reserved, for example "team"',
  params: { fault: "Reserved" },
});
/** 1-255 characters (docs/rules.md, section 4.1). */
export const TagValue = tagText("value", 255, "support");

/** Tags of one resource at most (docs/rules.md, section 4.1). */
export const tagsPerResource = 50;
/** Tags, and resources, in each list of one request at most (docs/rules.md, section 4.1). */
export const tagsPerRequest = 10;

/** Made by the client, unique per creation, at most 64 printable ASCII characters (docs/rules.md, section 6). */
export const ClientToken = z.string().regex(/^[\x21-\x7e]{1,64}$/, "must be 1-64 printable ASCII characters");

/** Any text that a database can hold; NUL is none. What else a text must be, the rules say. */
export const storedText = (longest: number) =>
  z
    .string()
    .max(longest, `must be at most ${longest} characters`)
    .regex(/^[^\0]*$/, "must not hold NUL characters");

/** Who declared a thing: organisation, stack, project, parents and name; shown to people, never a secret. */
export const Owner = storedText(1_000).min(1, "must not be empty");

/** An instant in ISO 8601 with milliseconds, UTC. */
export const Instant = z.iso.datetime();
