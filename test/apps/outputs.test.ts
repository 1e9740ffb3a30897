import { spawnSync } from "node:child_process";
import { parseEnv } from "node:util";
import fc from "fast-check";
import { handoutsOf } from "../../apps/engine/handout";
import {
  asDotenv,
  asExports,
  asGithubOutputs,
  asMasks,
  type Variable,
  variablesOf,
} from "../../cli/reports/output-variables";
import { timpushText } from "../../provider/resources/push-certificate/timpush";

const secret = (plaintext?: string) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...(plaintext !== undefined && { plaintext: JSON.stringify(plaintext) }),
});
const application = (name: string, more: object = {}) => ({
  kind: "Application",
  name,
  outputs: { sdkAppId: 1999000001, region: "tokyo", secretKey: secret("c0ffee"), ...more },
});
const hanging = (kind: string, name: string, outputs: object = {}) => ({
  kind,
  name,
  outputs: { ...outputs },
});

describe("what resources hand out", () => {
  test("everything of an application, in the order of names", () => {
    expect(
      handoutsOf([
        hanging("PushCertificate", "shop/ios", { certificateId: 9900002 }),
        hanging("AdminAccount", "shop/ops"),
        hanging("AdminAccount", "shop/administrator"),
        hanging("PushCertificate", "shop/android", { certificateId: 9900001 }),
        hanging("Subscription", "shop/chat"),
        application("shop"),
        application("old", { secretKey: undefined }),
      ]),
    ).toEqual({
      old: { sdkAppId: 1999000001, region: "tokyo", adminAccounts: ["administrator"], certificates: {} },
      shop: {
        sdkAppId: 1999000001,
        region: "tokyo",
        secretKey: "c0ffee",
        adminAccounts: ["administrator", "ops"],
        certificates: { android: 9900001, ios: 9900002 },
      },
    });
  });

  test("a secret that the engine doesn't tell is said to be one", () => {
    expect(handoutsOf([application("shop", { secretKey: secret() })]).shop?.secretKey).toBe("[secret]");
  });

  test("nothing of what isn't made yet", () => {
    expect(handoutsOf([application("shop", { sdkAppId: undefined })])).toEqual({});
    const half = [application("shop"), hanging("PushCertificate", "shop/ios")];
    expect(handoutsOf(half).shop?.certificates).toEqual({});
  });
});

describe("names of variables", () => {
  const of = (name: string, more: readonly ReturnType<typeof hanging>[] = []) => ({
    stack: "main",
    applications: handoutsOf([application(name), ...more]),
  });

  test("are made from the application's and the certificate's names", () => {
    const certificate = hanging("PushCertificate", "shop-eu/ios-dev", { certificateId: 9900001 });
    expect(variablesOf([of("shop-eu", [certificate, hanging("AdminAccount", "shop-eu/ops")])])).toEqual([
      { name: "SHOP_EU_SDK_APP_ID", value: "1999000001", isSecret: false },
      { name: "SHOP_EU_REGION", value: "tokyo", isSecret: false },
      { name: "SHOP_EU_SECRET_KEY", value: "c0ffee", isSecret: true },
      { name: "SHOP_EU_ADMIN_ACCOUNTS", value: "administrator,ops", isSecret: false },
      { name: "SHOP_EU_CERTIFICATE_IOS_DEV", value: "9900001", isSecret: false },
    ]);
  });

  test.each([
    ["two applications", [of("a-b"), of("a_b")]],
    ["one name in two accounts", [of("shop"), { ...of("shop"), stack: "main.eu" }]],
    [
      "a certificate and an application",
      [of("a", [hanging("PushCertificate", "a/region", { certificateId: 1 })]), of("a_certificate")],
    ],
  ])("that would be one are refused: %s", (_, stacks) => {
    expect(() => variablesOf(stacks)).toThrow(/would be of .* and of .*: choose one by --account/);
  });
});

