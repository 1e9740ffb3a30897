import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printMistake } from "../../apps/load/mistake";
import { loadProject, settingsFileOf } from "../../apps/load/project";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-project-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const faults = () => loadProject(folder).faults.map(printMistake);
const account = (lines: string) => `tencentrtc:\n  accounts:\n    main:\n${lines.replace(/^/gm, "      ")}\n`;
const head = "name: fleet\nruntime: nodejs\n";

test.each([
  { what: "the least", text: head },
  {
    what: "a name of every sort of character",
    text: "name: -Fleet_1.x\nruntime: { name: nodejs, options: {} }\n",
  },
  {
    what: "an account with everything",
    text: `${head}${account("endpoint: postgres://rtc@db.example.com:5432/rtc?sslmode=verify-full\nuin: 100000000001\nsecretId: env:A\nsecretKey: file:b\nsessionToken: env:C\npassword: env:D\nbackendKey: file:e")}`,
  },
  { what: "a file of any name", text: `${head}${account('endpoint: "file:///srv/a:b@c.db"')}` },
])("$what is right", ({ text }) => {
  writeFileSync(join(folder, "Pulumi.yaml"), text);
  expect(faults()).toEqual([]);
});

const secretRule = "must say where the secret is and not be it: `env:NAME`, or `file:path`";
const passwordRule = "tencentrtc.accounts.main.endpoint must not hold a password";

