import { z } from "zod";
import {
  type ApiError,
  Base64File,
  type PushPlatform,
  type PushVendor,
  pushForms,
  pushSecrets,
} from "../../api";
import type { Answers } from "../page/answers";
import { type Field, faultsOf } from "../page/form";

/*
 * A vendor's form, made from what the contract says of it: the names, the choices and what may be left out.
 */

const labels: Readonly<Record<string, string>> = {
  Environment: "Environment",
  BundleId: "Bundle ID",
  KeyId: "Key ID",
  TeamId: "Team ID",
  MessageMode: "Message mode",
  PackageName: "Package name",
  AppId: "AppID",
  AppKey: "AppKey",
  ChannelId: "ChannelID",
  BadgeClass: "Badge parameter (launcher class)",
  Category: "Category",
  Importance: "Importance",
  Opens: "A tap on a notification opens",
  Url: "URL of the web page",
  Intent: "Intent URI of the page",
  Activity: "Activity class of the page",
  IntentAction: "Intent action of the page",
  File: "File",
  Password: "Password of the file",
  ServiceAccount: "Service account (JSON)",
};

const labelOf = (name: string): string => labels[name] ?? name;

export const vendorTitles: Readonly<Record<PushVendor, string>> = {
  "apns-p12": "APNs certificate (.p12)",
  "apns-p8": "APNs key (.p8)",
  fcm: "FCM v1",
  huawei: "Huawei",
  honor: "HONOR",
  xiaomi: "Xiaomi",
  oppo: "OPPO",
  vivo: "vivo",
  meizu: "Meizu",
  harmonyos: "HarmonyOS",
};

export const isVendor = (text: string | undefined): text is PushVendor =>
  text !== undefined && Object.hasOwn(pushForms, text);

const clickAction = "ClickAction";
/** What a certificate is, so that no edit changes it. */
const identity: readonly string[] = ["Vendor", "Environment"];

/** A rule without what lets it be left out. */
const unwrapped = (rule: unknown): unknown =>
  rule instanceof z.ZodOptional || rule instanceof z.ZodDefault ? unwrapped(rule.unwrap()) : rule;

const isOptional = (rule: unknown): boolean => rule instanceof z.ZodOptional || rule instanceof z.ZodDefault;

/** What a tap may open, and what names it: a list of objects that `Opens` tells apart. */
function clickShapes(vendor: PushVendor): readonly z.ZodRawShape[] {
  const shape: z.ZodRawShape = pushForms[vendor].shape;
  const union = unwrapped(shape[clickAction]);
  if (!(union instanceof z.ZodDiscriminatedUnion)) return [];
  return union.options.flatMap((option) => (option instanceof z.ZodObject ? [option.shape] : []));
}

const openedBy = ({ Opens }: z.ZodRawShape): readonly string[] =>
  Opens instanceof z.ZodLiteral ? [...Opens.values].map(String) : [];

const clickNames = (vendor: PushVendor): readonly string[] => [
  ...new Set(clickShapes(vendor).flatMap((shape) => Object.keys(shape))),
];

const optionsOf = (values: readonly string[]) => values.map((value) => ({ value, text: value }));

const textIn = (held: object | undefined, name: string): string => {
  const value: unknown = held && Reflect.get(held, name);
  return typeof value === "string" ? value : "";
};

const plainNames = (vendor: PushVendor): readonly string[] =>
  Object.keys(pushForms[vendor].shape).filter((name) => name !== "Vendor" && name !== clickAction);

/** @param held what an edit begins with: its identity can't be edited, and its secrets stay unless given anew */
export function certificateFields(vendor: PushVendor, held?: PushPlatform): readonly Field[] {
  return [
    ...plainNames(vendor)
      .filter((name) => !held || !identity.includes(name))
      .map((name) => plainField(vendor, name, held)),
    ...secretFields(vendor, held !== undefined),
    ...clickFields(vendor, held),
  ];
}

function plainField(vendor: PushVendor, name: string, held: PushPlatform | undefined): Field {
  const shape: z.ZodRawShape = pushForms[vendor].shape;
  const common = { name: `Platform.${name}`, label: labelOf(name), value: textIn(held, name) };
  const rule = unwrapped(shape[name]);
  const mayBeLeftOut = isOptional(shape[name]);
  if (!(rule instanceof z.ZodEnum)) {
    return { kind: "text", ...common, ...(mayBeLeftOut && { hint: "May be left out" }) };
  }
  const options = optionsOf(rule.options.map(String));
  return {
    kind: "choice",
    ...common,
    options: mayBeLeftOut ? [{ value: "", text: "as by default" }, ...options] : options,
  };
}

function secretFields(vendor: PushVendor, mayStay: boolean): readonly Field[] {
  return Object.entries(pushSecrets[vendor]).map(([name, rule]): Field => {
    const kind = rule === Base64File ? "file" : "secret";
    const common = { name: `Secrets.${name}`, label: labelOf(name) };
    return { kind, ...common, ...(mayStay && { hint: "Leave it empty to keep what is there" }) };
  });
}

function clickFields(vendor: PushVendor, held: PushPlatform | undefined): readonly Field[] {
  const opened = held && Reflect.get(held, clickAction);
  const before = typeof opened === "object" && opened !== null ? opened : undefined;
  return clickNames(vendor).map((name): Field => {
    const common = {
      name: `Platform.${clickAction}.${name}`,
      label: labelOf(name),
      value: textIn(before, name),
    };
    if (name !== "Opens") return { kind: "text", ...common, hint: "Only where a tap opens it" };
    return { kind: "choice", ...common, options: optionsOf(clickShapes(vendor).flatMap(openedBy)) };
  });
}

/** What was filled in under these names; what was left empty is left out. */
const filled = (
  names: readonly string[],
  prefix: string,
  answers: Answers,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.map((name) => [name, answers.text(`${prefix}${name}`)]).filter(([, text]) => text !== ""),
  );

/** The form as the contract takes it, whose judge it is. */
export function platformIn(vendor: PushVendor, answers: Answers, held?: PushPlatform): object {
  const click = filled(clickNames(vendor), `Platform.${clickAction}.`, answers);
  return {
    ...(held && Object.fromEntries(Object.entries(held).filter(([name]) => identity.includes(name)))),
    Vendor: vendor,
    ...filled(plainNames(vendor), "Platform.", answers),
    ...(Object.keys(click).length > 0 && { [clickAction]: click }),
  };
}

/** What is wrong with the secrets, of which the contract asks when the rest of the form is sound. */
export const secretFaults = (vendor: PushVendor, answers: Answers): readonly ApiError[] =>
  faultsOf(z.object<z.ZodRawShape>(pushSecrets[vendor]), secretsIn(vendor, answers) ?? {}, "Secrets.");

/** All secrets of the form, also those that were left empty; undefined where none was given. */
export function secretsIn(
  vendor: PushVendor,
  answers: Answers,
): Readonly<Record<string, string>> | undefined {
  const given = Object.entries(pushSecrets[vendor]).map(([name, rule]): [string, string] => [
    name,
    rule === Base64File ? answers.file(`Secrets.${name}`) : answers.text(`Secrets.${name}`),
  ]);
  return given.some(([, value]) => value !== "") ? Object.fromEntries(given) : undefined;
}