/** Whatever an environment can hold. */
const values = fc.string({ unit: "binary" }).filter((text) => !text.includes("\0"));
const variables = fc
  .array(values, { minLength: 1 })
  .map((all) => all.map((value, index): Variable => ({ name: `V_${index}`, value, isSecret: true })));
const asRecord = (all: readonly Variable[]) =>
  Object.fromEntries(all.map(({ name, value }) => [name, value]));

describe("any value arrives as it is", () => {
  test("in a shell", () => {
    const awkward = [
      "",
      "a b",
      "it's",
      '"$HOME"',
      "`id`",
      "\\",
      "a\nb\n",
      "$(id)",
      "x;y#z",
      "é漢",
      "''",
      "-n",
      "\t",
    ];
    const all = awkward.map((value, index) => ({ name: `V_${index}`, value, isSecret: false }));
    const script = `${asExports(all)}\n"$NODE" -e 'process.stdout.write(JSON.stringify(process.env))'`;
    const { stdout } = spawnSync("sh", ["-c", script], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, NODE: process.execPath },
    });
    expect(JSON.parse(stdout)).toMatchObject(asRecord(all));
  });

  test("in a .env file, or is refused in words", () => {
    fc.assert(
      fc.property(values, (value) => {
        const one = [{ name: "V", value, isSecret: false }];
        let text: string;
        try {
          text = asDotenv(one);
        } catch (error) {
          expect(String(error)).toContain("no quotes of a .env file");
          return;
        }
        expect(parseEnv(`${text}\nNEXT=1\n`)).toEqual({ V: value, NEXT: "1" });
      }),
    );
  });

  test.each([
    ["1999000001", "V=1999000001"],
    ["administrator,ops_admin", "V=administrator,ops_admin"],
    ["a b", "V='a b'"],
    ["it's", 'V="it\'s"'],
    ["", "V=''"],
  ])("%j in a .env file is %j", (value, line) => {
    expect(asDotenv([{ name: "V", value, isSecret: false }])).toBe(line);
  });

  test("in the outputs of a step of a GitHub workflow", () => {
    fc.assert(
      fc.property(variables, (all) => {
        expect(readOutputs(asGithubOutputs(all, "END"))).toEqual(asRecord(all));
      }),
    );
  });
});

/** As the runner reads the file: `name=value` lines, or `name<<delimiter` and lines until the delimiter. */
function readOutputs(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split("\n");
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = "", operator, rest = ""] = /^([A-Z_0-9]+)(=|<<)(.*)$/s.exec(line) ?? [];
    if (operator === "=") found[name] = rest;
    if (operator === "<<")
      found[name] = lines
        .splice(0, lines.indexOf(rest) + 1)
        .slice(0, -1)
        .join("\n");
  }
  return found;
}

test("each line of a secret is masked, and what is none isn't", () => {
  expect(
    asMasks([
      { name: "A", value: "c0ffee", isSecret: true },
      { name: "B", value: "two\r\nlines%\n", isSecret: true },
      { name: "C", value: "tokyo", isSecret: false },
    ]),
  ).toEqual(["::add-mask::c0ffee", "::add-mask::two", "::add-mask::lines%25"]);
});

describe("timpush-configs.json", () => {
  test("joins the parts of an app's certificates in the order of names", () => {
    expect(timpushText([{ vivoPushBussinessId: "2" }, undefined, { honorPushBussinessId: "1" }, {}])).toBe(
      '{\n  "honorPushBussinessId": "1",\n  "vivoPushBussinessId": "2"\n}\n',
    );
  });

  test("is none where no certificate has a part in it", () => {
    expect(timpushText([{}, undefined])).toBeUndefined();
  });

  test("is refused where two certificates set one entry", () => {
    expect(() => timpushText([{ fcmPushBussinessId: "1" }, { fcmPushBussinessId: "2" }])).toThrow(
      'two of the certificates set "fcmPushBussinessId"',
    );
  });
});
