import fc from "fast-check";
import { CreateApplication, CreatePushCertificate, pushForms } from "../../../backend/api";
import { inputs } from "../../depth";
import { options, Served } from "../http/served";
import { formOf, Visitor } from "./visitor";

let served: Served;
let visitor: Visitor;
let at: string;
let certificate: number;
beforeAll(async () => {
  served = await Served.open({ WindowSecondsMin: 0, WindowSecondsMax: 0, ApplicationsPerAccount: 10_000 });
  visitor = new Visitor(served.url);
  await visitor.signIn(served.key);
  const transport = served.transport();
  const { SdkAppId } = await transport.call(
    CreateApplication,
    { Name: "shop", Region: "tokyo", Products: ["chat", "call"], DeletionProtection: true },
    options(),
  );
  at = `/applications/${SdkAppId}`;
  const made = await transport.call(
    CreatePushCertificate,
    {
      SdkAppId,
      Platform: { Vendor: "vivo", AppKey: "k", AppId: "a", ClickAction: { Opens: "application" } },
      Secrets: { AppSecret: "s" },
    },
    options(),
  );
  certificate = made.CertificateId;
});
afterAll(() => served.close());

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.string({ maxLength: 400 }),
  fc.constantFrom(
    "",
    "\0",
    "\ud800",
    "%00",
    "__proto__",
    "administrator",
    "chat",
    "on",
    "-1",
    "1e9",
    "9".repeat(40),
  ),
);

/** An answer that a person can read, and nothing that broke. */
function expectPage({ status, html }: { status: number; html: string }) {
  expect([200, 303, 400, 403, 404, 413]).toContain(status);
  if (status !== 303) expect(html).toMatch(/^<!doctype html>/);
}

test("whatever is filled in, a form is carried out or refused in words", async () => {
  const forms = [
    "/applications/new",
    ...Object.keys(pushForms).map((vendor) => `${at}/add-certificate?Vendor=${vendor}`),
    ...["edit", "add-admin", "add-tag", "change-tag?TagKey=team", "delete", "disable", "enable"].map(
      (name) => `${at}/${name}`,
    ),
    `${at}/edit-certificate?CertificateId=${certificate}`,
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...forms), fc.infiniteStream(text), async (path, texts) => {
      const { html } = await visitor.get(path);
      const fields = Object.keys(formOf(html)).filter((name) => name !== "FormToken");
      const filledIn = Object.fromEntries(fields.map((name) => [name, texts.next().value ?? ""]));
      expectPage(await visitor.fillIn(path, filledIn));
    }),
    { numRuns: inputs(300) },
  );
});

test("whatever stands in an address, there is a page or none", async () => {
  const names = [
    "",
    "/edit",
    "/remove-admin",
    "/change-tag",
    "/remove-tag",
    "/edit-certificate",
    "/claim-trial",
    "/set-webhook",
  ];
  const keys = [
    "UserId",
    "TagKey",
    "CertificateId",
    "Product",
    "To",
    "Vendor",
    "name",
    "tag",
    "status",
    "page",
  ];
  const segment = fc.oneof(
    fc.constant(at),
    text.map((one) => `/applications/${encodeURIComponent(Buffer.from(one).toString())}`),
  );
  await fc.assert(
    fc.asyncProperty(
      segment,
      fc.constantFrom(...names),
      fc.constantFrom(...keys),
      text,
      async (path, name, key, value) => {
        expectPage(await visitor.get(`${path}${name}?${new URLSearchParams({ [key]: value })}`));
      },
    ),
    { numRuns: inputs(300) },
  );
});

test("whatever is sent as a form, it is one or is refused", async () => {
  const types = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "application/json",
    "image/png",
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...types), fc.uint8Array({ maxLength: 300 }), async (type, body) => {
      const headers = { origin: served.url, "content-type": type };
      expectPage(await visitor.send(`${at}/edit`, { method: "POST", body, headers }));
      expectPage(await new Visitor(served.url).send("/sign-in", { method: "POST", body, headers }));
      served.elapsed += 60_000;
    }),
    { numRuns: inputs(100) },
  );
});
