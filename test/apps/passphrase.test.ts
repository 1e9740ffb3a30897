import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mustHavePassphrase, takeSalt } from "../../apps/engine/passphrase";

const salt = "v1:hjNT8f9a4Yc=:v1:N1uHpuHXPxvWDW/R:UEDM+XM9llgOg==";
const encrypted = { secrets_providers: { type: "passphrase", state: { salt } } };
let folder: string;
const settings = () => join(folder, "Pulumi.prod.yaml");
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-passphrase-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the salt of the state goes into the stack's settings, without which any passphrase would be taken", () => {
  test.each([
    { settings: undefined, deployment: encrypted, becomes: `encryptionsalt: ${salt}\n` },
    {
      settings: "# ours\nconfig:\n  tencentrtc:allowPurchases: true",
      deployment: encrypted,
      becomes: `# ours\nconfig:\n  tencentrtc:allowPurchases: true\nencryptionsalt: ${salt}\n`,
    },
    {
      settings: `encryptionsalt: ${salt}\n`,
      deployment: encrypted,
      becomes: `encryptionsalt: ${salt}\n`,
    },
    {
      settings: "secretsprovider: awskms://alias/states\n",
      deployment: encrypted,
      becomes: "secretsprovider: awskms://alias/states\n",
    },
    { settings: undefined, deployment: undefined, becomes: undefined },
    { settings: undefined, deployment: { secrets_providers: { type: "service" } }, becomes: undefined },
  ])("$settings", ({ settings: before, deployment, becomes }) => {
    if (before !== undefined) writeFileSync(settings(), before);
    takeSalt(settings(), "prod", deployment);
    expect(existsSync(settings()) ? readFileSync(settings(), "utf8") : undefined).toBe(becomes);
  });

  test("in a folder that isn't there yet, and in JSON beside what stands there", () => {
    const elsewhere = join(folder, "config", "Pulumi.prod.yaml");
    takeSalt(elsewhere, "prod", encrypted);
    expect(readFileSync(elsewhere, "utf8")).toBe(`encryptionsalt: ${salt}\n`);
    const json = join(folder, "Pulumi.prod.json");
    writeFileSync(json, '{ "config": { "tencentrtc:allowPurchases": "true" } }');
    takeSalt(json, "prod", encrypted);
    takeSalt(json, "prod", encrypted);
    expect(JSON.parse(readFileSync(json, "utf8"))).toEqual({
      config: { "tencentrtc:allowPurchases": "true" },
      encryptionsalt: salt,
    });
  });

  test("settings of another state are refused", () => {
    writeFileSync(settings(), "encryptionsalt: v1:another\n");
    expect(() => takeSalt(settings(), "prod", encrypted)).toThrow(
      "Pulumi.prod.yaml belongs to another state",
    );
  });
});

describe("a passphrase", () => {
  const { PULUMI_CONFIG_PASSPHRASE: given, PULUMI_CONFIG_PASSPHRASE_FILE: file } = process.env;
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  };
  afterAll(() => {
    set("PULUMI_CONFIG_PASSPHRASE", given);
    set("PULUMI_CONFIG_PASSPHRASE_FILE", file);
  });

  test.each([
    { passphrase: "secret", file: undefined, url: "file:///states", refused: undefined },
    { passphrase: undefined, file: undefined, url: "file:///states", refused: "isn't set" },
    { passphrase: "", file: undefined, url: "s3://states", refused: "is empty" },
    { passphrase: "", file: "/run/passphrase", url: "s3://states", refused: undefined },
    { passphrase: undefined, file: undefined, url: "https://api.pulumi.com", refused: undefined },
  ])("$passphrase and the file $file for $url", ({ passphrase, file, url, refused }) => {
    set("PULUMI_CONFIG_PASSPHRASE", passphrase);
    set("PULUMI_CONFIG_PASSPHRASE_FILE", file);
    const must = () => mustHavePassphrase(settings(), url);
    if (refused) expect(must).toThrow(refused);
    else expect(must).not.toThrow();
    // The engine prefers an empty one to the file.
    expect(process.env.PULUMI_CONFIG_PASSPHRASE).toBe(passphrase || undefined);
  });
});
