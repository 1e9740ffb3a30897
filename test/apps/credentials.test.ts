import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApplicationSource } from "../../apps/load/application-source";
import { printMistake } from "../../apps/load/mistake";
import { fcmAccount, p8, rsa } from "../provider/push-certificate/forms";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-credentials-"));
  mkdirSync(join(folder, "certs"));
  const files = {
    "push.p8": p8(),
    "other.p8": "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    "fcm.json": fcmAccount(rsa()),
    "half.json": fcmAccount(rsa(), { project_id: undefined }),
    "push.p12": "no p12 at all",
    "secret.txt": "3f9a0c57d1e84b62\n",
    "two-lines.txt": "3f9a0c57d1e84b62\nmore\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, "certs", name), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

const apple = (file: string) =>
  `{ vendor: apns-p8, environment: production, file: ${file}, keyId: ABC123DEFG, teamId: DEF123GHIJ, bundleId: com.example.shop }`;
const fcm = (file: string) => `{ vendor: fcm, serviceAccount: ${file} }`;
const p12 = (file: string, password: string) =>
  `{ vendor: apns-p12, environment: production, bundleId: com.example.shop, file: ${file}, password: ${password} }`;
const huawei = (appSecret: string) =>
  `{ vendor: huawei, packageName: com.example.shop, appId: "104512345", appSecret: ${appSecret} }`;
const source = (...platforms: readonly string[]) =>
  new ApplicationSource(
    "shop.yaml",
    [
      "application: shop\nproducts: [chat]\nregion: tokyo\ncertificates:",
      ...platforms.map((platform, index) => `  - { name: c${index}, platform: ${platform} }`),
      "",
    ].join("\n"),
    folder,
  );
const said = async (one: ApplicationSource, variables: NodeJS.ProcessEnv = {}) => {
  const { faults, unopened } = await one.opened(variables);
  // At once or in a thread, the same.
  expect(one.openedNow(variables)).toEqual({ faults, unopened });
  return { faults: faults.map(printMistake), unopened };
};

test("sound credentials are opened without a word", async () => {
  const one = source(apple("certs/push.p8"), fcm("certs/fcm.json"), huawei("file:certs/secret.txt"));
  expect(one.faults).toEqual([]);
  expect(await said(one)).toEqual({ faults: [], unopened: 0 });
});

test("every wrong one is told at once, each at its place", async () => {
  const one = source(
    apple("certs/other.p8"),
    fcm("certs/half.json"),
    p12("certs/push.p12", "env:PASSWORD"),
    apple("certs/gone.p8"),
    huawei("file:certs/two-lines.txt"),
    huawei("file:certs/gone.txt"),
  );
  const { faults, unopened } = await said(one, { PASSWORD: "x" });
  expect(faults).toEqual([
    expect.stringMatching(/^shop\.yaml:5:\d+: certificates\.0\.platform\.file .*certificate/),
    expect.stringMatching(/^shop\.yaml:6:\d+: certificates\.1\.platform\.serviceAccount /),
    expect.stringMatching(/^shop\.yaml:7:\d+: certificates\.2\.platform\.file /),
    expect.stringMatching(
      /^shop\.yaml:8:\d+: certificates\.3\.platform\.file names a file that isn't there$/,
    ),
    expect.stringMatching(/^shop\.yaml:9:\d+: certificates\.4\.platform\.appSecret names a file that /),
    expect.stringMatching(/^shop\.yaml:10:\d+: certificates\.5\.platform\.appSecret names a file that isn't/),
  ]);
  expect(faults.join()).not.toContain("3f9a0c57d1e84b62");
  expect(unopened).toBe(0);
});

test.each([
  ["a variable that isn't set", p12("certs/push.p12", "env:NOT_SET")],
  ["an empty variable", p12("certs/push.p12", "env:EMPTY")],
  ["a secret of the stack", p12("certs/push.p12", "config:password")],
  ["a file in a variable that isn't set", fcm("env:NOT_SET")],
])("what isn't at hand is left unjudged, and counted: %s", async (_, platform) => {
  expect(await said(source(platform), { EMPTY: "" })).toEqual({ faults: [], unopened: 1 });
});

test("a file in a variable is opened as one in a file", async () => {
  expect(await said(source(apple("env:KEY")), { KEY: p8() })).toEqual({ faults: [], unopened: 0 });
  expect((await said(source(apple("env:KEY")), { KEY: "nothing of the kind" })).faults).toHaveLength(1);
});

test("one that is the same in several environments is told once", async () => {
  const text = `application: shop\nproducts: [chat]\nregion: tokyo\ncertificates: [{ name: ios, platform: ${apple("certs/other.p8")} }]\nenvironments: { dev: {}, prod: {} }\n`;
  const one = new ApplicationSource("shop.yaml", text, folder);
  expect((await said(one)).faults).toHaveLength(1);
});

test("what is given up needs none", async () => {
  const text = `application: shop\nproducts: [chat]\nregion: tokyo\nrelease: true\ncertificates: [{ name: ios, platform: ${apple("certs/gone.p8")} }]\n`;
  expect(await said(new ApplicationSource("shop.yaml", text, folder))).toEqual({ faults: [], unopened: 0 });
});

test("a secret that stands in the file is told of as such alone", async () => {
  const one = source(huawei("3f9a0c57d1e84b62"));
  expect(one.faults).toHaveLength(1);
  expect(await said(one)).toEqual({ faults: [], unopened: 0 });
});
