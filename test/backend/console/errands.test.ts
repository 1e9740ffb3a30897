import { generateKeyPairSync } from "node:crypto";
import {
  type ApplicationRecord,
  ClaimTrial,
  CreateApplication,
  DescribeSubscriptions,
  ListPushCertificates,
  ModifyApplication,
  PurchaseSubscription,
  SimulateBilling,
} from "../../../backend/api";
import { bundleId, describeWithOpenssl, Openssl, password } from "../../certificates/openssl";
import { options, Served } from "../http/served";
import { formOf, type Seen, textOf, Visitor } from "./visitor";

let served: Served;
let visitor: Visitor;
let at: string;
let SdkAppId: number;
beforeAll(async () => {
  served = await Served.open({ WindowSecondsMin: 240, WindowSecondsMax: 240, ApplicationsPerAccount: 1_000 });
  // Certificates that are made now are good now.
  served.now = Date.now();
  visitor = await Visitor.signedIn(served);
});
afterAll(() => served.close());
beforeEach(async () => {
  SdkAppId = await served.create();
  at = `/applications/${SdkAppId}`;
});

async function record(): Promise<ApplicationRecord> {
  const found = await served.application(SdkAppId);
  if (!found) throw new Error("it is gone");
  return found;
}

const refused = (seen: Seen, field: string, code: string) => {
  expect(seen.status).toBeGreaterThanOrEqual(400);
  expect(seen.html).toContain(`<a href="#field-${field.replaceAll(".", "-")}">`);
  expect(seen.html).toMatch(
    new RegExp(`id="field-${field.replaceAll(".", "-")}"[^>]*aria-invalid="true" autofocus`),
  );
  expect(textOf(seen.html)).toMatch(new RegExp(`${code}\\S* · RequestId [0-9a-f-]{36}`));
};

describe("the status", () => {
  test("goes from Normal over Disabled to nothing, and a page looks again while a window runs", async () => {
    const disabling = await visitor.carryOut(`${at}/disable`);
    expect(textOf(disabling.html)).toMatch(/Disabling until .* UTC \(4 min 0 s\)/);
    expect(disabling.html).toContain('<meta http-equiv="refresh" content="60">');
    expect(disabling.html).not.toMatch(/Enable application|Disable application|Delete application/);
    served.now += 230_000;
    expect((await visitor.get(at)).html).toContain('<meta http-equiv="refresh" content="11">');
    served.now += 10_000;
    const disabled = await visitor.get(at);
    expect(textOf(disabled.html)).toContain("Disabled by hand");
    expect(disabled.html).not.toContain("http-equiv");
    const deleting = await visitor.carryOut(`${at}/delete`, { Confirmation: String(SdkAppId) });
    expect(textOf(deleting.html)).toContain(`Application ${SdkAppId} is being deleted.`);
    expect(textOf((await visitor.get(at)).html)).toContain("Deleting until");
    served.now += 240_000;
    expect((await visitor.get(at)).status).toBe(404);
  });

  test("comes back by enabling", async () => {
    await visitor.carryOut(`${at}/disable`);
    served.now += 240_000;
    const enabling = await visitor.carryOut(`${at}/enable`);
    expect(textOf(enabling.html)).toContain("Enabling until");
    expect(textOf(enabling.html)).not.toContain("users may still enter rooms");
    served.now += 240_000;
    expect((await record()).Status).toBe("Normal");
  });

  test.each(["disable", "delete"])("is stated before: %s", async (verb) => {
    const statement = textOf((await visitor.get(`${at}/${verb}`)).html);
    expect(statement).toContain("It takes 4 min 0 s to take effect everywhere");
    expect(statement).toContain("Call, Conference, RTC Engine, Live and Chat stop together");
    expect(statement).toContain("billed until their rooms are dismissed");
    expect(statement).toContain("Cloud recordings stay in COS or VOD");
  });

  test("is deleted by nobody who didn't type the SDKAppID", async () => {
    await visitor.carryOut(`${at}/disable`);
    served.now += 240_000;
    const seen = await visitor.fillIn(`${at}/delete`, { Confirmation: "yes" });
    refused(seen, "Confirmation", "InvalidParameterValue");
    expect((await record()).Status).toBe("Disabled");
  });

  test("isn't deleted while it is Normal, in the API's words", async () => {
    const seen = await visitor.fillIn(`${at}/delete`, { Confirmation: String(SdkAppId) });
    expect(textOf(seen.html)).toMatch(
      /only a disabled one can be deleted: disable it, .* FailedOperation.ApplicationNotDisabled/,
    );
  });

  test("that billing changed has its cure on the page", async () => {
    await served.admin(SimulateBilling, { SdkAppId, Event: "package-used-up" });
    const page = textOf((await visitor.get(at)).html);
    expect(page).toContain("Disabled package used up");
    expect(page).toContain("To bring it back: its audio/video package is used up: buy a package");
    const seen = await visitor.fillIn(`${at}/enable`);
    expect(textOf(seen.html)).toContain("FailedOperation.Overdue");
  });
});

