import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { command } from "../cli/tencentrtc";
import { AppsProject } from "./apps-project";

const root = resolve(__dirname, "../..");

test.each(["README.md", "README.zh-CN.md"])(
  "%s: from an empty folder to a drift report, as it stands",
  (readme) => {
    const [, blocks = ""] =
      /^## (?:Without a program|不写程序)\n(.*?)^## /ms.exec(readFileSync(join(root, readme), "utf8")) ?? [];
    const [install, script] = [...blocks.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text]) => text ?? "");
    expect(install).toMatch(/^npm install \.\/pulumi-tencentrtc-\S+\.tgz @pulumi\/pulumi@3\.248\.0\n$/);

    // What the installation leaves in the folder, and the passphrase not yet set.
    const project = new AppsProject();
    delete project.env.PULUMI_CONFIG_PASSPHRASE;
    project.write(
      "node_modules/.bin/tencentrtc",
      `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`,
    );
    chmodSync(join(project.folder, "node_modules/.bin/tencentrtc"), 0o755);
    const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", script ?? "exit 9"], {
      cwd: project.folder,
      env: project.variables,
      encoding: "utf8",
    });
    expect([status, status === 0 ? "" : stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")).toEqual([
      "1 file, no mistakes.",
      "main: 2 to create",
      "  + Application support",
      "  + AdminAccount support/ops_admin",
      "main: 2 of 2 resources changed",
      "  support: SDKAppID 1999000001",
      "SUPPORT_SDK_APP_ID=1999000001",
      "SUPPORT_REGION=singapore",
      "SUPPORT_ADMIN_ACCOUNTS=administrator,ops_admin",
      'Application 1999000001 is named "other" now.',
      "### Drift in `main`: 1 (2 resources)",
      "",
      "| application | SDKAppID | what | declared | actual | since | by |",
      "|---|---|---|---|---|---|---|",
      expect.stringMatching(
        /^\| support \| 1999000001 \| Application name \| "support" \| "other" \| \d{4}-\d\d-\d\dT.*Z \| cli \|$/,
      ),
      "main: 1 of 2 resources changed",
      "  support: SDKAppID 1999000001",
      "",
    ]);
    project.remove();
  },
);
