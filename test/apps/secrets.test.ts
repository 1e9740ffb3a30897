import { ApplicationSource } from "../../apps/load/application-source";
import { printMistake } from "../../apps/load/mistake";

const head =
  "application: shop\nproducts: [chat]\nregion: tokyo\ncertificates:\n  - name: huawei\n    platform:\n      vendor: huawei\n      packageName: com.example.shop\n      appId: '104512345'\n";
const planted = "3f9a0c57d1e84b62";
const rule =
  "must say where the secret is and not be it: `env:NAME`, `file:path` from this file's folder, or `config:key` of the stack";

const faults = (text: string) => new ApplicationSource("shop.yaml", text).faults.map(printMistake);

test.each([
  ["a secret itself", planted],
  ["a number", "12345678"],
  ["a reference without a name", '"env:"'],
  ["another kind of reference", '"vault:secret/huawei"'],
])("%s is refused, and not repeated", (_, secret) => {
  const said = faults(`${head}      appSecret: ${secret}\n`);
  expect(said).toEqual([`shop.yaml:10:18: certificates.0.platform.appSecret ${rule}`]);
  expect(said.join()).not.toContain(planted);
});

test("a number in whose place every environment has another is refused, and not repeated", () => {
  const overlay = "[{ name: huawei, platform: { appSecret: 'env:HUAWEI_SECRET' } }]";
  const text = `${head}      appSecret: 12345678\nenvironments:\n  dev: { certificates: ${overlay} }\n`;
  expect(faults(text)).toEqual([`shop.yaml:10:18: certificates.0.platform.appSecret ${rule}`]);
});

test.each(["env:HUAWEI_SECRET", "file:secrets/huawei.txt", "config:huaweiSecret"])(
  "%s is fine",
  (reference) => {
    expect(faults(`${head}      appSecret: ${reference}\n`)).toEqual([]);
  },
);

test("a secret that isn't there", () => {
  const said = faults(head);
  expect(said).toEqual([
    expect.stringMatching(/^shop\.yaml:6:5: certificates\.0\.platform\.appSecret is required/),
  ]);
});

test("what a run needs and doesn't have is told with its place", () => {
  const source = new ApplicationSource("shop.yaml", `${head}      appSecret: env:HUAWEI_SECRET\n`);
  expect(source.missingSecrets("main", { variables: {} }).map(printMistake)).toEqual([
    "shop.yaml:10:18: certificates.0.platform.appSecret names HUAWEI_SECRET, which isn't set",
  ]);
  expect(source.missingSecrets("main", { variables: { HUAWEI_SECRET: planted } })).toEqual([]);
});

test("a secret of the stack is looked for where a stack is open", () => {
  const source = new ApplicationSource("shop.yaml", `${head}      appSecret: config:huaweiSecret\n`);
  const missing = (hasConfig: (key: string) => boolean) =>
    source.missingSecrets("main", { variables: {}, hasConfig }).map(printMistake);
  expect(missing(() => false)).toEqual([
    "shop.yaml:10:18: certificates.0.platform.appSecret names a secret that the stack doesn't have: `pulumi config set --secret huaweiSecret`",
  ]);
  expect(missing((key) => key === "huaweiSecret")).toEqual([]);
  expect(source.missingSecrets("main", { variables: {} })).toEqual([]);
});

test("a file by its path from the file that names it", () => {
  const text =
    "application: shop\nproducts: [chat]\nregion: tokyo\ncertificates:\n  - name: ios\n    platform:\n      vendor: apns-p12\n      environment: production\n      file: certs/push.p12\n      password: env:P12_PASSWORD\n";
  const source = new ApplicationSource("apps/shop.yaml", text);
  expect(source.faults.map(printMistake)).toEqual([]);
  expect(source.missingSecrets("main", { variables: { P12_PASSWORD: "x" } }).map(printMistake)).toEqual([
    "apps/shop.yaml:9:13: certificates.0.platform.file names a file that isn't there",
  ]);
});

