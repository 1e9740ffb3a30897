import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import {
  CreateApplication,
  DescribeApplications,
  PurchaseSubscription,
  RefundSubscription,
  SimulateApplication,
} from "../../../backend/api";
import { inputs } from "../../depth";
import { options, Served } from "../http/served";
import { textOf, Visitor } from "./visitor";

let served: Served;
let visitor: Visitor;
let id: number;
let at: string;
beforeAll(async () => {
  served = await Served.open({ WindowSecondsMin: 240, WindowSecondsMax: 240 });
  visitor = await Visitor.signedIn(served);
  id = await served.create({ Products: ["chat", "call"] });
  at = `/applications/${id}`;
});
afterAll(() => served.close());

/** Every page that can be had by looking. */
const pages = (): string[] => [
  "/sign-in",
  "/applications",
  "/applications?name=shop&tag=team&status=Normal&page=1",
  "/applications/new",
  "/certificates",
  "/activity",
  "/activity?app=1999000001&actor=console",
  at,
  ...[
    "disable",
    "edit",
    "open-rtc",
    "upgrade-key",
    "add-admin",
    "remove-admin?UserId=ops",
    "vendors",
    "add-certificate?Vendor=apns-p12",
    "add-certificate?Vendor=oppo",
    "add-tag",
    "change-tag?TagKey=team",
    "remove-tag?TagKey=team",
    "auto-renewal?Product=chat&To=on",
    "claim-trial?Product=call",
    "set-webhook?Product=call",
    "remove-webhook?Product=call",
    "enable",
    "delete",
  ].map((name) => `${at}/${name}`),
];
/** Those that say no. */
const refusals = () => [
  "/nowhere",
  "/applications/1",
  "/applications/x",
  `${at}/nothing`,
  `${at}/edit-certificate`,
];

describe("every page", () => {
  test("allows no script, no inline style, no frame and no other origin", async () => {
    for (const path of [...pages(), ...refusals()]) {
      const { headers, html } = await visitor.get(path);
      expect(headers.get("content-security-policy")).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(html).not.toMatch(/<script|<style|style=|javascript:| on[a-z]+=/i);
    }
  });

  test("says that the backend is simulated, and has a title, one heading, landmarks and a skip link", async () => {
    for (const path of [...pages(), ...refusals()]) {
      const { html } = await visitor.get(path);
      expect(html).toContain("Simulated backend.");
      expect(html.match(/<h1>/g)).toHaveLength(1);
      expect(html).toMatch(/<html lang="en">.*<title>[^<]+ · tencentrtc console<\/title>/s);
      expect(html).toMatch(/<a class="skip" href="#main">.*<header>.*<main id="main"/s);
    }
  });

  test("names each of its fields, and the row and column of each cell", async () => {
    for (const path of pages()) {
      const { html } = await visitor.get(path);
      for (const [, id] of html.matchAll(/<(?:input|select|textarea)[^>]* id="([^"]+)"/g)) {
        expect(html).toContain(`<label for="${id}">`);
      }
      for (const [, described = ""] of html.matchAll(/aria-(?:describedby|labelledby)="([^"]+)"/g)) {
        for (const name of described.split(" ")) expect(html).toContain(`id="${name}"`);
      }
      expect(html.match(/<td(?! role="cell" data-label)/g)).toBeNull();
      const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, name]) => name);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test("answers that it isn't there by its status", async () => {
    for (const path of refusals()) expect((await visitor.get(path)).status).toBe(404);
  });

  test("has its one stylesheet from here, kept by browsers under a name of its content", async () => {
    const [, path = ""] =
      /href="\/console(\/[0-9a-f]{16}\.css)"/.exec((await visitor.get("/sign-in")).html) ?? [];
    const { status, headers, html } = await visitor.get(path);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(headers.get("cache-control")).toContain("immutable");
    expect(html).toContain("prefers-color-scheme: dark");
  });
});

