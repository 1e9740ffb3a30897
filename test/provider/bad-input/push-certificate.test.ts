import type { Bag } from "../../../ground/bag";
import {
  activity,
  fcmAccount,
  forms,
  harmonyosAccount,
  intent,
  p8,
  p8Form,
  rsa,
} from "../push-certificate/forms";
import { refusals } from "./table";

const refuses = refusals("PushCertificate");
const long = (length: number) => "x".repeat(length);

/** A form with some fields changed; `undefined` leaves one out. */
const row = (title: string, form: Bag, changes: Bag, path: string[], mend?: Parameters<typeof refuses>[3]) =>
  refuses(
    `${String(form.vendor)}, ${title}`,
    { platform: { ...form, ...changes } },
    ["platform", ...path],
    mend,
  );

const fcm = { vendor: "fcm", serviceAccount: fcmAccount(rsa()) };
const p8File = p8();

describe("the property", () => {
  refuses("platform: left out", { platform: undefined }, ["platform"]);
  refuses("platform: text", { platform: "huawei" }, ["platform"]);
  refuses("application: one that isn't there", { application: "1400000009" }, ["application"], "leave out");
  refuses("expired: nobody declares it", { expired: true }, ["expired"], "leave out");
  refuses("adopt: no number", { adopt: "6768" }, ["adopt"], "leave out");
  refuses("adopt: one that isn't there", { adopt: 6768 }, ["adopt"], "leave out");
  refuses("takeOver: without adopt", { takeOver: true }, ["takeOver"], "leave out");
  refuses("plattform", { plattform: forms.huawei }, ["plattform"], "leave out");
});

describe("what every form needs", () => {
  const needed: Record<keyof typeof forms, string[]> = {
    huawei: ["packageName", "appId", "appSecret"],
    honor: ["appId", "clientSecret"],
    xiaomi: ["packageName", "appId", "appSecret"],
    oppo: ["appKey", "appId", "masterSecret", "channelId"],
    vivo: ["appKey", "appId", "appSecret"],
    meizu: ["packageName", "appId", "appSecret"],
  };
  for (const form of Object.values(forms)) {
    for (const field of needed[form.vendor]) {
      row(`${field}: left out`, form, { [field]: undefined }, [field]);
      row(`${field}: empty`, form, { [field]: "" }, [field]);
      row(`${field}: a number`, form, { [field]: 7 }, [field]);
    }
  }
  for (const field of ["keyId", "teamId", "bundleId"]) {
    row(`${field}: left out`, p8Form({ file: p8File }), { [field]: undefined }, [field]);
    row(`${field}: empty`, p8Form({ file: p8File }), { [field]: "" }, [field]);
  }
  row("bundleId: a wildcard", p8Form({ file: p8File }), { bundleId: "com.example.*" }, ["bundleId"]);
  row("keyId: lower case", p8Form({ file: p8File }), { keyId: "abc123defg" }, ["keyId"]);
  row("environment: left out", p8Form({ file: p8File }), { environment: undefined }, ["environment"]);
  row("environment: another", p8Form({ file: p8File }), { environment: "test" }, ["environment"]);
});

describe("single fields", () => {
  row("packageName: one word", forms.huawei, { packageName: "shop" }, ["packageName"]);
  row("packageName: a hyphen", forms.huawei, { packageName: "com.example-shop" }, ["packageName"]);
  row("appId: a space", forms.huawei, { appId: "1045 12345" }, ["appId"]);
  row("appSecret: 201 characters", forms.huawei, { appSecret: long(201) }, ["appSecret"]);
  row("badgeClass: empty", forms.huawei, { badgeClass: "" }, ["badgeClass"]);
  row("channelId: empty", forms.xiaomi, { channelId: "" }, ["channelId"]);
  row("category: empty", forms.vivo, { category: "" }, ["category"]);
  row("importance: lower case", forms.honor, { importance: "low" }, ["importance"]);
  row(
    "a field of another vendor",
    forms.vivo,
    { packageName: "com.example.shop" },
    ["packageName"],
    "leave out",
  );
  row("messageMode: another", fcm, { messageMode: "both" }, ["messageMode"]);
});

describe("what a tap opens", () => {
  const click = (
    title: string,
    form: Bag,
    clickAction: unknown,
    path: string[],
    mend?: Parameters<typeof row>[4],
  ) => row(`clickAction: ${title}`, form, { clickAction }, ["clickAction", ...path], mend);

  click("text", forms.huawei, "application", [], "leave out");
  click("something else", forms.huawei, { opens: "browser" }, ["opens"]);
  click("a web page without its URL", forms.huawei, { opens: "web-page" }, ["url"]);
  for (const url of [
    "",
    "shop.example.com",
    "ftp://shop.example.com",
    "https://",
    "javascript:alert(1)",
    "https://a b",
  ])
    click(`the URL "${url}"`, forms.huawei, { opens: "web-page", url }, ["url"]);
  click("a page by nothing", forms.huawei, { opens: "in-app-page" }, ["intent"]);
  for (const wrong of ["", "intent://x", activity, "intent://x#Intent;end", `${intent};x`])
    click(`the intent "${wrong}"`, forms.xiaomi, { opens: "in-app-page", intent: wrong }, ["intent"]);
  click(
    "an Activity at vivo",
    forms.vivo,
    { opens: "in-app-page", intent, activity },
    ["activity"],
    "leave out",
  );
  click(
    "an intent at Meizu",
    forms.meizu,
    { opens: "in-app-page", activity, intent },
    ["intent"],
    "leave out",
  );
  click("a page by nothing at OPPO", forms.oppo, { opens: "in-app-page" }, [], "leave out");
  click(
    "a page by both at OPPO",
    forms.oppo,
    { opens: "in-app-page", activity, intentAction: activity },
    [],
    "leave out",
  );
  click(
    "a URL where the app is opened",
    forms.huawei,
    { opens: "application", url: "https://x.example" },
    ["url"],
    "leave out",
  );
  const harmonyos = { vendor: "harmonyos", serviceAccount: harmonyosAccount(rsa()) };
  click("a web page at HarmonyOS", harmonyos, { opens: "web-page" }, ["opens"]);
});