describe("a file in the place of its path", () => {
  const apns =
    "application: shop\nproducts: [chat]\nregion: tokyo\ncertificates:\n  - name: ios\n    platform:\n      vendor: apns-p12\n      environment: production\n      password: env:P12_PASSWORD\n";
  const pem = `-----BEGIN PRIVATE KEY-----\n${planted}\n-----END PRIVATE KEY-----`;

  test.each([
    ["a key", JSON.stringify(pem)],
    ["a key in lines of its own", `|\n        ${pem.split("\n").join("\n        ")}`],
    ["a key folded into one line", `>-\n        ${pem.split("\n").join("\n        ")}`],
    ["base64", Buffer.from(planted.repeat(8)).toString("base64")],
    ["base64 in lines", JSON.stringify(`${planted}\n${planted}`)],
    ["base64 in a URL", `data:application/x-pkcs12;base64,${planted}`],
    ["JSON", `'{"private_key": "${planted}"}'`],
    ["a map", `{ private_key: ${planted} }`],
    ["nothing", '""'],
  ])("%s is refused, and not repeated", (_, file) => {
    const said = faults(`${apns}      file: ${file}\n`);
    expect(said).toEqual([
      "shop.yaml:10:13: certificates.0.platform.file must be the path of the file from this file's folder, or where its contents are: `env:NAME` or `config:key` of the stack; never the contents",
    ]);
  });

  test.each([
    "certs/push.p12",
    "../keys/Push Production (2026).p12",
    "/srv/infrastructure/applications/production/singapore/customers/certificates/push.p12",
    "env:P12_FILE",
    "config:p12File",
  ])("%s is fine", (file) => expect(faults(`${apns}      file: ${file}\n`)).toEqual([]));
});

test("an overlay puts another secret in the place of one", () => {
  const text = `${head}      appSecret: env:DEV_SECRET\nenvironments:\n  dev:\n  prod:\n    certificates:\n      - name: huawei\n        platform: { appSecret: env:PROD_SECRET }\n`;
  const source = new ApplicationSource("shop.yaml", text);
  expect(source.faults).toEqual([]);
  expect(source.missingSecrets("dev", { variables: {} }).map(({ line }) => line)).toEqual([10]);
  expect(source.missingSecrets("prod", { variables: {} }).map(({ line }) => line)).toEqual([16]);
});

describe("an URL of a webhook, which is secret where it has a query", () => {
  const hook = (url: string) =>
    `application: shop\nproducts: [chat, call]\nregion: tokyo\nwebhooks:\n  - product: call\n    url: ${url}\n    events: [Call.CallbackAfterEndCall]\n`;

  test.each(["https://example.com/calls", "http://example.com", "env:CALLS_URL", "config:callsUrl"])(
    "%s is fine",
    (url) => {
      expect(faults(hook(url))).toEqual([]);
    },
  );

  test.each([
    ["with a query", `https://example.com/calls?token=${planted}`],
    ["with user information", `https://ops:${planted}@example.com/calls`],
    ["that is none", planted],
  ])("one %s is refused, and not repeated", (_, url) => {
    const said = faults(hook(url));
    expect(said).toEqual([
      expect.stringMatching(
        /^shop\.yaml:6:10: webhooks\.0\.url must be one without anything secret in it, or say where the secret is/,
      ),
    ]);
    expect(said.join()).not.toContain(planted);
  });

  test("at a reference has to be there", () => {
    const source = new ApplicationSource("shop.yaml", hook("env:CALLS_URL"));
    expect(source.missingSecrets("main", { variables: {} }).map(printMistake)).toEqual([
      "shop.yaml:6:10: webhooks.0.url names CALLS_URL, which isn't set",
    ]);
    expect(source.openedNow({ CALLS_URL: "no URL" }).faults.map(printMistake)).toEqual([
      expect.stringMatching(/^shop\.yaml:6:10: webhooks\.0\.url must be an URL/),
    ]);
  });
});