describe("what users wrote", () => {
  const rename = (Name: string, Description: string, ApplicationType: string) =>
    served.admin(SimulateApplication, { SdkAppId: id, Name, Description, ApplicationType });
  afterAll(() => rename("shop", "", "x"));

  const hostile = fc.string({
    unit: fc.constantFrom(
      "<",
      ">",
      '"',
      "'",
      "&",
      "a",
      " ",
      "=",
      "/",
      "`",
      "{",
      "}",
      "\u202e",
      "\n",
      "</textarea>",
      "<script>",
      "&lt;",
      "]]>",
      "<!--",
    ),
    minLength: 1,
    maxLength: 20,
  });

  test("stays text, wherever it stands", async () => {
    const shapeOf = (html: string) => [...html.matchAll(/<\/?[a-z0-9]+/g)].map(([tag]) => tag);
    // The log fills its pages first, so that one more change doesn't lengthen them.
    for (let number = 0; number <= 50; number += 1) await rename(`plain_${number}`, "plain", "plain");
    const views = ["/applications", "/activity", at, `${at}/edit`, `${at}/disable`, `${at}/vendors`];
    const shapes = await Promise.all(views.map(async (path) => shapeOf((await visitor.get(path)).html)));
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (name, description, type) => {
        await rename(name, description, type);
        const seen = await Promise.all(views.map(async (path) => shapeOf((await visitor.get(path)).html)));
        expect(seen).toEqual(shapes);
      }),
      { numRuns: inputs(40) },
    );
  });

  test("neither turns the reading direction nor hides characters, and comes back from a form as it was", async () => {
    const name = "evil\u202egpj.exe\u200b";
    await rename(name, "line\nline <b>", "x");
    const { html } = await visitor.get("/applications");
    expect(html).not.toMatch(/[\u202e\u200b]/);
    expect(html).toContain("<bdi>evil\ufffdgpj.exe\ufffd</bdi>");
    // No rule allows any of these, so that only what stays untouched can be saved.
    await visitor.carryOut(`${at}/edit`, { ApplicationType: "social" });
    const { Entries } = await served.transport().call(DescribeApplications, { SdkAppIds: [id] }, options());
    expect(Entries).toMatchObject([
      { Application: { Name: name, Description: "line\nline <b>", ApplicationType: "social" } },
    ]);
  });

  test("in an address is no more trusted", async () => {
    for (const path of [
      `/applications?name=${encodeURIComponent('"><script>')}&page=${encodeURIComponent('"><b>')}`,
      `${at}/remove-admin?UserId=${encodeURIComponent("<script>alert(1)</script>")}`,
      `${at}/change-tag?TagKey=${encodeURIComponent('"><script>')}`,
      `${at}/__proto__`,
      `${at}/add-certificate?Vendor=constructor`,
    ]) {
      const { html, status } = await visitor.get(path);
      expect(status).toBeLessThan(500);
      expect(html).not.toContain("<script");
    }
  });
});

