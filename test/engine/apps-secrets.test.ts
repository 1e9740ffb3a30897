import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const planted = "3f9a0c57d1e84b62planted";

test("a secret that a file names reaches the backend and shows nowhere", async () => {
  const project = new AppsProject({ env: { HUAWEI_SECRET: planted } });
  const file = (secret: string) =>
    `application: shop\nproducts: [chat]\nregion: tokyo\ndeletionProtection: false\ncertificates:\n  - name: huawei\n    platform: { vendor: huawei, packageName: com.example.shop, appId: "104512345", appSecret: ${secret} }\n`;
  project.write("apps/shop.yaml", file("env:HUAWEI_SECRET"));
  const output = [project.done("validate"), project.done("up", "--yes")];
  expect(output.at(-1)?.stdout).toBe(
    "main: 2 of 2 resources changed\n  shop: SDKAppID 1999000001, certificates huawei 9900001\n",
  );
  output.push(project.command("preview", "--json"));
  expect(output.at(-1)).toMatchObject({ code: 0 });
  output.push(project.done("drift", "--json"), project.done("certs"));
  expect(output.at(-1)?.stdout).toMatch(/never +1999000001 +\d+ +huawei +104512345/);

  // What the run hands out, to people, builds and programs; secret keys where they are asked for alone.
  const handout = {
    sdkAppId: 1999000001,
    region: "tokyo",
    adminAccounts: ["administrator"],
    certificates: { huawei: 9900001 },
  };
  const masked = project.done("outputs", "--json");
  expect(JSON.parse(masked.stdout).stacks).toEqual([
    {
      stack: "main",
      account: "default",
      environment: "main",
      applications: { shop: { ...handout, secretKey: "[secret]" } },
      errors: [],
    },
  ]);
  const { secretKey, ...shown } = JSON.parse(project.done("outputs", "--json", "--show-secrets").stdout)
    .stacks[0].applications.shop;
  expect(shown).toEqual(handout);
  expect(secretKey).toMatch(/^[0-9a-f]{64}$/);
  const whole = await project.must("stack", "output", "--json", "--show-secrets", "--stack", "main");
  expect(JSON.parse(whole).applications).toEqual({ shop: { ...handout, secretKey } });
  const dotenv = project.done("outputs", "--format", "dotenv");
  expect(dotenv.stdout).toBe(
    "SHOP_SDK_APP_ID=1999000001\nSHOP_REGION=tokyo\nSHOP_ADMIN_ACCOUNTS=administrator\nSHOP_CERTIFICATE_HUAWEI=9900001\n",
  );
  expect(dotenv.stderr).toContain("1 secret left out: --show-secrets gives them in clear");
  project.env.GITHUB_OUTPUT = join(project.folder, "step");
  const step = project.done("outputs", "--format", "github", "--show-secrets");
  expect(step.stdout).toBe(`::add-mask::${secretKey}\n`);
  expect(project.read("step")).toContain(`SHOP_SECRET_KEY=${secretKey}\n`);
  rmSync(join(project.folder, "step"));
  project.done("outputs", "--format", "timpush", "--output", "android");
  expect(JSON.parse(project.read("android/shop/timpush-configs.json"))).toEqual({
    huaweiPushBussinessId: "9900001",
  });
  expect(project.command("outputs", "--application", "shp")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('the state has no application "shp"; did you mean "shop"?'),
  });
  output.push(
    masked,
    dotenv,
    project.done("outputs"),
    await project
      .pulumi("stack", "output", "--stack", "main")
      .then(({ output }) => ({ code: 0, stdout: output, stderr: "" })),
  );
  for (const { stdout, stderr } of output) expect(`${stdout}${stderr}`).not.toContain(secretKey);

  // An account that can't be read takes nothing from the others.
  const withoutAccounts = project.read("Pulumi.yaml");
  project.write(
    "Pulumi.yaml",
    `${withoutAccounts}tencentrtc: { accounts: { other: { endpoint: "file:.tencentrtc/nope.db" } } }\n`,
  );
  expect(project.command("certs")).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/^ACCOUNT .*\ndefault +never +1999000001 /),
    stderr: expect.stringContaining('the account "other" has no management backend'),
  });
  expect(project.command("certs", "--account", "default")).toMatchObject({ code: 0 });
  const listed = project.command("applications", "--json");
  expect(listed).toMatchObject({ code: 1, stderr: expect.stringContaining('the account "other" has no') });
  expect(JSON.parse(listed.stdout)).toMatchObject({
    backends: [{ account: "default", applications: [{ sdkAppId: 1999000001 }] }],
    errors: [expect.any(String)],
  });
  expect(project.command("applications", "--account", "default")).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^SDKAPPID .*\n1999000001 .*\n1 of 300 applications/),
  });
  expect(project.command("usersig", "1999000001", "administrator", "--account", "other")).toMatchObject({
    code: 1,
  });
  const sign = ["usersig", "1999000001", "administrator", "--account", "default"];
  project.done(...sign, "--expires", "180d", "--room", "7", "--privileges", "enter-room,receive-audio");
  expect(project.command(...sign, "--expires", "0s")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--expires must be a duration longer than nothing, for example "90m"'),
  });
  project.write("Pulumi.yaml", withoutAccounts);

  // Another place of another secret is a change; it shows without what it is.
  project.write("secrets/huawei.txt", `${planted}2\n`);
  project.write("apps/shop.yaml", file("file:../secrets/huawei.txt"));
  output.push(project.command("preview"));
  expect(output.at(-1)).toMatchObject({
    code: 2,
    stdout: expect.stringMatching(
      /~ PushCertificate shop\/huawei \(.*\)\n +platform\.appSecret: \[secret\] changes\n/,
    ),
  });
  output.push(project.done("up", "--yes"));

  for (const { stdout, stderr } of output) expect(`${stdout}${stderr}`).not.toContain(planted);
  const traces = execFileSync("sh", ["-c", `grep -rl ${planted} .tencentrtc state Pulumi.*.yaml || true`], {
    cwd: project.folder,
    encoding: "utf8",
  });
  expect(traces).toBe("");

  // A run that lacks it changes nothing.
  project.write("apps/shop.yaml", file("env:NOT_SET"));
  expect(project.command("up", "--yes")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("apps/shop.yaml:7:"),
  });
  project.done("destroy", "--yes");
  expect(await new Console(project.backendFile).applications()).toEqual([]);
  project.remove();
});
