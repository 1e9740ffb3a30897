import { resolve } from "node:path";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const shop = `application: shop
products: [chat]
region: tokyo
description: first
tags: { team: shop }
deletionProtection: false
admins: [ops]
timeouts: { delete: 10m }
certificates:
  - name: huawei
    platform: { vendor: huawei, packageName: com.example.shop, appId: "104512345", appSecret: "env:HUAWEI_SECRET" }
`;
const planted = "3f9a0c57d1e84b62";

test("files run on the plugin where Pulumi.yaml says so, and a stack moves to it and back without a change", async () => {
  const project = new AppsProject({
    stack: "main",
    env: { HUAWEI_SECRET: planted, TENCENTRTC_ALLOW_PLUGINS: "true" },
  });
  const backend = new Console(project.backendFile);
  const plugin = `plugins: { providers: [{ name: tencentrtc, path: ${resolve(__dirname, "../../plugin")} }] }\n`;
  const yaml = project.read("Pulumi.yaml") + plugin;
  const types = async () =>
    [...new Set((await project.resources()).map(({ type }) => type))]
      .filter((type) => /tencentrtc:(?:index:)?[A-Z]/.test(type))
      .sort();
  try {
    project.write("apps/shop.yaml", shop);
    project.done("up", "--yes");
    const [made] = await backend.applications();
    project.write("Pulumi.yaml", `${yaml}tencentrtc: { plugin: true }\n`);
    expect(project.done("preview").stdout).toContain("no changes");
    project.done("up", "--yes");
    expect(await types()).toEqual([
      "tencentrtc:index:AdminAccount",
      "tencentrtc:index:Application",
      "tencentrtc:index:PushCertificate",
    ]);
    project.write("apps/shop.yaml", shop.replace("first", "second").replace("[ops]", "[ops, bot]"));
    project.done("up", "--yes");
    expect(await backend.applications()).toMatchObject([
      { SdkAppId: made?.SdkAppId, Description: "second", AdminAccounts: [{}, {}, {}] },
    ]);
    expect(project.done("drift").stdout).toContain("no drift");
    expect(project.stateText()).not.toContain(planted);
    project.write("Pulumi.yaml", yaml);
    expect(project.done("preview").stdout).toContain("no changes");
    project.done("up", "--yes");
    expect((await types()).every((type) => type.startsWith("pulumi-nodejs:"))).toBe(true);
    project.done("destroy", "--yes");
    expect(await backend.applications()).toEqual([]);
  } finally {
    project.remove();
  }
});
