import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { changeIn } from "../../apps/engine/change";
import { goesAlong, type Told, toldBy, toldOfEnd } from "../../apps/engine/told";
import { changesAsJson, changesInWords } from "../../cli/reports/changes";
import { changesAsMarkdown } from "../../cli/reports/changes-markdown";
import { noticesInWords } from "../../cli/reports/notices";
import { notice, printNotice } from "../../provider/lifecycle/run/notice";

const urnOf = (kind: string, name: string) =>
  `urn:pulumi:main::shop::tencentrtc:apps:AppsFromFiles$pulumi-nodejs:dynamic/tencentrtc:${kind}::${name}`;
const going = (kind: string, id: string, state: object, name = "support") =>
  toldOfEnd({ urn: urnOf(kind, name), kind, id, state: { ...state }, settings: undefined });

const step = (op: string, before: object, after?: object): StepEventMetadata =>
  JSON.parse(
    JSON.stringify({
      op,
      type: "pulumi-nodejs:dynamic/tencentrtc:Application",
      urn: urnOf("Application", "support"),
      old: { id: "1999000001", inputs: before, outputs: {} },
      new: after && { id: "1999000001", inputs: after, outputs: {} },
      keys: [],
      logical: true,
      provider: "",
    }),
  );
const of = (one: StepEventMetadata) => [changeIn(one)].flatMap((change) => (change ? [change] : []));
const about = { stack: "main", account: "default", environment: "main" };

describe("the end of a declaration", () => {
  const app = "1999000001";
  const vendor = { platform: { vendor: "huawei" }, certificateId: 9900001 };
  test.each([
    [
      "Application",
      app,
      { deletionPolicy: "delete" },
      "irreversible",
      `Application ${app} is disabled and deleted`,
      /None of the data.*recovered.*Disabling an application stops/,
    ],
    [
      "Application",
      app,
      { deletionPolicy: "delete", enabled: false },
      "irreversible",
      `Application ${app} is disabled and deleted`,
      /^None of the data and services of a deleted application can be recovered\.$/,
    ],
    [
      "Application",
      app,
      { deletionPolicy: "disable" },
      "service-stops",
      `Application ${app} is disabled and stays so`,
      /^Disabling an application stops/,
    ],
    [
      "Application",
      app,
      { deletionPolicy: "delete", deletionProtection: true },
      "refused",
      `Application ${app} is protected, and isn't deleted (OperationDenied.ApplicationProtected): apply deletionProtection: false first, by itself`,
      /^$/,
    ],
    [
      "Application",
      app,
      { deletionPolicy: "delete", editions: { chat: "pro" } },
      "refused",
      `Application ${app} has a paid Chat edition (pro), which support alone deletes (UnauthorizedOperation.PaidEditionContactSupport): open a ticket in the console, or apply deletionPolicy: "retain" first, which gives it up`,
      /^$/,
    ],
    [
      "Application",
      app,
      { deletionPolicy: "delete", editions: { chat: "free-trial", call: "group-call" } },
      "irreversible",
      `Application ${app} is disabled and deleted`,
      /^None of the data/,
    ],
    [
      "Application",
      app,
      { deletionPolicy: "retain" },
      "released",
      `Application ${app} goes on as it is`,
      /^$/,
    ],
    [
      "PushCertificate",
      `${app}/9900001`,
      vendor,
      "pushes-stop",
      `deleting push certificate ${app}/9900001 of huawei`,
      /can't be undone: a new one gets another id/,
    ],
    [
      "Subscription",
      `${app}/call`,
      { edition: "pro" },
      "money",
      `the Call package on Application ${app} is given up and isn't renewed any more`,
      /nothing is refunded/,
    ],
    [
      "Subscription",
      `${app}/call`,
      { edition: "pro", autoRenewal: false },
      "money",
      `the Call package on Application ${app} is given up`,
      /or goes with its application; nothing is refunded/,
    ],
    [
      "Subscription",
      `${app}/chat`,
      { edition: "pro", refundOnDestroy: true },
      "money",
      `the Chat package on Application ${app} is given back for a refund, or lapses where it can't be any more`,
      /suspends its application/,
    ],
  ])("of a %s %s with %j", (kind, id, state, expected, text, statements) => {
    const [one, ...others] = going(kind, id, state);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ kind: expected, text, name: "support", application: "support" });
    expect(one?.statements.join(" ")).toMatch(statements);
  });

  test.each([
    ["PushCertificate", `${app}/9900001`, { ...vendor, adopt: 9900001 }],
    ["Subscription", `${app}/call`, { edition: "pro", adopt: true }],
    ["Subscription", `${app}/call`, { edition: "free-trial", autoRenewal: false }],
    ["Tag", `${app}/team`, {}],
    ["AdminAccount", `${app}/ops`, {}],
  ])("of a %s %s with %j needs no word", (kind, id, state) => expect(going(kind, id, state)).toEqual([]));

  test("of a certificate is told by its application's, where that is deleted", () => {
    const [certificate] = going("PushCertificate", `${app}/9900001`, vendor, "support/huawei");
    if (!certificate) throw new Error("a certificate's end is told");
    expect(goesAlong(certificate, of(step("delete", { deletionPolicy: "delete" })))).toBe(true);
    expect(goesAlong(certificate, of(step("update", { name: "a" }, { name: "b" })))).toBe(false);
  });
});

