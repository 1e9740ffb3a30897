import { z } from "zod";
import {
  environments,
  judgeBundleId,
  judgeKeyId,
  judgeTeamId,
  maxFileBytes,
  maxPasswordLength,
} from "../../../certificates";

/** Text of one line whose form its maker doesn't publish: no spaces, and not endless. */
const identifier = (what: string, longest: number, example: string) => {
  const rule = `must be ${what}: 1-${longest} characters without spaces, for example "${example}"`;
  return z.string(rule).regex(new RegExp(`^[\\x21-\\x7e]{1,${longest}}$`), rule);
};

const judged = (what: string, judge: (text: string) => { readonly message: string } | undefined) =>
  z.string(`must be text: ${what}`).superRefine((text, context) => {
    const fault = judge(text);
    if (fault) context.addIssue({ code: "custom", message: fault.message });
  });

/** Development and production are certificates of their own, with ids of their own (docs/rules.md, section 3). */
export const PushEnvironment = z.enum(
  environments,
  'must be "development" or "production"; apps from the App Store need the latter, for example "production"',
);

export const BundleId = judged('the bundle id of the app, for example "com.example.shop"', judgeBundleId);
export const ApnsKeyId = judged('the id of the key, for example "ABC123DEFG"', judgeKeyId);
export const ApnsTeamId = judged('the id of the team, for example "DEF123GHIJ"', judgeTeamId);

const className = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)+$/;
const javaName = (rule: string) => z.string(rule).max(255, rule).regex(className, rule);

export const PackageName = javaName(
  'must be the package name of the Android app, for example "com.example.shop"',
);
export const BadgeClass = javaName(
  'must be the full name of the launcher Activity\'s class, for example "com.example.shop.MainActivity"',
);
export const ActivityClass = javaName(
  'must be the full name of an Activity\'s class, for example "com.example.shop.ChatActivity"',
);
export const IntentAction = javaName(
  'must be the action of an intent filter, for example "com.example.shop.OPEN_CHAT"',
);

export const VendorAppId = identifier("the id that the vendor's console gives the app", 100, "104512345");
export const VendorAppKey = identifier("the app key in the vendor's console", 100, "5f3c0d9be2a14f7d");
export const ChannelId = identifier("the id of a notification channel", 100, "chat_messages");
export const PushCategory = identifier("the vendor's category of messages", 64, "IM");

/** Business messages of HONOR, or marketing, which few may get (HONOR, since 2025-01-01: nothing said is marketing). */
export const HonorImportance = z.enum(
  ["LOW", "NORMAL"],
  'must be "NORMAL" (service messages) or "LOW" (marketing, as HONOR takes what is left out), for example "NORMAL"',
);

/** A notification that the system shows, or data that the app is to show. */
export const FcmMessageMode = z.enum(
  ["notification", "data"],
  'must be "notification", which the system shows, or "data", which the app gets, for example "notification"',
);

const urlRule = 'must begin with http:// or https://, for example "https://shop.example.com/news"';
export const ClickUrl = z
  .string(urlRule)
  .max(1_000, urlRule)
  .refine((text) => /^https?:\/\/\S+$/.test(text) && URL.canParse(text), urlRule);

const intentRule =
  'must be an intent URI, for example "intent://com.example.shop/chat#Intent;scheme=pushscheme;launchFlags=0x4000000;component=com.example.shop/com.example.shop.ChatActivity;end"';
export const IntentUri = z
  .string(intentRule)
  .max(2_000, intentRule)
  .regex(/^intent:\/\/\S*#Intent;\S*;end$/, intentRule);

/** A secret that a vendor's console shows once. */
export const VendorSecret = (name: string) =>
  identifier(`the ${name} from the vendor's console`, 200, "3f9a0c57d1e84b62");

/** Characters that the largest file has in base64; a text of more isn't looked at. */
export const maxFileText = Math.ceil(maxFileBytes / 3) * 4;

/** The one spelling of bytes in base64: padded, without line breaks. */
export const isBase64 = (text: string): boolean => Buffer.from(text, "base64").toString("base64") === text;

/** The bytes of a file in base64. */
export const Base64File = z
  .string("must be a file: an asset, or its bytes in base64")
  .min(1, { error: "must not be empty: it is a file, as an asset or as its bytes in base64", abort: true })
  .max(maxFileText, {
    error: `must be at most ${maxFileBytes / 1_024} KiB: give the file that the vendor's console made, with nothing else in it`,
    abort: true,
  })
  .refine(isBase64, "must be a file, as an asset or as its bytes in base64; this text is neither");

export const P12Password = z
  .string("must be text: the password that the .p12 was exported with")
  .max(maxPasswordLength, `must be at most ${maxPasswordLength} characters`);
