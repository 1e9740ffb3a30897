import { unknownValue } from "../../../provider/lifecycle/properties/unknown";
import { Vault } from "../../../provider/lifecycle/run/vault";
import { conceal, isFingerprint } from "../../../provider/lifecycle/write-only";
import { pushCertificate } from "../../../provider/resources";
import { forms, p8, p8Form } from "../push-certificate/forms";

const secret = forms.huawei.appSecret;
const concealed = (platform: unknown, vault = new Vault()) =>
  conceal(pushCertificate, { application: "1400000001", platform }, { vault });

describe("what a check answers", () => {
  test("has a fingerprint in the place of a secret, and the vault has the secret", () => {
    const vault = new Vault();
    const { platform } = concealed(forms.huawei, vault);
    expect(platform).toEqual({ ...forms.huawei, appSecret: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(vault.reveal(Object(platform).appSecret)).toEqual({ appSecret: secret });
  });

  test.each<[string, unknown]>([
    ["all of it", unknownValue],
    ["the vendor", { ...forms.huawei, vendor: unknownValue }],
    ["another secret beside it", { vendor: "apns-p12", file: secret, password: unknownValue }],
    ["a field that belongs to it", p8Form({ file: p8(), keyId: unknownValue })],
  ])("shows no secret where %s isn't known yet", (_, platform) => {
    const shown = JSON.stringify(concealed(platform));
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain("PRIVATE");
    expect(shown).toContain(unknownValue);
  });

  test.each<[string, unknown]>([
    ["an unknown vendor", { ...forms.huawei, vendor: "nokia" }],
    ["no vendor", { appSecret: secret }],
    ["a file that can't be read", { vendor: "apns-p8", file: secret }],
  ])("shows no secret of a form with %s, which is refused anyway", (_, platform) => {
    expect(JSON.stringify(concealed(platform))).not.toContain(secret);
  });

  test("is left alone where it is what a state holds", () => {
    const held = { ...forms.huawei, appSecret: `sha256:${"0".repeat(64)}` };
    expect(concealed(held)).toEqual({ application: "1400000001", platform: held });
  });

  test("differs exactly when the secret does", () => {
    const of = (appSecret: string) => Object(concealed({ ...forms.huawei, appSecret }).platform).appSecret;
    expect(of("a-secret")).toBe(of("a-secret"));
    expect(of("a-secret")).not.toBe(of("b-secret"));
    expect(isFingerprint(of("a-secret"))).toBe(true);
    const at = (platform: object) => Object.values(Object(concealed(platform).platform)).find(isFingerprint);
    expect(at({ ...forms.xiaomi, appSecret: secret })).not.toBe(at({ ...forms.huawei, appSecret: secret }));
  });
});
