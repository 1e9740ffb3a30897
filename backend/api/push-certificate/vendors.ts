import { z } from "zod";
import {
  ActivityClass,
  ApnsKeyId,
  ApnsTeamId,
  BadgeClass,
  Base64File,
  BundleId,
  ChannelId,
  ClickUrl,
  FcmMessageMode,
  HonorImportance,
  IntentAction,
  IntentUri,
  P12Password,
  PackageName,
  PushCategory,
  PushEnvironment,
  VendorAppId,
  VendorAppKey,
  VendorSecret,
} from "./fields";

/*
 * What the console's form of each vendor asks for, and what of it is needed (docs/rules.md, section 3). The secrets
 * stand apart: they are sealed, and never given back.
 */

/** What a tap on a notification opens. */
const openApplication = z.strictObject({ Opens: z.literal("application") });
const openWebPage = z.strictObject({ Opens: z.literal("web-page"), Url: ClickUrl });
const openInAppPage = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ Opens: z.literal("in-app-page"), ...shape });

const opensRule = (...opens: string[]) => `must be ${opens.map((one) => `"${one}"`).join(" or ")}`;
const applicationPageOrWeb = opensRule("application", "web-page", "in-app-page");

/** Huawei, HONOR, Xiaomi and vivo name a page of the app by an intent URI. */
const ClickByIntent = z
  .discriminatedUnion(
    "Opens",
    [openApplication, openWebPage, openInAppPage({ Intent: IntentUri })],
    applicationPageOrWeb,
  )
  .default({ Opens: "application" });

const ClickByActivity = z
  .discriminatedUnion(
    "Opens",
    [openApplication, openWebPage, openInAppPage({ Activity: ActivityClass })],
    applicationPageOrWeb,
  )
  .default({ Opens: "application" });

/** OPPO takes either the class of an Activity or the action of an intent. */
const ClickByActivityOrAction = z
  .discriminatedUnion(
    "Opens",
    [
      openApplication,
      openWebPage,
      openInAppPage({ Activity: ActivityClass.optional(), IntentAction: IntentAction.optional() }).refine(
        (page) => (page.Activity === undefined) !== (page.IntentAction === undefined),
        "must name the page by one of the two: activity, or intentAction",
      ),
    ],
    applicationPageOrWeb,
  )
  .default({ Opens: "application" });

const ClickByAction = z
  .discriminatedUnion(
    "Opens",
    [openApplication, openWebPage, openInAppPage({ IntentAction })],
    applicationPageOrWeb,
  )
  .default({ Opens: "application" });

/** HarmonyOS opens no web pages. */
const ClickWithoutWeb = z
  .discriminatedUnion(
    "Opens",
    [openApplication, openInAppPage({ IntentAction })],
    opensRule("application", "in-app-page"),
  )
  .default({ Opens: "application" });

const channel = { ChannelId: ChannelId.optional() };
const badge = { BadgeClass: BadgeClass.optional() };
const category = { Category: PushCategory.optional() };

const form = <Vendor extends string, Shape extends z.ZodRawShape>(vendor: Vendor, shape: Shape) =>
  z.strictObject({ Vendor: z.literal(vendor), ...shape });

/** The forms without their secrets. */
export const pushForms = {
  "apns-p12": form("apns-p12", { Environment: PushEnvironment, BundleId: BundleId.optional() }),
  "apns-p8": form("apns-p8", {
    Environment: PushEnvironment,
    KeyId: ApnsKeyId,
    TeamId: ApnsTeamId,
    BundleId,
  }),
  fcm: form("fcm", {
    MessageMode: FcmMessageMode.default("notification"),
    ...channel,
    ClickAction: ClickByAction,
  }),
  huawei: form("huawei", {
    PackageName,
    AppId: VendorAppId,
    ...badge,
    ...channel,
    ...category,
    ClickAction: ClickByIntent,
  }),
  honor: form("honor", {
    AppId: VendorAppId,
    ...badge,
    Importance: HonorImportance.optional(),
    ClickAction: ClickByIntent,
  }),
  xiaomi: form("xiaomi", { PackageName, AppId: VendorAppId, ...channel, ClickAction: ClickByIntent }),
  oppo: form("oppo", {
    AppKey: VendorAppKey,
    AppId: VendorAppId,
    ChannelId,
    ClickAction: ClickByActivityOrAction,
  }),
  vivo: form("vivo", { AppKey: VendorAppKey, AppId: VendorAppId, ...category, ClickAction: ClickByIntent }),
  meizu: form("meizu", { PackageName, AppId: VendorAppId, ClickAction: ClickByActivity }),
  harmonyos: form("harmonyos", { ClickAction: ClickWithoutWeb }),
} as const;

export type PushVendor = keyof typeof pushForms;

/** The secrets that each form asks for, and the rule of each. */
export const pushSecrets = {
  "apns-p12": { File: Base64File, Password: P12Password },
  "apns-p8": { File: Base64File },
  fcm: { ServiceAccount: Base64File },
  huawei: { AppSecret: VendorSecret("AppSecret (Client Secret)") },
  honor: { ClientSecret: VendorSecret("ClientSecret") },
  xiaomi: { AppSecret: VendorSecret("AppSecret") },
  oppo: { MasterSecret: VendorSecret("MasterSecret, which is not the AppSecret,") },
  vivo: { AppSecret: VendorSecret("AppSecret") },
  meizu: { AppSecret: VendorSecret("AppSecret") },
  harmonyos: { ServiceAccount: Base64File },
} as const satisfies Record<PushVendor, z.ZodRawShape>;

/** A form without its secrets, as it is sent and as it is shown. */
export const PushPlatform = z.discriminatedUnion("Vendor", [
  pushForms["apns-p12"],
  pushForms["apns-p8"],
  pushForms.fcm,
  pushForms.huawei,
  pushForms.honor,
  pushForms.xiaomi,
  pushForms.oppo,
  pushForms.vivo,
  pushForms.meizu,
  pushForms.harmonyos,
]);
export type PushPlatform = z.output<typeof PushPlatform>;

/** The secrets of a form, all of them together: which, its vendor says. */
export const PushSecrets = z.record(z.string(), z.string());
export type PushSecrets = z.output<typeof PushSecrets>;
