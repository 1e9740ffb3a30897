import { tencentrtc } from "../cli/tencentrtc";
import { Console } from "./backend";
import { Project } from "./project";

const huawei = (place: string) =>
  `certificates:\n  - name: huawei\n    platform: { vendor: huawei, packageName: com.example.shop, appId: "104512345", appSecret: "${place}" }\n`;
const shop =
  "application: shop\nproducts: [chat]\nregion: tokyo\nadmins: [ops]\nenvironments: { prod: {} }\n";
const news = "application: news\nproducts: [chat]\nregion: tokyo\n";

const program = (environment: string) => `
  const { AppsFromFiles } = require("pulumi-tencentrtc/apps");
  const apps = new AppsFromFiles("apps", { path: "apps/*.yaml", environment: "${environment}" });
  exports.sdkAppIds = apps.sdkAppIds;
`;

test("a program of a user's makes what files declare, and the command goes on with its stack", async () => {
  const project = new Project({ stack: "prod" });
  const backend = new Console(project.backendFile);
  project.write("apps/news.yaml", news);
  project.write("apps/shop.yaml", shop + huawei("config:huaweiSecret"));
  await project.init();

  project.program(program("prdo"));
  expect(await project.preview()).toMatchObject({
    code: 1,
    output: expect.stringContaining('no file has the environment "prdo"; did you mean "prod"?'),
  });

  // A secret that is missing is told before anything is made, other applications included.
  project.program(program("prod"));
  const refused = await project.up();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain(
    "apps/shop.yaml:8:95: certificates.0.platform.appSecret names a secret that the stack doesn't have: `pulumi config set --secret huaweiSecret`",
  );
  expect(refused.output).not.toContain("    at ");
  expect(await backend.applications().catch(() => [])).toEqual([]);

  await project.must("config", "set", "--secret", "huaweiSecret", "3f9a0c57d1e84b62", "--stack", "prod");
  expect(await project.up()).toMatchObject({ code: 0 });
  const made = await backend.applications();
  expect(made.map(({ Name }) => Name).sort()).toEqual(["news", "shop"]);
  const ids = Object.fromEntries(made.map(({ Name, SdkAppId }) => [Name, SdkAppId]));
  expect(await project.outputs()).toEqual({ sdkAppIds: ids });

  // The same folder without its program.
  project.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  const preview = tencentrtc(["preview", "--environment", "prod"], { cwd: project.folder, env: project.env });
  expect(preview).toMatchObject({ code: 0, stdout: "prod: no changes\n" });
  project.remove();
});
