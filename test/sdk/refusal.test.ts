import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../ground/bag";
import type { Kind } from "../../provider/lifecycle/kind";
import { adminAccount, application, pushCertificate, subscription, tag } from "../../provider/resources";
import { dynamicResource } from "../../sdk/dynamic/resources/dynamic-resource";
import { describeWithOpenssl, Openssl, password } from "../certificates/openssl";
import { forms, p8Form } from "../provider/push-certificate/forms";

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-program-"));
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return new pulumi.asset.FileAsset(join(folder, name));
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let errors: string[];
/** Begins a run, `inStack` being the outputs of what the stack has of before. */
const begin = (...inStack: Bag[]) =>
  pulumi.runtime.setMocks(
    {
      newResource: () => ({ id: "id", state: {} }),
      call: () => ({ outputs: Object.fromEntries(inStack.map((outputs, index) => [index, { outputs }])) }),
    },
    "shop",
    "dev",
    false,
    "acme",
  );
beforeEach(async () => {
  errors = [];
  await begin();
  jest.spyOn(pulumi.log, "error").mockImplementation((text) => {
    errors.push(text);
    return Promise.resolve();
  });
});
afterEach(() => jest.restoreAllMocks());

/** What the engine would be given. */
const declare = (kind: Kind, args: Bag, options: pulumi.CustomResourceOptions = {}): pulumi.Inputs => {
  const [, , props] = dynamicResource(kind, "one", args, options);
  return props;
};
const refusalOf = (...declaration: Parameters<typeof declare>): Promise<string | undefined> =>
  declare(...declaration).__refusal;

/** Known to nobody before the run ends. */
const never = new Promise<string>(() => {});
const onApplication = { application: pulumi.output(never) };
const push = (platform: unknown) => ({ ...onApplication, platform });

test.each<[what: string, kind: Kind, args: Bag, told: RegExp]>([
  ["a value", tag, { ...onApplication, key: "cost", value: "" }, /Tag "one": value must not be empty/],
  [
    "a secret",
    tag,
    { ...onApplication, key: "cost", value: pulumi.secret("") },
    /Tag "one": value must not be empty/,
  ],
  [
    "an output",
    adminAccount,
    { ...onApplication, userId: pulumi.output("a").apply((a) => `${a} b`) },
    /AdminAccount "one": userId must be/,
  ],
  [
    "a promise, in a list",
    application,
    { region: "tokyo", products: [Promise.resolve("chatt")] },
    /Application "one": products\.0 must be one of/,
  ],
  [
    "a form that is a promise, and its file text",
    pushCertificate,
    push(Promise.resolve(p8Form({ file: pulumi.output("hello") }))),
    /platform\.file must begin with "-----BEGIN PRIVATE KEY-----"/,
  ],
  [
    "a file",
    pushCertificate,
    push(p8Form({ file: file("a.p8", "hello") })),
    /platform\.file must begin with/,
  ],
  ["bytes", pushCertificate, push(p8Form({ file: Buffer.from("hello") })), /platform\.file must begin with/],
  [
    "the text of an asset, of an output",
    pushCertificate,
    push(p8Form({ file: pulumi.output(new pulumi.asset.StringAsset("hello")) })),
    /platform\.file must begin with/,
  ],
  [
    "a file that isn't there",
    pushCertificate,
    push(p8Form({ file: new pulumi.asset.FileAsset("none.p8") })),
    /PushCertificate "one": platform\.file can't be read: "none\.p8" \(ENOENT\)/,
  ],
  [
    "a file from the network",
    pushCertificate,
    push(p8Form({ file: new pulumi.asset.RemoteAsset("https://x.example/a.p8") })),
    /platform\.file must be a FileAsset or a StringAsset/,
  ],
])("of %s the program is told once, before the provider refuses", async (_, kind, args, told) => {
  const props = declare(kind, args);
  expect(await props.__refusal).toMatch(/can't be as declared; the stack's own errors say why$/);
  expect(errors).toEqual([expect.stringMatching(told)]);
  // The arguments can be passed on all the same: one that couldn't would be told a second time.
  await new Promise((resolve) => pulumi.output(props.platform).apply(resolve));
  expect(errors).toHaveLength(1);
});

