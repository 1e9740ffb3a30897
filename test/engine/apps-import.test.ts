import {
  ClaimTrial,
  CreateAdminAccount,
  CreateApplication,
  CreatePushCertificate,
  SetWebhook,
  SimulateApplication,
  SimulateBilling,
} from "../../backend/api";
import { tencentrtc } from "../cli/tencentrtc";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

test("an account made by hand becomes files that preview empty, in every environment", async () => {
  const project = new AppsProject();
  const backend = new Console(project.backendFile);
  const accounts = (uin: string) =>
    `name: shop\nruntime: nodejs\ntencentrtc: { accounts: { default: { uin: "${uin}" } } }\n`;
  project.write(
    "apps/kept.yaml",
    "application: kept\nproducts: [chat]\nregion: china\nenvironments: { dev: {}, prod: {} }\n",
  );
  project.done("up", "--yes", "--environment", "prod");

  const { SdkAppId } = await backend.call(CreateApplication, {
    Name: "by_hand",
    Region: "tokyo",
    Products: ["chat", "call"],
  });
  await backend.admin(SimulateApplication, { SdkAppId, Name: "客服" });
  await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
  await backend.call(ClaimTrial, { SdkAppId, Product: "call" });
  const hook = { SdkAppId, Product: "call", Events: ["Call.CallbackAfterEndCall"] } as const;
  await backend.call(SetWebhook, { ...hook, Events: [...hook.Events], Url: "https://example.com/calls" });
  await backend.call(CreatePushCertificate, {
    SdkAppId,
    Platform: {
      Vendor: "huawei",
      PackageName: "com.example.shop",
      AppId: "104512345",
      ClickAction: { Opens: "application" },
    },
    Secrets: { AppSecret: "made-in-a-console" },
  });
  const stopped = await backend.call(CreateApplication, {
    Name: "KEPT",
    Region: "tokyo",
    Products: ["chat"],
  });
  await backend.admin(SimulateBilling, { SdkAppId: stopped.SdkAppId, Event: "arrears" });
  const before = await backend.applications();
  const run = (...args: string[]) => project.command("import", "--environment", "prod", ...args);
  /** A run that asks would say so, before a mistake is told. */
  const refused = (message: string) => ({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(new RegExp(`^error: [^\\n]*${message}[^\\n]*\\n$`)),
  });

  project.write("Pulumi.yaml", accounts("100000000002"));
  expect(run("--files-only")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('the account "default" is 100000000002 in Pulumi.yaml'),
  });
  project.write("Pulumi.yaml", accounts("100000000001"));
  expect(run("--to", "elsewhere", "--yes")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("would be none of the project's files (apps/*.{yaml,yml,json})"),
  });
  expect(project.has("elsewhere")).toBe(false);
  expect(run("--to", "apps/kept.yaml")).toEqual(refused("--to: .*/apps/kept.yaml is no folder"));
  expect(run("--to", "apps/kept.yaml/more")).toEqual(refused("--to: .*/apps/kept.yaml is no folder"));
  expect(run().stderr).toContain("add --yes. Nothing was changed");
  expect(project.has(`apps/app-${SdkAppId}.yaml`)).toBe(false);

  // From a folder of the project's; the files go where the project has them.
  const imported = tencentrtc(["import", "--environment", "prod", "--yes"], {
    cwd: `${project.folder}/apps`,
    env: project.env,
  });
  expect(imported).toMatchObject({
    code: 0,
    stdout: `app-${SdkAppId}.yaml\nKEPT-${stopped.SdkAppId}.yaml\n`,
    stderr: expect.stringContaining(
      `No file holds 1 push certificate, whose secrets can't be read: 9900001 of ${SdkAppId}`,
    ),
  });
  expect(imported.stderr).toContain(`Application app-${SdkAppId} adopted\n`);
  expect(imported.stderr).toContain(`AdminAccount app-${SdkAppId}/ops adopted\n`);
  expect(imported.stderr).not.toContain("created");
  expect(
    project.read(`apps/app-${SdkAppId}.yaml`),
  ).toBe(`# yaml-language-server: $schema=../node_modules/pulumi-tencentrtc/apps.schema.json
application: app-${SdkAppId}
adopt: "${SdkAppId}"
name: 客服
products:
  - chat
  - call
region: tokyo
deletionProtection: false
admins:
  - userId: ops
    adopt: true
subscriptions:
  - product: call
    adopt: true
webhooks:
  - product: call
    url: https://example.com/calls
    events:
      - Call.CallbackAfterEndCall
    adopt: true
environments:
  prod: {}
`);
  expect(project.command("preview", "--environment", "prod")).toMatchObject({
    code: 0,
    stdout: "prod: no changes\n",
  });
  expect(project.command("preview", "--environment", "dev").stdout).toBe(
    "dev: 1 to create\n  + Application kept\n",
  );
  const unclaimed = (records: typeof before) =>
    records.map(({ Owner: _, ClaimDigest: __, ...record }) => record);
  expect(unclaimed(await backend.applications())).toEqual(unclaimed(before));
  const nothing = {
    files: [],
    certificates: [],
    webhooks: [],
    stack: "prod",
    account: "default",
    environment: "prod",
  };
  expect(JSON.parse(run("--json").stdout)).toEqual({ ...nothing, changes: [], notices: [], errors: [] });
  project.remove();
});