describe("the settings", () => {
  test("are edited, and what isn't touched stays", async () => {
    await visitor.carryOut(`${at}/edit`, {
      Name: "renamed",
      ApplicationType: "social",
      DeletionProtection: "on",
    });
    expect(await record()).toMatchObject({
      Name: "renamed",
      ApplicationType: "social",
      DeletionProtection: true,
    });
    await visitor.carryOut(`${at}/edit`, { ApplicationType: "" });
    expect(await record()).toMatchObject({
      Name: "renamed",
      ApplicationType: null,
      DeletionProtection: true,
    });
  });

  test("that somebody else changes meanwhile stay", async () => {
    const opened = formOf((await visitor.get(`${at}/edit`)).html);
    await served.transport().call(ModifyApplication, { SdkAppId, Name: "by_another" }, options());
    const refusedFirst = await visitor.post(`${at}/edit`, { ...opened, Description: "not this" });
    await visitor.post(`${at}/edit`, { ...formOf(refusedFirst.html), Description: "but_this" });
    expect(await record()).toMatchObject({ Name: "by_another", Description: "but_this" });
  });

  test("are refused at their field, with what was typed", async () => {
    const seen = await visitor.fillIn(`${at}/edit`, {
      Description: "with spaces",
      ApplicationType: "social",
    });
    refused(seen, "Description", "InvalidParameterValue.Description");
    expect(formOf(seen.html)).toMatchObject({ Description: "with spaces", ApplicationType: "social" });
  });

  test("have the RTC service opened for good", async () => {
    expect(textOf((await visitor.carryOut(`${at}/open-rtc`)).html)).toContain(
      "RTC service on this SDKAppID open",
    );
    expect((await record()).RtcService).toBe(true);
  });
});

describe("an application", () => {
  test("is created", async () => {
    const page = await visitor.carryOut("/applications/new", {
      Name: "made_here",
      Products: ["chat", "call"],
      Region: "frankfurt",
    });
    expect(textOf(page.html)).toMatch(/Application \d+ is there\..*made_here.*Region of Chat data frankfurt/);
  });

  test.each<[string, Record<string, string | string[]>, string, string]>([
    ["a name with a space", { Name: "two words", Products: "chat" }, "Name", "InvalidParameterValue.Name"],
    [
      "a region that is none",
      { Name: "a", Products: "chat", Region: "mars" },
      "Region",
      "InvalidParameterValue.Region",
    ],
  ])("with %s is refused at its field", async (_, fields, field, code) => {
    refused(await visitor.fillIn("/applications/new", fields), field, code);
  });

  test("without a product is refused, with the rest as it was typed", async () => {
    const seen = await visitor.fillIn("/applications/new", { Name: "kept" });
    expect(textOf(seen.html)).toContain("tick at least one");
    expect(formOf(seen.html).Name).toBe("kept");
  });
});