test("none is refused before everything else has been judged", async () => {
  const early = refusalOf(tag, { ...onApplication, key: "cost", value: "" });
  const late = ["a", "b", "c"].map((name) =>
    refusalOf(pushCertificate, push(p8Form({ file: file(`${name}.p8`, name) }))),
  );
  expect(await early).toMatch(/^value can't/);
  expect(errors).toHaveLength(4);
  expect(await Promise.all(late)).toEqual(Array(3).fill(expect.stringMatching(/^platform\.file can't/)));
});

test("nothing waits for what is known later, which is left to the provider", async () => {
  const later = new pulumi.asset.FileAsset(never);
  for (const platform of [
    p8Form({ file: later }),
    never,
    { ...forms.huawei, appSecret: pulumi.secret(never) },
  ])
    expect(await refusalOf(pushCertificate, push(platform))).toBeUndefined();
  expect(await refusalOf(tag, { ...onApplication, key: "cost", value: "" })).toMatch(/^value can't/);
  expect(errors).toHaveLength(1);
});

test("what a promise fails with is nobody's mistake but its own", async () => {
  const failing = Promise.reject(new Error("no secret there"));
  failing.catch(() => {});
  expect(await refusalOf(tag, { ...onApplication, key: "cost", value: failing })).toBeUndefined();
});

test.each([["platform"], ["platform.file"], ['["platform"]'], ["*"]])(
  "what is ignored by %s stays as the stack has it, and isn't judged here",
  async (path) => {
    const args = push(p8Form({ file: Buffer.from("not at hand") }));
    expect(await refusalOf(pushCertificate, args, { ignoreChanges: [path] })).toBeUndefined();
    expect(await refusalOf(pushCertificate, args, { ignoreChanges: ["adopt"] })).toBeDefined();
  },
);

test.each<[what: string, kind: Kind, args: Bag]>([
  ["an application", application, { name: "shop", products: ["chat"], region: "singapore" }],
  ["an admin account", adminAccount, { ...onApplication, userId: "ops" }],
  ["a tag", tag, { ...onApplication, key: "cost", value: "1" }],
  ["a package", subscription, { ...onApplication, product: "chat", edition: "pro", months: 1 }],
  ["a push certificate", pushCertificate, push(forms.huawei)],
])("sound arguments of %s are not refused, whatever of them is ignored", async (_what, kind, args) => {
  const names = Object.keys(kind.inputs.shape).filter((name) => !name.startsWith("__"));
  for (const ignoreChanges of [
    [],
    ["*"],
    ...names.map((name) => [name]),
    names.filter((name) => name !== "adopt"),
  ])
    expect([ignoreChanges, await refusalOf(kind, args, { ignoreChanges })]).toEqual([
      ignoreChanges,
      undefined,
    ]);
});

test("a value that the stack has already is left to the provider", async () => {
  const args = { name: "second app", products: ["chat"], region: "tokyo" };
  expect(await refusalOf(application, args)).toMatch(/^name can't/);
  await begin({ name: "second app" });
  expect(await refusalOf(application, args)).toBeUndefined();
});

describeWithOpenssl("a certificate from Apple", () => {
  const openssl = new Openssl();
  afterAll(() => openssl.close());
  const certificate = openssl.certificate({ days: 20 });
  const p12 = openssl.p12(certificate, ["-iter", "1"]);
  const form = (changes: Bag = {}) =>
    push({
      vendor: "apns-p12",
      environment: "production",
      file: new pulumi.asset.FileAsset(join(folder, "push.p12")),
      password: pulumi.secret(password),
      ...changes,
    });
  beforeAll(() => writeFileSync(join(folder, "push.p12"), p12));

  test("is opened with a password that is a secret", async () => {
    expect(await refusalOf(pushCertificate, form())).toBeUndefined();
    expect(await refusalOf(pushCertificate, form({ password: pulumi.secret("another") }))).toMatch(
      /^platform\.password can't/,
    );
    expect(errors).toEqual([expect.not.stringContaining("another")]);
  });

  test("may have expired where the stack has it, and nowhere else", async () => {
    jest.useFakeTimers({
      now: Date.now() + 30 * 86_400_000,
      doNotFake: ["setImmediate", "nextTick", "queueMicrotask", "setTimeout", "performance"],
    });
    try {
      expect(await refusalOf(pushCertificate, form())).toMatch(/^platform\.file can't/);
      expect(errors).toEqual([expect.stringContaining("expired")]);
      const fingerprint = pushCertificate.fingerprint?.("platform", {
        vendor: "apns-p12",
        environment: "production",
        file: p12.toString("base64"),
        password,
      });
      await begin({ platform: { vendor: "apns-p12", file: `sha256:${fingerprint}` } });
      expect(await refusalOf(pushCertificate, form())).toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });
});
