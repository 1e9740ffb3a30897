import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { importedFile } from "../../apps/format/imported";
import { ApplicationSource } from "../../apps/load/application-source";
import { printMistake } from "../../apps/load/mistake";
import { printApplicationFile } from "../../apps/load/print";
import { applicationRecord } from "./application-record";
import { underlined } from "./editor";
import { fleetFiles } from "./fleet-files";
import { cases } from "./message-cases";
import { shop, support } from "./sound-files";

/** What the command says of a file, which knows more than a schema. */
const refused = (text: string): string[] => new ApplicationSource("app.yaml", text).faults.map(printMistake);

const head = "application: shop\nproducts: [chat]\nregion: tokyo\n";
const huawei = "name: huawei, platform: { vendor: huawei, packageName: com.example.shop, appId: '1045'";
const [, documented = ""] =
  /```yaml\n(# yaml-language-server[^`]+)```/.exec(
    readFileSync(resolve(__dirname, "../../docs/app-configs.md"), "utf8"),
  ) ?? [];

describe("what the command accepts, an editor accepts", () => {
  const sound = [
    { name: "support", text: support },
    { name: "shop", text: shop },
    { name: "the file in the docs", text: documented },
    ...cases.filter(({ says }) => says.length === 0),
    ...["env:SECRET", "file:secrets/huawei.txt", "config:huaweiSecret"].map((secret) => ({
      name: `a secret at ${secret}`,
      text: `${head}certificates: [{ ${huawei}, appSecret: "${secret}" } }]\n`,
    })),
    {
      name: "webhooks with and without a secret in their URLs, and another one in an overlay",
      text: `${head}webhooks: [{ product: call, url: "https://a.example/calls", events: [Call.CallbackAfterEndCall] }, { product: live, url: env:LIVE, events: [Live.CallbackAfterCreateRoom] }]\nenvironments: { dev: , prod: { webhooks: [{ product: call, url: config:calls }] } }\n`,
    },
    {
      name: "another secret in an overlay",
      text: `${head}certificates: [{ ${huawei}, appSecret: env:DEV } }]\nenvironments: { dev: , prod: { certificates: [{ name: huawei, platform: { appSecret: env:PROD } }] } }\n`,
    },
    {
      name: "a secret in overlays alone",
      text: `${head}certificates: [{ ${huawei} } }]\nenvironments: { prod: { certificates: [{ name: huawei, platform: { appSecret: env:PROD } }] } }\n`,
    },
    {
      name: "one field of what a tap opens in an overlay",
      text: `${head}certificates: [{ ${huawei}, appSecret: env:DEV, clickAction: { opens: web-page, url: "https://a.example" } } }]\nenvironments: { prod: { certificates: [{ name: huawei, platform: { clickAction: { url: "https://b.example" } } }] } }\n`,
    },
    {
      name: "a name of its own where an environment takes an application over",
      text: 'application: shop\nname: 客服\nenvironments: { prod: { adopt: "1400000001" } }\n',
    },
    {
      name: "a description of its own in an environment",
      text: 'application: shop\nadopt: "1400000001"\nenvironments: { prod: { description: "客服, shop" } }\n',
    },
    {
      name: "what goes together in the environment alone that says the rest",
      text: `${head}subscriptions: [{ product: call, edition: free-trial, months: 3 }]\nenvironments: { prod: { subscriptions: [{ product: call, edition: group-call }] } }\n`,
    },
    {
      name: "a name of its own that no environment keeps, where one takes an application over",
      text: 'application: shop\nname: 客服\nenvironments: { prod: { adopt: "1400000001", name: shop } }\n',
    },
    {
      name: "everything left empty that may be",
      text: `${head}tags:\ntimeouts:\nadmins:\ncertificates:\nsubscriptions:\nenvironments: { dev: { tags: , admins: , timeouts: }, prod: }\n`,
    },
    {
      name: "what `import` writes",
      text: printApplicationFile(
        importedFile(
          "app-1999000001",
          { account: "main", environment: "prod" },
          {
            record: { ...applicationRecord, Name: "客服", Description: "not of our making" },
            tags: { team: "shop" },
            subscriptions: ["call"],
            certificates: [7],
            webhooks: [],
          },
        ),
      ),
    },
  ];

  test.each(sound)("$name", ({ text }) => {
    expect(refused(text)).toEqual([]);
    expect(underlined(text)).toEqual([]);
  });

  test("300 files of examples/fleet", () => {
    const texts = Object.values(fleetFiles());
    expect(texts).toHaveLength(300);
    for (const text of texts) expect([refused(text), underlined(text)]).toEqual([[], []]);
  });

  test("an entry, whichever parts of it an environment says", () => {
    const platform = {
      vendor: "fcm",
      serviceAccount: "keys/fcm.json",
      messageMode: "data",
      channelId: "chat",
      clickAction: { opens: "in-app-page", intentAction: "com.example.shop.OPEN" },
    };
    const fields = fc.subarray(Object.entries(platform));
    fc.assert(
      fc.property(fields, fields, (left, said) => {
        const rest = Object.entries(platform).filter(([name]) => !left.some(([other]) => other === name));
        const entry = (parts: readonly (readonly [string, unknown])[]) => [
          { name: "fcm", platform: Object.fromEntries(parts) },
        ];
        const text = printApplicationFile({
          ...parse(head),
          certificates: entry(left),
          environments: { prod: { certificates: entry([...rest, ...said]) } },
        });
        expect([refused(text), underlined(text)]).toEqual([[], []]);
      }),
    );
  });
});

describe("what both refuse", () => {
  test.each([
    { name: "another kind of value", text: "- application: shop\n", at: " must be object" },
    {
      name: "no application",
      text: "products: [chat]\nregion: tokyo\n",
      at: " must have required property 'application'",
    },
    { name: "a bad application", text: `${head.replace("shop", "4 shops")}`, at: "/application must match" },
    { name: "an unknown key", text: `${head}regoin: tokyo\n`, at: " must NOT have additional" },
    {
      name: "an unknown key of an environment",
      text: `${head}environments: { dev: { tag: {} } }\n`,
      at: "/environments/dev must NOT have additional",
    },
    {
      name: "an application in an environment",
      text: `${head}environments: { dev: { application: a } }\n`,
      at: "/environments/dev must NOT have additional",
    },
    {
      name: "an unknown key of an entry",
      text: `${head}admins: [{ userId: ops, adpot: true }]\n`,
      at: "/admins/0 must NOT have additional",
    },
    {
      name: "no environments left",
      text: `${head}environments: {}\n`,
      at: "/environments must NOT have fewer than 1",
    },
    { name: "empty environments", text: `${head}environments:\n`, at: "/environments must be object" },
    {
      name: "a bad name of an environment",
      text: `${head}environments: { "a b": }\n`,
      at: "/environments must match pattern",
    },
    { name: "a list that is none", text: `${head}admins: ops\n`, at: "/admins must be array" },
    {
      name: "products that are no list",
      text: "application: shop\nproducts: chat\nregion: tokyo\n",
      at: "/products must be array",
    },
    {
      name: "a number for a region",
      text: "application: shop\nproducts: [chat]\nregion: 5\n",
      at: "/region must be",
    },
    {
      name: "another product",
      text: "application: shop\nproducts: [fax]\nregion: tokyo\n",
      at: "/products/0 must be equal to one of",
    },
    {
      name: "nothing for a region",
      text: "application: shop\nproducts: [chat]\nregion:\n",
      at: "/region must be",
    },
    { name: "text for a switch", text: `${head}enabled: yes\n`, at: "/enabled must be boolean" },
    { name: "text for release", text: `${head}release: yes\n`, at: "/release must be boolean" },
    { name: "tags in a list", text: `${head}tags: [a]\n`, at: "/tags must be object" },
    {
      name: "a tag that is a number",
      text: `${head}tags: { cost: 4711 }\n`,
      at: "/tags/cost must be string",
    },
    {
      name: "a time without a unit",
      text: `${head}timeouts: { delete: soon }\n`,
      at: "/timeouts/delete must match",
    },
    { name: "a new application's name", text: `${head}name: 客服\n`, at: "/name must match" },
    {
      name: "the same in an environment",
      text: `${head}environments: { dev: { name: not-ours } }\n`,
      at: "/environments/dev/name must match",
    },
    {
      name: "a name that is a number, even of one that is taken over",
      text: 'application: shop\nadopt: "1400000001"\nname: 5\n',
      at: "/name must be string",
    },
    {
      name: "an entry without its key",
      text: `${head}admins: [{ adopt: true }]\n`,
      at: "/admins/0 must have required property 'userId'",
    },
    {
      name: "the same in an environment's",
      text: `${head}environments: { dev: { certificates: [{ adopt: 7 }] } }\n`,
      at: "/environments/dev/certificates/0 must have required property 'name'",
    },
    { name: "a bad admin", text: `${head}admins: ["not ok"]\n`, at: "/admins/0 must match" },
    {
      name: "a certificate of nothing",
      text: `${head}certificates: [{ name: ios }]\n`,
      at: "/certificates/0 must have required property 'platform'",
    },
    {
      name: "a platform without its secret",
      text: `${head}certificates: [{ ${huawei} } }]\n`,
      at: "/certificates/0/platform must have required property 'appSecret'",
    },
    {
      name: "the same beside environments that leave it alone",
      text: `${head}certificates: [{ ${huawei} } }]\nenvironments: { dev: , prod: { enabled: true } }\n`,
      at: "/certificates/0/platform must have required property 'appSecret'",
    },
    {
      name: "another vendor",
      text: `${head}certificates: [{ name: ios, platform: { vendor: palm } }]\n`,
      at: "/certificates/0/platform/vendor must be equal to constant",
    },
    {
      name: "a field of another vendor",
      text: `${head}certificates: [{ ${huawei}, appSecret: env:A, keyId: A } }]\n`,
      at: "/certificates/0/platform must NOT have additional",
    },
    {
      name: "a secret itself",
      text: `${head}certificates: [{ ${huawei}, appSecret: 3f9a0c57d1e84b62 } }]\n`,
      at: "/certificates/0/platform/appSecret must match",
    },
    {
      name: "a secret itself in an overlay",
      text: `${head}certificates: [{ ${huawei}, appSecret: env:A } }]\nenvironments: { dev: { certificates: [{ name: huawei, platform: { appSecret: 3f9a0c57d1e84b62 } }] } }\n`,
      at: "/environments/dev/certificates/0/platform/appSecret must match",
    },
    {
      name: "a secret itself in whose place every environment has another",
      text: `${head}certificates: [{ ${huawei}, appSecret: 3f9a0c57d1e84b62 } }]\nenvironments: { dev: { certificates: [{ name: huawei, platform: { appSecret: env:A } }] } }\n`,
      at: "/certificates/0/platform/appSecret must match",
    },
    {
      name: "a place of a secret with a slip in it, in whose place every environment has another",
      text: shop.replace("password: env:", "password: e nv:").replace(/ {2}test: .*\n/, ""),
      at: "/certificates/0/platform/password must match",
    },
    {
      name: "a vendor in whose place every environment has another",
      text: `${head}certificates: [{ name: ios, platform: { vendor: palm, appId: "1", appSecret: env:A } }]\nenvironments: { dev: { certificates: [{ name: ios, platform: { vendor: huawei, packageName: com.example } }] } }\n`,
      at: "/certificates/0/platform/vendor must be equal to constant",
    },
    {
      name: "a field of another vendor, whose form every environment has",
      text: `${head}certificates: [{ name: ios, platform: { vendor: honor, packageName: com.example, appId: "1", appSecret: env:A } }]\nenvironments: { dev: { certificates: [{ name: ios, platform: { vendor: huawei } }] } }\n`,
      at: "/certificates/0/platform must NOT have additional",
    },
    {
      name: "a region that no environment keeps",
      text: "application: shop\nproducts: [chat]\nregion: moon\nenvironments: { dev: { region: tokyo } }\n",
      at: "/region must be equal to one of",
    },
    {
      name: "a name that is a number, of one that is taken over, and that no environment keeps",
      text: 'application: shop\nadopt: "1400000001"\nname: 5\nenvironments: { dev: { name: shop } }\n',
      at: "/name must be string",
    },
    {
      name: "an admin's property that no environment keeps",
      text: `${head}admins: [{ userId: ops, adopt: maybe }]\nenvironments: { dev: { admins: [{ userId: ops, adopt: true }] } }\n`,
      at: "/admins/0/adopt must be boolean",
    },
    {
      name: "a file in the place of its path",
      text: `${head}certificates: [{ name: fcm, platform: { vendor: fcm, serviceAccount: '{"private_key": "3f9a"}' } }]\n`,
      at: "/certificates/0/platform/serviceAccount must match",
    },
    {
      name: "a subscription to nothing",
      text: `${head}subscriptions: [{ edition: pro }]\n`,
      at: "/subscriptions/0 must have required property 'product'",
    },
    {
      name: "another edition",
      text: `${head}subscriptions: [{ product: chat, edition: gold }]\n`,
      at: "/subscriptions/0/edition must be equal to one of",
    },
    {
      name: "half a month",
      text: `${head}subscriptions: [{ product: chat, edition: pro, months: 0.5 }]\n`,
      at: "/subscriptions/0/months must be integer",
    },
  ])("$name", ({ text, at }) => {
    expect(refused(text)).not.toEqual([]);
    expect(underlined(text)).toContainEqual(expect.stringContaining(at));
  });
});

test("a hover says what holds in a file: where a secret is, and nothing of what a program gives", () => {
  const schema: unknown = JSON.parse(readFileSync(resolve(__dirname, "../../apps.schema.json"), "utf8"));
  const told = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("description" in value && typeof value.description === "string") told.add(value.description);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(schema);
  const texts = [...told];
  expect(texts.filter((text) => /\basset\b|\bbytes\b|base64|fingerprint/.test(text))).toEqual([]);
  expect(texts).toContain(
    "The .p12 file, at most 64 KiB, with the certificate and its private key. A new file replaces the old one in place. The value is the path of the file from this file's folder, or where its contents are: `env:NAME` or `config:key` of the stack.",
  );
});