describe("admin accounts", () => {
  test("are added and deleted, all but the default one", async () => {
    const added = await visitor.carryOut(`${at}/add-admin`, { UserId: "ops_admin" });
    expect(textOf(added.html)).toMatch(/2 of 10 .*ops_admin/);
    expect(added.html).not.toContain("remove-admin?UserId=administrator");
    const removed = await visitor.carryOut(`${at}/remove-admin?UserId=ops_admin`);
    expect(textOf(removed.html)).toContain("1 of 10");
  });

  test("of another form are refused at the field", async () => {
    refused(
      await visitor.fillIn(`${at}/add-admin`, { UserId: "@RBT#x" }),
      "UserId",
      "InvalidParameterValue.UserId",
    );
  });

  test("of a declaration say whose they are", async () => {
    const { SdkAppId: id } = await served
      .transport()
      .call(
        CreateApplication,
        { Name: "x", Region: "tokyo", Products: ["chat"], Owner: "org/dev/shop" },
        options(),
      );
    expect(textOf((await visitor.get(`/applications/${id}/edit`)).html)).toContain(
      "A declaration manages this: org/dev/shop . Its next run reports the change as drift",
    );
  });
});

describe("tags", () => {
  const path = (errand: string, key: string) => `${at}/${errand}?TagKey=${encodeURIComponent(key)}`;

  test("are added, changed and taken off, whatever letters they have", async () => {
    const key = "团队 (a/b)";
    const added = await visitor.carryOut(`${at}/add-tag`, { TagKey: key, TagValue: "one" });
    expect(textOf(added.html)).toMatch(/1 of 50 .*团队 \(a\/b\) one/);
    expect(formOf((await visitor.get(path("change-tag", key))).html).TagValue).toBe("one");
    expect(textOf((await visitor.carryOut(path("change-tag", key), { TagValue: "two" })).html)).toContain(
      "two",
    );
    const { html } = await visitor.carryOut(path("remove-tag", key));
    expect(html.slice(html.indexOf('id="tags"'), html.indexOf('id="activity"'))).not.toContain("团队");
  });

  test.each<[string, string, string, string]>([
    ["a reserved key", "project", "x", "TagKey"],
    ["no value", "team", "", "TagValue"],
  ])("with %s are refused at the field", async (_, TagKey, TagValue, field) => {
    const seen = await visitor.fillIn(`${at}/add-tag`, { TagKey, TagValue });
    refused(seen, field, "InvalidParameter");
    expect(formOf(seen.html)).toMatchObject({ TagKey, TagValue });
  });

  test("that are there already are changed and not added", async () => {
    await visitor.carryOut(`${at}/add-tag`, { TagKey: "team", TagValue: "a" });
    const seen = await visitor.fillIn(`${at}/add-tag`, { TagKey: "team", TagValue: "b" });
    expect(textOf(seen.html)).toContain("ResourceInUse.TagKeyAttached");
  });
});

describe("subscriptions", () => {
  test("renew themselves by a press, and no longer by another", async () => {
    await served
      .transport()
      .call(PurchaseSubscription, { SdkAppId, Product: "chat", Edition: "pro", Months: 2 }, options());
    const renewal = async () => {
      const asked = { Subscriptions: [{ SdkAppId, Product: "chat" as const }] };
      const [entry] = (await served.transport().call(DescribeSubscriptions, asked, options())).Entries;
      return entry?.Outcome === "Found" && entry.Subscription.AutoRenewal;
    };
    const path = (to: string) => `${at}/auto-renewal?Product=chat&To=${to}`;
    expect(textOf((await visitor.get(path("on"))).html)).toContain("This spends money.");
    await visitor.carryOut(path("on"));
    expect(await renewal()).toBe(true);
    expect(textOf((await visitor.get(at)).html)).toMatch(/Chat Pro Version details Package ID [0-9a-f]{16}/);
    await visitor.carryOut(path("off"));
    expect(await renewal()).toBe(false);
  });

  test("begin with a trial that is claimed once", async () => {
    const claimed = await visitor.carryOut(`${at}/claim-trial?Product=call-pack`);
    expect(textOf(claimed.html)).toContain("The trial runs.");
    const seen = await visitor.fillIn(`${at}/claim-trial?Product=call-pack`);
    expect(seen.status).toBe(400);
  });
});

