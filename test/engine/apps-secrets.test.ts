import { execFileSync } from "node:child_process";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const planted = "3f9a0c57d1e84b62planted";

test("a secret that a file names reaches the backend and shows nowhere", async () => {
  const project = new AppsProject({ env: { HUAWEI_SECRET: planted } });
  const file = (secret: string) =>
    `application: shop\nproducts: [chat]\nregion: tokyo\ndeletionProtection: false\ncertificates:\n  - name: huawei\n    platform: { vendor: huawei, packageName: com.example.shop, appId: "104512345", appSecret: ${secret} }\n`;
  project.write("apps/shop.yaml", file("env:HUAWEI_SECRET"));
  const output = [project.done("validate"), project.done("up", "--yes", "--json")];
  output.push(project.command("preview", "--json"));
  expect(output.at(-1)).toMatchObject({ code: 0 });
  output.push(project.done("drift", "--json"), project.done("certs"));
  expect(output.at(-1)?.stdout).toMatch(/never +1999000001 +\d+ +huawei +104512345/);

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
    stdout: expect.stringContaining("~ PushCertificate shop/huawei"),
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
