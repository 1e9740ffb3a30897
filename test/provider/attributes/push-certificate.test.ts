import type { Bag } from "../../../ground/bag";
import { application, idOf, pushCertificate } from "../engine/declarations";
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
import { attributeTable } from "./table";

const two = [application("other"), application("app")];
const app = idOf("app");
const modify = { writes: ["ModifyPushCertificate"] };
const anew = { writes: ["DeletePushCertificate", "CreatePushCertificate"] };

const declared = (inputs: Bag) => [...two, pushCertificate("push", { application: app, ...inputs })];
/** A table over the fields of one form. */
const formTable = (form: Bag) =>
  attributeTable(({ application: other, timeouts, ...fields }) =>
    declared({
      ...(other !== undefined && { application: other }),
      ...(timeouts !== undefined && { timeouts }),
      platform: { ...form, ...fields },
    }),
  );
const page = (extra: Bag) => ({ clickAction: { opens: "in-app-page", ...extra } });
const web = { clickAction: { opens: "web-page", url: "https://shop.example.com/news" } };
const plain = { clickAction: { opens: "application" } };

const keyFile = p8();
const otherKeyFile = p8();
const rsaKey = rsa();
const otherRsaKey = rsa();

describe("every form", () => {
  const { keeps, updates, replaces } = formTable(forms.huawei);
  keeps("unchanged", {}, {});
  replaces("application: value to value", {}, { application: idOf("other") }, anew);
  updates("timeouts: unset to value", {}, { timeouts: { create: "1m" } });
  updates("timeouts: value to unset", { timeouts: { create: "1m" } }, {});
  keeps("clickAction: unset to the default", {}, plain);
  keeps("clickAction: the default to unset", plain, {});
  updates("clickAction: unset to a web page", {}, web, modify);
  updates("clickAction: a web page to unset", web, {}, modify);
  updates("clickAction: a web page to a page of the app", web, page({ intent }), modify);
});

describe("vendor", () => {
  const { replaces } = attributeTable((platform) => declared({ platform }));
  replaces("huawei to honor", forms.huawei, forms.honor, anew);
  replaces("oppo to vivo", forms.oppo, forms.vivo, anew);
  replaces("a .p8 to a vendor of Android", p8Form({ file: keyFile }), forms.xiaomi, anew);
});

describe("APNs .p8", () => {
  const { keeps, updates, replaces } = formTable(p8Form({ file: keyFile }));
  keeps("file: the same as base64", {}, { file: Buffer.from(keyFile).toString("base64") });
  updates("file: value to value", {}, { file: otherKeyFile }, modify);
  updates("keyId: value to value", {}, { keyId: "XYZ123DEFG" }, modify);
  updates("teamId: value to value", {}, { teamId: "XYZ123GHIJ" }, modify);
  updates("bundleId: value to value", {}, { bundleId: "com.example.other" }, modify);
  replaces("environment: value to value", {}, { environment: "development" }, anew);
});

describe("FCM v1", () => {
  const { keeps, updates } = formTable({ vendor: "fcm", serviceAccount: fcmAccount(rsaKey) });
  keeps(
    "serviceAccount: the same key, laid out otherwise",
    {},
    { serviceAccount: JSON.stringify(JSON.parse(fcmAccount(rsaKey)), null, 2) },
  );
  updates("serviceAccount: value to value", {}, { serviceAccount: fcmAccount(otherRsaKey) }, modify);
  keeps("messageMode: unset to the default", {}, { messageMode: "notification" });
  updates("messageMode: unset to value", {}, { messageMode: "data" }, modify);
  updates("messageMode: value to unset", { messageMode: "data" }, {}, modify);
  updates("channelId: unset to value", {}, { channelId: "chat" }, modify);
  updates("channelId: value to unset", { channelId: "chat" }, {}, modify);
  updates("clickAction: unset to a page", {}, page({ intentAction: "com.example.shop.CHAT" }), modify);
});

describe("Huawei", () => {
  const { updates } = formTable(forms.huawei);
  updates("packageName: value to value", {}, { packageName: "com.example.other" }, modify);
  updates("appId: value to value", {}, { appId: "104599999" }, modify);
  updates("appSecret: value to value", {}, { appSecret: "another-secret-1" }, modify);
  updates("badgeClass: unset to value", {}, { badgeClass: activity }, modify);
  updates("badgeClass: value to unset", { badgeClass: activity }, {}, modify);
  updates("channelId: value to value", { channelId: "a" }, { channelId: "b" }, modify);
  updates("category: unset to value", {}, { category: "IM" }, modify);
  updates("category: value to unset", { category: "IM" }, {}, modify);
});

describe("HONOR", () => {
  const { updates } = formTable(forms.honor);
  updates("clientSecret: value to value", {}, { clientSecret: "another-secret-1" }, modify);
  updates("importance: unset to value", {}, { importance: "NORMAL" }, modify);
  updates("importance: value to value", { importance: "NORMAL" }, { importance: "LOW" }, modify);
  updates("importance: value to unset", { importance: "NORMAL" }, {}, modify);
  updates("badgeClass: unset to value", {}, { badgeClass: activity }, modify);
  updates("clickAction: unset to a page", {}, page({ intent }), modify);
});

describe("Xiaomi", () => {
  const { updates } = formTable(forms.xiaomi);
  updates("channelId: unset to value", {}, { channelId: "chat" }, modify);
  updates("channelId: value to unset", { channelId: "chat" }, {}, modify);
  updates("appSecret: value to value", {}, { appSecret: "another-secret-1" }, modify);
  updates("clickAction: unset to a page", {}, page({ intent }), modify);
});

describe("OPPO", () => {
  const { updates } = formTable(forms.oppo);
  updates("appKey: value to value", {}, { appKey: "0000000000000000" }, modify);
  updates("masterSecret: value to value", {}, { masterSecret: "another-secret-1" }, modify);
  updates("channelId: value to value", {}, { channelId: "other" }, modify);
  updates(
    "clickAction: an Activity to an action",
    page({ activity }),
    page({ intentAction: activity }),
    modify,
  );
});

describe("vivo", () => {
  const { updates } = formTable(forms.vivo);
  updates("appKey: value to value", {}, { appKey: "0000000000000000" }, modify);
  updates("category: unset to value", {}, { category: "IM" }, modify);
  updates("category: value to unset", { category: "IM" }, {}, modify);
  updates("clickAction: unset to a page", {}, page({ intent }), modify);
});

describe("Meizu", () => {
  const { updates } = formTable(forms.meizu);
  updates("packageName: value to value", {}, { packageName: "com.example.other" }, modify);
  updates("clickAction: unset to a page", {}, page({ activity }), modify);
});

describe("HarmonyOS", () => {
  const { keeps, updates } = formTable({ vendor: "harmonyos", serviceAccount: harmonyosAccount(rsaKey) });
  keeps("unchanged", {}, {});
  updates("serviceAccount: value to value", {}, { serviceAccount: harmonyosAccount(otherRsaKey) }, modify);
  updates("clickAction: unset to a page", {}, page({ intentAction: "com.example.shop.CHAT" }), modify);
});