/** What a preview tells, as providers send it through the engine. */
const told: readonly Told[] = [
  toldBy(
    urnOf("Subscription", "shop/call"),
    printNotice(notice("money", 'this will buy Call "group-call": 2 months', "The price is elsewhere.")),
  ),
  toldBy(urnOf("Application", "support"), printNotice(notice("irreversible", "products: call", "It stays."))),
  toldBy(urnOf("Application", "shop"), printNotice(notice("irreversible", "products: live", "It stays."))),
  toldBy(urnOf("PushCertificate", "shop/fcm"), printNotice(notice("id-changes", "replacing 9900001"))),
  toldBy(urnOf("Application", "news"), printNotice(notice("adoption", 'name: "a|b" → "news"'))),
  toldBy(urnOf("PushCertificate", "shop/apns"), "the certificate expires soon"),
];
const outcome = {
  changes: of(step("update", { name: "a" }, { name: "b" })),
  resources: 6,
  handouts: {},
  told,
  errors: [],
};

describe("a preview's report names what must be known, and every statement once", () => {
  test("in words", () => {
    expect(changesInWords({ ...about, outcome })).toBe(`main: 1 to update
  ~ Application support (1999000001)
      name: "a" → "b"
Money:
  shop/call: this will buy Call "group-call": 2 months
Can't be undone:
  shop: products: live
  support: products: call
Ids change:
  shop/fcm: replacing 9900001
Adoption changes:
  news: name: "a|b" → "news"
Warnings:
  shop/apns: the certificate expires soon
The price is elsewhere.
It stays.`);
  });

  test("for a pull request", () => {
    expect(changesAsMarkdown({ ...about, outcome })).toBe(`### \`main\`: 1 change

> **Money**
>
> - shop/call: this will buy Call "group-call": 2 months

> **Can't be undone**
>
> - shop: products: live
> - support: products: call

> **Ids change**
>
> - shop/fcm: replacing 9900001

> **Adoption changes**
>
> - news: name: "a\\|b" → "news"

> **Warnings**
>
> - shop/apns: the certificate expires soon

> The price is elsewhere.
>
> It stays.

| change | what | property | before | after |
|---|---|---|---|---|
| ✏️ update | Application support (1999000001) | name | "a" | "b" |`);
  });

  test("for scripts", () => {
    expect(changesAsJson({ ...about, outcome })).toMatchObject({
      notices: [
        {
          kind: "money",
          name: "shop/call",
          application: "shop",
          text: 'this will buy Call "group-call": 2 months',
          statements: ["The price is elsewhere."],
        },
        { kind: "irreversible", name: "support" },
        { kind: "irreversible", name: "shop" },
        { kind: "id-changes", name: "shop/fcm" },
        { kind: "adoption", name: "news" },
        { kind: "warning", name: "shop/apns", text: "the certificate expires soon", statements: [] },
      ],
    });
  });

  test("of 300 applications that are destroyed, one line for each", () => {
    const names = Array.from({ length: 300 }, (_, index) => `app-${index}`);
    const lines = noticesInWords(
      names.flatMap((name) => going("Application", "1999000001", { deletionPolicy: "delete" }, name)),
    );
    expect(lines).toHaveLength(1 + 300 + 2);
    expect(lines.join("\n").length).toBeLessThan(20_000);
  });
});

test("what moves a terminal's cursor or turns the reading direction is shown and not done", () => {
  const changes = of(step("update", { name: "a" }, { name: "\u202egniK\u009b2J" }));
  const failed = { changes, resources: 1, handouts: {}, told: [], errors: ["\u001b[2J"] };
  expect(changesInWords({ ...about, outcome: failed })).toBe(
    'main: 1 to update\n  ~ Application support (1999000001)\n      name: "a" → "\u{fffd}gniK\u{fffd}2J"\nerror: \u{fffd}[2J',
  );
});