describe("secrets", () => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const p8 = String(privateKey.export({ type: "pkcs8", format: "pem" }));
  const lines = p8.split("\n").filter((line) => /^[A-Za-z0-9+/=]{20,}$/.test(line));
  const vendorSecret = "planted-vendor-secret-4711";
  let secretKey = "";

  beforeAll(async () => {
    await visitor.carryOut(`${at}/add-certificate?Vendor=apns-p8`, {
      "Platform.KeyId": "ABC123DEFG",
      "Platform.TeamId": "DEF123GHIJ",
      "Platform.BundleId": "com.example.shop",
      "Secrets.File": new File([p8], "AuthKey.p8"),
    });
    await visitor.carryOut(`${at}/add-certificate?Vendor=huawei`, {
      "Platform.PackageName": "com.example.shop",
      "Platform.AppId": "104512345",
      "Secrets.AppSecret": vendorSecret,
    });
    const { Entries } = await served
      .transport()
      .call(DescribeApplications, { SdkAppIds: [id], WithSecrets: true }, options());
    const [entry] = Entries;
    secretKey = (entry?.Outcome === "Found" && entry.Application.SecretKey) || "";
  });

  test("are on no page, in no header and in no log", async () => {
    const certificates = [...(await visitor.get(at)).html.matchAll(/edit-certificate\?CertificateId=(\d+)/g)];
    expect(certificates).toHaveLength(2);
    const edits = certificates.map(([path]) => `${at}/${path}`);
    const secrets = [secretKey, vendorSecret, served.key.secretKey, ...lines];
    for (const path of [...pages(), ...refusals(), ...edits]) {
      const { html, headers } = await visitor.get(path);
      for (const secret of secrets) expect(html + JSON.stringify([...headers])).not.toContain(secret);
    }
    for (const secret of secrets) expect(served.logged.join("")).not.toContain(secret);
  });

  test("don't come back with a form that was refused", async () => {
    const refused = await visitor.fillIn(`${at}/add-certificate?Vendor=huawei`, {
      "Platform.PackageName": "no package",
      "Platform.AppId": "104512345",
      "Secrets.AppSecret": vendorSecret,
    });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain("104512345");
    expect(refused.html).not.toContain(vendorSecret);
  });

  test("of an application are shown on a press, by a form alone, to nobody's cache", async () => {
    const { html } = await visitor.get(at);
    const [, FormToken = ""] =
      /\/secret"><input type="hidden" name="FormToken" value="([^"]+)"/.exec(html) ?? [];
    expect((await visitor.get(`${at}/secret`)).status).toBe(404);
    const shown = await visitor.post(`${at}/secret`, { FormToken });
    expect(shown.html).toContain(secretKey);
    expect(shown.headers.get("cache-control")).toBe("no-store");
    expect(textOf((await visitor.get(at)).html)).not.toContain(secretKey);
  });

  test("of an application from before 2019-08-15 are both parts of its pair, until its upgrade", async () => {
    await served.admin(SimulateApplication, { SdkAppId: id, SignatureAlgorithm: "ECDSA-SHA256" });
    const { html } = await visitor.get(at);
    const [, FormToken = ""] =
      /\/secret"><input type="hidden" name="FormToken" value="([^"]+)"/.exec(html) ?? [];
    const pair = (await visitor.post(`${at}/secret`, { FormToken })).html;
    expect(pair).toContain("BEGIN PUBLIC KEY");
    expect(pair).toContain("BEGIN PRIVATE KEY");
    const upgraded = textOf((await visitor.carryOut(`${at}/upgrade-key`)).html);
    expect(upgraded).toContain("Signature algorithm HMAC-SHA256");
    expect(upgraded).not.toContain("Upgrade to HMAC-SHA256");
  });
});

test("what was given back offers no renewal, shows no date to come, and its application says why it rests", async () => {
  const transport = served.transport();
  const Owner = "organization::dev::shop::my:Team::shop";
  const { SdkAppId } = await transport.call(
    CreateApplication,
    { Name: "refunded", Region: "tokyo", Products: ["chat", "call"], Owner },
    options(),
  );
  const order = { SdkAppId, Product: "chat", Edition: "pro", Months: 12 } as const;
  await transport.call(PurchaseSubscription, { ...order, AutoRenewal: true }, options());
  const here = `/applications/${SdkAppId}`;
  expect(textOf((await visitor.get(here)).html)).toContain("Turn off auto-renewal of Chat");
  await transport.call(RefundSubscription, { SdkAppId, Product: "chat" }, options());
  const { html } = await visitor.get(here);
  const page = textOf(html);
  expect(page).not.toContain("auto-renewal of Chat");
  expect(page).toContain("Expired refunded");
  expect(page).toMatch(/Chat Pro Refunded .* Disabled – – refunded –/);
  expect(page).toContain("Billing: nothing due → refund; Billing since: never → 2026-03-01 00:00:00 UTC");
  expect(page).toContain("Chat package; auto-renewal: on → off; refunded: never → 2026-03-01 00:00:00 UTC");
  expect(page).toContain("Chat package; Pro for 12 months, until 2027-03-01 00:00:00 UTC");
  expect(page).toContain('created: Name "refunded", Region tokyo, Products chat, call');
  expect(page).toMatch(/Managed by shop\/dev shop/);
  expect(html).toContain(`title="${Owner}"`);
  expect(textOf((await visitor.get("/applications")).html)).toMatch(
    /refunded \d+ Expired refunded tokyo Chat Pro, refunded Call/,
  );
  const edit = textOf((await visitor.get(`${here}/edit`)).html);
  expect(edit).toContain("A declaration manages this: shop/dev shop . ");
});

test("a trial is offered beside the version, and each section of the page has a link", async () => {
  const { html } = await visitor.get(at);
  const row = html.split('<tr role="row">').find((text) => text.includes(">Call</th>")) ?? "";
  const cells = row.split("</tr>")[0]?.split('<td role="cell"') ?? [];
  expect(cells.filter((cell) => cell.includes("claim-trial"))).toEqual([
    expect.stringContaining('"Version"'),
  ]);
  const links = [...html.matchAll(/<li><a href="#([a-z-]+)">/g)].map(([, target]) => target);
  const sections = [...html.matchAll(/<h2 id="([a-z-]+)">/g)].map(([, target]) => target);
  expect(links).toEqual(sections);
});
