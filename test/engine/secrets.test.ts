import { readFileSync } from "node:fs";
import { SimulateApplication } from "../../backend/api";
import { Console } from "./backend";
import { filesBelow } from "./files-below";
import { Project } from "./project";

const plantedKey = "PLANTEDsecretKey0123456789abcdef";
const plantedPassword = "PLANTEDpassword42";

describe("secrets", () => {
  const project = new Project({
    env: { TENCENTCLOUD_SECRET_ID: "AKIDexample", TENCENTCLOUD_SECRET_KEY: plantedKey },
  });
  const backend = new Console(project.backendFile);
  const printed: string[] = [];
  afterAll(() => project.remove());

  const nowhere = (secret: string) => {
    for (const text of printed) expect(text).not.toContain(secret);
    for (const file of filesBelow(project.folder)) {
      expect({ file, holds: readFileSync(file).includes(secret) }).toEqual({ file, holds: false });
    }
  };

  test("keys of applications and credentials are in no state, output, log or database", async () => {
    await project.init();
    await project.must("config", "set", "--secret", "tencentrtc:secretKey", plantedKey);
    await project.must("config", "set", "tencentrtc:secretId", "AKIDexample");
    project.program(`
      const hmac = new rtc.Application("hmac", { products: ["chat"], region: "singapore" });
      const old = new rtc.Application("old", { products: ["chat"], region: "singapore" });
      new rtc.AdminAccount("bot", { application: hmac, userId: "bot" });
      exports.key = hmac.secretKey;
      exports.pair = old.privateKey;
      exports.shown = pulumi.interpolate\`key=\${hmac.secretKey}\`;
    `);
    printed.push((await project.up()).output);
    const ecdsa = (await backend.applications()).find((one) => one.Name === "old")?.SdkAppId ?? 0;
    await backend.admin(SimulateApplication, { SdkAppId: ecdsa, SignatureAlgorithm: "ECDSA-SHA256" });
    for (const run of [
      await project.preview("--refresh", "--diff"),
      await project.up("--refresh", "--diff"),
      await project.refresh("--diff", "--json"),
    ]) {
      expect(run.code).toBe(0);
      printed.push(run.output);
    }
    for (const { SdkAppId } of await backend.applications()) {
      const { SecretKey, PrivateKey } = await backend.application(SdkAppId);
      const secrets = [SecretKey, PrivateKey?.split("\n")[1]].filter((one) => one !== undefined);
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of secrets) nowhere(secret);
    }
    expect((await project.outputs()).key).toMatch(/^[0-9a-f]{64}$/);
    nowhere(plantedKey);
  });

  const invalid: {
    name: string;
    config: Record<string, string>;
    env: Record<string, string>;
    says: string;
  }[] = [
    {
      name: "a key pair with an empty half",
      config: {},
      env: { TENCENTCLOUD_SECRET_ID: "" },
      says: "TENCENTCLOUD_SECRET_ID: is empty",
    },
    {
      name: "a password in an endpoint that can't be used",
      config: {
        "tencentrtc:endpoint": `"mysql://admin:${plantedPassword}@db.example/rtc?password=${plantedPassword}"`,
      },
      env: {},
      says: "can't be used",
    },
    {
      name: "a password in the endpoint of a database that can't be reached",
      config: {
        "tencentrtc:endpoint": `"postgres://admin:${plantedPassword}@127.0.0.1:1/rtc?password=${plantedPassword}"`,
      },
      env: { TENCENTRTC_BACKEND_KEY: Buffer.alloc(32).toString("base64") },
      says: "can't be reached",
    },
  ];
  test.each(invalid)("invalid ones aren't repeated: $name", async ({ config, env, says }) => {
    const other = new Project({
      env: { TENCENTCLOUD_SECRET_ID: "x", TENCENTCLOUD_SECRET_KEY: plantedKey, ...env },
    });
    await other.init(config);
    other.program('new rtc.Application("a", { products: ["chat"], region: "singapore" });');
    const { code, output } = await other.preview();
    expect(code).not.toBe(0);
    expect(output).toContain(says);
    expect(output).not.toContain(plantedKey);
    expect(output).not.toContain(plantedPassword);
    other.remove();
  });
});
