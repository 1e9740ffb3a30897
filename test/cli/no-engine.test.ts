import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tencentrtc } from "./tencentrtc";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-no-engine-"));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "apps"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  writeFileSync(join(folder, "apps/shop.yaml"), "application: shop\nproducts: [chat]\nregion: tokyo\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  tencentrtc(args, {
    cwd: folder,
    env: { PATH: join(folder, "bin"), PULUMI_CONFIG_PASSPHRASE: "test", PULUMI_BACKEND_URL: "" },
  });

test.each([
  ["preview"],
  ["up", "--yes"],
  ["drift", "--state", "file:///"],
  ["destroy", "--yes", "--state", "file:///"],
])("%s without a Pulumi CLI says what is missing, and where it comes from", (...args) => {
  const { code, stdout, stderr } = run(...args);
  expect(code).toBe(1);
  expect(`${stdout}${stderr}`).toContain(
    "the Pulumi CLI, which does the work, isn't on PATH; how to install it: https://www.pulumi.com/docs/iac/download-install/",
  );
  expect(`${stdout}${stderr}`).not.toMatch(/ENOENT|\n +at /);
});

test("one that is too old is named, with what is needed", () => {
  const cli = join(folder, "bin/pulumi");
  writeFileSync(cli, "#!/bin/sh\necho v2.0.0\n", { mode: 0o755 });
  symlinkSync("/bin/sh", join(folder, "bin/sh"));
  const { code, stdout, stderr } = run("preview");
  expect(code).toBe(1);
  expect(`${stdout}${stderr}`).toMatch(
    /the Pulumi CLI on PATH can't do the work: .*current CLI version is v2\.0\.0/,
  );
  expect(`${stdout}${stderr}`).not.toMatch(/\n +at /);
});

test("what needs no CLI works all the same", () => {
  expect(run("validate")).toMatchObject({ code: 0 });
});