test.each([
  {
    what: "a name with a blank",
    text: "name: my fleet\nruntime: nodejs\n",
    says: ["1:7: name must be 1-100 letters"],
  },
  {
    what: "a name that is too long",
    text: `name: ${"x".repeat(101)}\nruntime: nodejs\n`,
    says: ["1:7: name must be"],
  },
  {
    what: "a name that is a number",
    text: "runtime: nodejs\nname: 5\n",
    says: ["2:7: name must be 1-100 letters"],
  },
  {
    what: "neither name nor runtime",
    text: "description: ours\n",
    says: ["1:1: name is required and must be 1-100", "1:1: runtime is required and must name a runtime"],
  },
  {
    what: "an empty runtime",
    text: "name: fleet\nruntime: ''\n",
    says: ["2:10: runtime must name a runtime"],
  },
  {
    what: "a runtime without its name",
    text: "name: fleet\nruntime: {}\n",
    says: ["2:10: runtime must name a runtime"],
  },
  { what: "a list", text: "- name: fleet\n", says: ["1:1: must map properties to values"] },
  {
    what: "keys that are no names, which may be lines of anything",
    text: `${head}tencentrtc:\n  "hunter2 = x": 1\n  accounts:\n    "hunter2:y": {}\n`,
    says: [
      "6:18: tencentrtc.accounts must be 1-40 letters",
      "4:3: tencentrtc holds a key that is no name; there is files",
    ],
  },
  {
    what: "a secret in the place of where it is",
    text: `${head}${account("secretId: AKIDhunter2\nsecretKey: hunter2\nsessionToken: hunter2\nbackendKey: hunter2")}`,
    says: [
      `6:17: tencentrtc.accounts.main.secretId ${secretRule}`,
      `7:18: tencentrtc.accounts.main.secretKey ${secretRule}`,
      `8:21: tencentrtc.accounts.main.sessionToken ${secretRule}`,
      `9:19: tencentrtc.accounts.main.backendKey ${secretRule}`,
    ],
  },
  {
    what: "a stack's config in the place of a reference",
    text: `${head}${account("secretId: config:id\nsecretKey: env:KEY")}`,
    says: [`6:17: tencentrtc.accounts.main.secretId ${secretRule}`],
  },
  {
    what: "half a key pair",
    text: `${head}${account("secretId: env:ID")}`,
    says: ["6:17: tencentrtc.accounts.main.secretId and secretKey: give both or neither"],
  },
  {
    what: "a token without its key pair",
    text: `${head}${account("sessionToken: env:TOKEN")}`,
    says: ["6:21: tencentrtc.accounts.main.sessionToken is of no use alone"],
  },
  {
    what: "an address of Tencent Cloud, which only the process's environment may name",
    text: `${head}${account("cloud: { secretId: env:ID, secretKey: env:KEY, endpoint: https://evil.example.com }")}`,
    says: ["6:54: tencentrtc.accounts.main.cloud.endpoint isn't known here; there is secretId"],
  },
  {
    what: "secrets for Tencent Cloud in the place of where they are",
    text: `${head}${account("cloud: { secretId: AKIDhunter2, secretKey: hunter2 }")}`,
    says: [
      `6:26: tencentrtc.accounts.main.cloud.secretId ${secretRule}`,
      `6:50: tencentrtc.accounts.main.cloud.secretKey ${secretRule}`,
    ],
  },
  {
    what: "a token that would be read too early",
    text: `${head}${account("cloud: { roleArn: 'qcs::cam::uin/1:roleName/a', oidcProvider: a, tokenFile: env:TOKEN }")}`,
    says: ["6:83: tencentrtc.accounts.main.cloud.tokenFile must say in which file the token is"],
  },
  {
    what: "two who ask Tencent Cloud",
    text: `${head}${account("cloud: { secretId: env:ID, roleArn: 'qcs::cam::uin/1:roleName/a' }")}`,
    says: [
      "6:26: tencentrtc.accounts.main.cloud.secretId and secretKey: give both or neither",
      "6:43: tencentrtc.accounts.main.cloud.roleArn needs oidcProvider and tokenFile",
      "6:43: tencentrtc.accounts.main.cloud.roleArn and secretId both say who asks",
    ],
  },
  {
    what: "what asks Tencent Cloud beside a server, which asks itself",
    text: `${head}${account("endpoint: https://rtc.example.com\ncloud: { secretId: env:ID, secretKey: env:KEY }")}`,
    says: ["7:14: tencentrtc.accounts.main.cloud is of no use beside a server"],
  },
  {
    what: "a password without its endpoint",
    text: `${head}${account("endpoint: https://rtc.example.com\npassword: env:PASSWORD")}`,
    says: ["7:17: tencentrtc.accounts.main.password is that of an endpoint beside it"],
  },
  {
    what: "a shared database without its key",
    text: `${head}${account("endpoint: postgres://rtc@db.example.com/rtc")}`,
    says: ["6:17: tencentrtc.accounts.main.endpoint needs a backendKey beside it"],
  },
  ...[
    "postgres://rtc:hunter2@db.example.com/rtc",
    "postgresql://:hunter2@db.example.com/rtc",
    "postgres://rtc:hun/ter2@db.example.com/rtc",
    "postgres://rtc:12/hunter2@db.example.com/rtc",
    "postgres://rtc:hunter2@/rtc",
    "postgres://rtc@db.example.com/rtc?password=hunter2",
    "https://rtc:hunter2@rtc.example.com",
  ].map((endpoint) => ({
    what: endpoint,
    text: `${head}${account(`endpoint: ${endpoint}\nbackendKey: env:KEY`)}`,
    says: [`6:17: ${passwordRule}`],
  })),
])("$what is refused where it stands", ({ text, says }) => {
  writeFileSync(join(folder, "Pulumi.yaml"), text);
  const found = faults();
  expect(found.map((fault) => fault.replace(/^.*Pulumi\.yaml:/, ""))).toEqual(
    says.map((one) => expect.stringMatching(`^${one.replace(/[.*?()[\]{}|^$+]/g, "\\$&")}`)),
  );
  expect(found.join()).not.toMatch(/hun\/?ter2/);
});

test("a Pulumi.yaml that can't be read is a fault of its own", () => {
  mkdirSync(join(folder, "Pulumi.yaml"));
  expect(faults()).toEqual([expect.stringMatching(/Pulumi\.yaml:1:1: is no regular file$/)]);
});

test.each([
  { name: "Pulumi.yaml", text: head, file: "Pulumi.prod.yaml" },
  { name: "Pulumi.yaml", text: `${head}stackConfigDir: config\n`, file: "config/Pulumi.prod.yaml" },
  { name: "Pulumi.yaml", text: `${head}config: settings/stacks\n`, file: "settings/stacks/Pulumi.prod.yaml" },
  { name: "Pulumi.yaml", text: `${head}config: { a: { default: 1 } }\n`, file: "Pulumi.prod.yaml" },
  { name: "Pulumi.yml", text: `${head}stackConfigDir: ../fleet\n`, file: "../fleet/Pulumi.prod.yml" },
  { name: "Pulumi.json", text: '{ "name": "fleet", "runtime": "nodejs" }', file: "Pulumi.prod.json" },
])("the settings of a stack are where the engine keeps them: $name $text", ({ name, text, file }) => {
  writeFileSync(join(folder, name), text);
  expect(settingsFileOf(loadProject(folder), "prod")).toBe(join(folder, file));
});