describe("webhooks", () => {
  const path = (errand: string) => `${at}/${errand}?Product=call`;
  const Url = "https://example.com/calls?token=s3cr3t";
  const Events = ["Call.CallbackAfterEndCall"];
  beforeEach(() => served.transport().call(ClaimTrial, { SdkAppId, Product: "call-pack" }, options()));

  test("are set, changed and deleted, and nothing secret of an URL is shown again", async () => {
    const set = await visitor.carryOut(path("set-webhook"), { Url, Events });
    expect(textOf(set.html)).toContain("Call https://example.com/calls Call.CallbackAfterEndCall");
    expect(set.html).not.toContain("s3cr3t");
    const form = await visitor.get(path("set-webhook"));
    expect(form.html).not.toContain("s3cr3t");
    expect(formOf(form.html)).toMatchObject({ Url: "", Events: Events[0] });
    const open = await visitor.carryOut(path("set-webhook"), { Url: "https://example.com/open", Events });
    expect(textOf(open.html)).toContain("https://example.com/open");
    const gone = await visitor.carryOut(path("remove-webhook"));
    expect(textOf(gone.html)).toContain("The webhook of Call is deleted.");
    const { html } = gone;
    const part = html.slice(html.indexOf('<h2 id="webhooks">'), html.indexOf('<h2 id="activity">'));
    expect(part).toContain("Set webhook of Call");
    expect(part).not.toContain("https://example.com");
    expect(html).not.toContain("s3cr3t");
  });

  test("that somebody else sets meanwhile aren't overwritten", async () => {
    const opened = formOf((await visitor.get(path("set-webhook"))).html);
    await visitor.carryOut(path("set-webhook"), { Url, Events });
    const late = await visitor.post(path("set-webhook"), {
      ...opened,
      Url: "https://other.example/",
      Events,
    });
    expect(textOf(late.html)).toContain("ResourceInUse.Webhook");
    const seen = formOf((await visitor.get(path("set-webhook"))).html);
    await visitor.carryOut(path("set-webhook"), { Url: "https://example.com/first", Events });
    const later = await visitor.post(path("set-webhook"), { ...seen, Url: "https://other.example/", Events });
    expect(textOf(later.html)).toContain("FailedOperation.WebhookChanged");
  });

  test.each<[string, string, readonly string[], string]>([
    ["no URL", "", Events, "Url"],
    ["another protocol", "ftp://example.com/", Events, "Url"],
    ["no event", Url, [], "Events"],
  ])("with %s are refused at the field", async (_, url, events, field) => {
    refused(await visitor.fillIn(path("set-webhook"), { Url: url, Events: events }), field, "");
  });
});

