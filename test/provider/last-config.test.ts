import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiError, type ErrorCode } from "../../backend/api";
import { explain, UserError } from "../../ground/errors";
import { changedSince, underEnvironment, withHint } from "../../provider/adapters/last-config";
import { dereferenced } from "../../provider/adapters/stack-config";
import { BackendUnavailable } from "../../provider/client/errors";
import { noReferences, readSettings } from "../../provider/lifecycle/settings";

type Texts = Readonly<Record<string, string>>;
const configOf = (texts: Texts) => (key: string) => texts[key.replace("tencentrtc:", "")];

const refused = (code: ErrorCode) =>
  new UserError("reading Application 1", { cause: new ApiError(code, "no") });
const dead = new BackendUnavailable("gives no answer", "unusable");
const pair = { secretId: "old", secretKey: "old" };
const newPair = { TENCENTCLOUD_SECRET_ID: "new", TENCENTCLOUD_SECRET_KEY: "new" };

test.each<[string, unknown, Texts, RegExp | undefined]>([
  [
    "a refused pair of config",
    refused("AuthFailure.SecretIdNotFound"),
    pair,
    /Where tencentrtc:secretId, tencentrtc:secretKey have .*--run-program.*set TENCENTCLOUD_SECRET_ID/,
  ],
  ["a refused pair of the environment", refused("AuthFailure.SecretIdNotFound"), {}, undefined],
  ["rights that are missing", refused("UnauthorizedOperation.ReadOnly"), pair, undefined],
  ["a wrong clock", refused("AuthFailure.SignatureExpire"), pair, undefined],
  [
    "a dead endpoint of config",
    dead,
    { endpoint: "http://a" },
    /Where tencentrtc:endpoint has .*set TENCENTRTC_ENDPOINT/,
  ],
  [
    "a dead tag service",
    dead,
    { serviceEndpoints: "{}" },
    /Where tencentrtc:serviceEndpoints has .*--no-refresh`\)$/,
  ],
  ["a dead endpoint of the environment", dead, pair, undefined],
])("%s: what the config of the last up has to do with it is said", (_, error, config, said) => {
  const hinted = withHint(error, configOf(config));
  if (said === undefined) expect(hinted).toBe(error);
  else expect(explain(hinted)).toMatch(said);
});

test.each<[string, ErrorCode | "dead", Texts, Texts, Texts | undefined]>([
  [
    "the pair, if it was refused",
    "AuthFailure.SignatureFailure",
    { ...pair, endpoint: "a" },
    newPair,
    { endpoint: "a" },
  ],
  ["no half of a pair", "AuthFailure.SignatureFailure", pair, { TENCENTCLOUD_SECRET_ID: "new" }, undefined],
  [
    "no endpoint, if the pair was refused",
    "AuthFailure.SignatureFailure",
    { endpoint: "a" },
    { TENCENTRTC_ENDPOINT: "b" },
    undefined,
  ],
  ["the endpoint, if it is dead", "dead", { ...pair, endpoint: "a" }, { TENCENTRTC_ENDPOINT: "b" }, pair],
  ["both, if it is dead", "dead", { ...pair, endpoint: "a" }, { TENCENTRTC_ENDPOINT: "b", ...newPair }, {}],
  ["nothing that config doesn't say", "dead", {}, { TENCENTRTC_ENDPOINT: "b" }, undefined],
])("the environment is asked for %s", (_, error, config, environment, left) => {
  const under = underEnvironment(
    configOf(config),
    environment,
    error === "dead" ? dead : new ApiError(error, "no"),
  );
  const keys = ["endpoint", "secretId", "secretKey"];
  const kept =
    under &&
    Object.fromEntries(
      keys.flatMap((key) => (under(`tencentrtc:${key}`) ? [[key, under(`tencentrtc:${key}`)]] : [])),
    );
  expect(kept).toEqual(left);
});

describe("files of a project", () => {
  const folder = mkdtempSync(join(tmpdir(), "tencentrtc-config-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const declaration = { organization: "o", project: "shop", stack: "dev", parents: "", name: "app" };

  test.each<[string, string, Texts, string | undefined]>([
    ["the same", "tencentrtc:endpoint: http://a", { endpoint: "http://a" }, undefined],
    ["another endpoint", "tencentrtc:endpoint: http://b", { endpoint: "http://a" }, "tencentrtc:endpoint in"],
    [
      "the same services",
      "tencentrtc:serviceEndpoints: { tag: http://t }",
      { serviceEndpoints: '{"tag":"http://t"}' },
      undefined,
    ],
    [
      "a service added",
      "tencentrtc:serviceEndpoints: { tag: http://t }",
      {},
      "tencentrtc:serviceEndpoints in",
    ],
    [
      "what was taken away",
      "aws:region: x",
      { endpoint: "http://a", secretId: "i" },
      "tencentrtc:endpoint, tencentrtc:secretId in",
    ],
    [
      "secrets, which can't be compared",
      "tencentrtc:secretKey: { secure: x }",
      { secretKey: "k" },
      undefined,
    ],
    ["what doesn't say where", 'tencentrtc:certificateWarningDays: "9"', {}, undefined],
  ])("of config that has %s since", (_, now, last, said) => {
    write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
    write("Pulumi.dev.yaml", `config:\n  ${now}\n`);
    const told = changedSince(configOf(last), folder, declaration);
    if (said === undefined) expect(told).toBeUndefined();
    else expect(told).toContain(said);
    expect(changedSince(configOf(last), folder, { ...declaration, project: "other" })).toBeUndefined();
  });

  test("a part of a key pair may be in a variable or a file; every other text is itself", () => {
    write("key", "SK\n");
    const texts = { endpoint: "file:key", secretId: "env:ID", secretKey: "file:key" };
    const config = dereferenced(configOf(texts), folder, { ID: "AKID" });
    expect(readSettings(config, {})).toMatchObject({
      endpoint: "file:key",
      credentials: { secretId: "AKID", secretKey: "SK" },
    });
  });

  test.each([
    ["env:NONE", "tencentrtc:secretId names env:NONE, which isn't set"],
    ["env:TWO", "which holds a blank"],
    ["file:none", "which can't be read (ENOENT)"],
  ])("%s that can't be had is refused", (secretId, said) => {
    const config = dereferenced(configOf({ secretId, secretKey: "SK" }), folder, { TWO: "a b" });
    expect(() => readSettings(config, {})).toThrow(said);
  });

  test("of applications from files no config names a secret of this machine", () => {
    const environment = { [noReferences]: "true", PULUMI_CONFIG_PASSPHRASE: "hidden" };
    const config = dereferenced(
      configOf({ secretId: "env:PULUMI_CONFIG_PASSPHRASE", secretKey: "k" }),
      folder,
      environment,
    );
    expect(() => readSettings(config, environment)).toThrow("tencentrtc:secretId: names a place");
  });
});