describe("push certificates", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const p8 = () => new File([String(privateKey.export({ type: "pkcs8", format: "pem" }))], "AuthKey.p8");
  const apns = {
    "Platform.KeyId": "ABC123DEFG",
    "Platform.TeamId": "DEF123GHIJ",
    "Platform.BundleId": bundleId,
  };
  const listed = async () =>
    (await served.transport().call(ListPushCertificates, { SdkAppId }, options())).PushCertificates;

  test("of every vendor have a form whose fields are the contract's", async () => {
    const vendors = [
      ...(await visitor.get(`${at}/vendors`)).html.matchAll(/add-certificate\?Vendor=([\w-]+)/g),
    ];
    const forms: Record<string, string[]> = {};
    for (const [, vendor = ""] of vendors) {
      const { html } = await visitor.get(`${at}/add-certificate?Vendor=${vendor}`);
      forms[vendor] = [...html.matchAll(/ name="(?:Platform|Secrets)\.([\w.]+)"/g)].map(
        ([, name = ""]) => name,
      );
    }
    expect(forms).toEqual({
      "apns-p12": ["Environment", "BundleId", "File", "Password"],
      "apns-p8": ["Environment", "KeyId", "TeamId", "BundleId", "File"],
      fcm: ["MessageMode", "ChannelId", "ServiceAccount", ...click("IntentAction")],
      huawei: [
        "PackageName",
        "AppId",
        "BadgeClass",
        "ChannelId",
        "Category",
        "AppSecret",
        ...click("Intent"),
      ],
      honor: ["AppId", "BadgeClass", "Importance", "ClientSecret", ...click("Intent")],
      xiaomi: ["PackageName", "AppId", "ChannelId", "AppSecret", ...click("Intent")],
      oppo: ["AppKey", "AppId", "ChannelId", "MasterSecret", ...click("Activity", "IntentAction")],
      vivo: ["AppKey", "AppId", "Category", "AppSecret", ...click("Intent")],
      meizu: ["PackageName", "AppId", "AppSecret", ...click("Activity")],
      harmonyos: ["ServiceAccount", "ClickAction.Opens", "ClickAction.IntentAction"],
    });
  });
  const click = (...names: string[]) => ["Opens", "Url", ...names].map((name) => `ClickAction.${name}`);

  test("are added from a file, edited without it, and deleted", async () => {
    const path = `${at}/add-certificate?Vendor=apns-p8`;
    const added = await visitor.carryOut(path, {
      ...apns,
      "Platform.Environment": "production",
      "Secrets.File": p8(),
    });
    expect(textOf(added.html)).toMatch(/apns-p8, production com\.example\.shop never/);
    const [before] = await listed();
    const about = `CertificateId=${before?.CertificateId}`;
    await visitor.carryOut(`${at}/edit-certificate?${about}`, { "Platform.BundleId": "com.example.other" });
    const [after] = await listed();
    expect(after).toMatchObject({ CertificateId: before?.CertificateId, Fingerprint: before?.Fingerprint });
    expect(after?.Platform).toMatchObject({ BundleId: "com.example.other", Environment: "production" });
    await visitor.carryOut(`${at}/remove-certificate?${about}`);
    expect(await listed()).toEqual([]);
  });

  test("say what a tap opens", async () => {
    await visitor.carryOut(`${at}/add-certificate?Vendor=huawei`, {
      "Platform.PackageName": "com.example.shop",
      "Platform.AppId": "104512345",
      "Secrets.AppSecret": "3f9a0c57d1e84b62",
      "Platform.ClickAction.Opens": "web-page",
      "Platform.ClickAction.Url": "https://shop.example.com/news",
    });
    expect((await listed())[0]?.Platform).toMatchObject({
      ClickAction: { Opens: "web-page", Url: "https://shop.example.com/news" },
    });
    const { html } = await visitor.get(
      `${at}/edit-certificate?CertificateId=${(await listed())[0]?.CertificateId}`,
    );
    expect(formOf(html)).toMatchObject({
      "Platform.ClickAction.Opens": "web-page",
      "Platform.ClickAction.Url": "https://shop.example.com/news",
      "Secrets.AppSecret": "",
    });
  });

  test.each<[string, string, Record<string, string | File>, string]>([
    ["no file", "apns-p8", apns, "Secrets.File"],
    ["a file that is none", "apns-p8", { ...apns, "Secrets.File": new File(["x"], "x.p8") }, "Secrets.File"],
    ["another form of bundle id", "apns-p8", { ...apns, "Platform.BundleId": "*" }, "Platform.BundleId"],
    ["no AppID", "vivo", { "Platform.AppKey": "k", "Secrets.AppSecret": "s" }, "Platform.AppId"],
  ])("with %s are refused at the field", async (_, vendor, fields, field) => {
    const seen = await visitor.fillIn(`${at}/add-certificate?Vendor=${vendor}`, fields);
    expect(seen.html).toContain(`<a href="#field-${field.replaceAll(".", "-")}">`);
    expect(await listed()).toEqual([]);
  });

  describeWithOpenssl("as .p12", () => {
    const openssl = new Openssl();
    afterAll(() => openssl.close());

    test("are opened at once: a wrong password is said, the right one is never said", async () => {
      const p12 = new File([openssl.p12(openssl.certificate(), ["-iter", "1"], password)], "push.p12");
      const fields = { "Platform.Environment": "production", "Secrets.File": p12 };
      const path = `${at}/add-certificate?Vendor=apns-p12`;
      const wrong = await visitor.fillIn(path, { ...fields, "Secrets.Password": "not-it-4711" });
      expect(textOf(wrong.html)).toContain("FailedOperation.CertificateInvalid");
      expect(wrong.html).not.toContain("not-it-4711");
      const added = await visitor.carryOut(path, { ...fields, "Secrets.Password": password });
      expect(added.html).not.toContain(password);
      const [certificate] = await listed();
      const ends = certificate?.NotAfter?.slice(0, 10) ?? "no end";
      expect(textOf(added.html)).toContain(ends);
      expect(textOf((await visitor.get("/certificates")).html)).toContain(ends);
      expect(textOf((await visitor.get(`/applications?name=${SdkAppId}`)).html)).toContain(`1, ends ${ends}`);
    });
  });
});
