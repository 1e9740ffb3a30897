import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { ModifyApplication } from "../../backend/api";
import { Console } from "./backend";
import { Project } from "./project";

const root = resolve(__dirname, "../..");
const example = join(root, "examples/ci");

/** A team's git server, what its runners share, and a runner that keeps nothing from one job to the next. */
class Team {
  readonly folder = mkdtempSync(join(tmpdir(), "tencentrtc-ci-"));
  readonly #engine = new Project();
  readonly backend = new Console(join(this.folder, "shared/backend.db"));

  constructor() {
    mkdirSync(join(this.folder, "shared/state"), { recursive: true });
    mkdirSync(join(this.folder, "work/apps"), { recursive: true });
    this.git("init", "--quiet", "--initial-branch", "main");
    cpSync(join(example, "tencentrtc.sh"), join(this.folder, "work/tencentrtc.sh"));
    this.write("Pulumi.yaml", "name: fleet\nruntime: nodejs\n");
    this.write(".gitignore", "node_modules/\nreports/\nPulumi.*.yaml\n");
  }

  git(...args: string[]): void {
    const who = ["-c", "user.name=team", "-c", "user.email=team@example.com"];
    execFileSync("git", [...who, ...args], { cwd: join(this.folder, "work"), stdio: "ignore" });
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, "work", path), text);
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  /** One job on a fresh clone of a branch. */
  job(branch: string, what: string): { code: number | null; output: string; report(name: string): string } {
    const runner = mkdtempSync(join(this.folder, "runner-"));
    execFileSync("git", ["clone", "--quiet", "--branch", branch, join(this.folder, "work"), runner], {
      stdio: "ignore",
    });
    const modules = join(runner, "node_modules");
    mkdirSync(join(modules, ".bin"), { recursive: true });
    mkdirSync(join(modules, "@pulumi"));
    symlinkSync(root, join(modules, "pulumi-tencentrtc"));
    symlinkSync(join(root, "node_modules/@pulumi/pulumi"), join(modules, "@pulumi/pulumi"));
    // As npm installs it.
    writeFileSync(
      join(modules, ".bin/tencentrtc"),
      `#!/bin/sh\nexec "${process.execPath}" "${root}/dist/cli/main.js" "$@"\n`,
      { mode: 0o755 },
    );
    const env = {
      ...this.#engine.env,
      PULUMI_BACKEND_URL: `file://${join(this.folder, "shared/state")}`,
      TENCENTRTC_ENDPOINT: `file:${join(this.folder, "shared/backend.db")}`,
      TENCENTRTC_ENVIRONMENT: "prod",
    };
    const { status, stdout, stderr } = spawnSync("sh", ["tencentrtc.sh", what], {
      cwd: runner,
      env,
      encoding: "utf8",
    });
    return {
      code: status,
      output: `${stdout}${stderr}`,
      report: (name) => readFileSync(join(runner, "reports", name), "utf8"),
    };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    this.#engine.remove();
  }
}

const shop = "application: shop\nproducts: [chat]\nregion: singapore\ntags: { team: shop }\n";

test("a pull request is previewed, merged, applied, and watched at night, by runners that keep nothing", async () => {
  const team = new Team();
  team.write("apps/shop.yaml", `${shop}environments: { prod: {} }\n`);
  team.commit("The shop");
  expect(team.job("main", "merge")).toMatchObject({ code: 0 });

  team.git("checkout", "--quiet", "-b", "change");
  team.write("apps/shop.yaml", `${shop}admins: [ops]\nenvironments: { prod: { enabled: false } }\n`);
  team.commit("Close the shop");
  const preview = team.job("change", "pull-request");
  expect(preview).toMatchObject({ code: 0 });
  expect(preview.report("preview.md")).toContain(
    "| ✏️ update | Application shop (1999000001) | enabled | true | false |",
  );
  expect(preview.report("preview.md")).toContain(
    "> disabling Application 1999000001: Call, Conference, RTC Engine",
  );
  expect(preview.report("preview.md")).toContain("| ➕ create | AdminAccount shop/ops | | | |");
  expect((await team.backend.application(1999000001)).Status).toBe("Normal");

  team.write("apps/shop.yaml", `${shop}admin: [ops]\nenvironments: { prod: { enabled: false } }\n`);
  team.commit("A slip");
  const refused = team.job("change", "pull-request");
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining('apps/shop.yaml:5:1: admin isn\'t known here; did you mean "admins"?'),
  });
  expect(JSON.parse(refused.report("validate.sarif")).runs[0].results).toMatchObject([
    {
      ruleId: "unknown-key",
      locations: [{ physicalLocation: { region: { startLine: 5, startColumn: 1 } } }],
    },
  ]);

  team.write("apps/shop.yaml", `${shop}admins: [ops]\nenvironments: { prod: {} }\n`);
  team.commit("Keep it open");
  team.git("checkout", "--quiet", "main");
  team.git("merge", "--quiet", "--no-edit", "change");
  expect(team.job("main", "merge")).toMatchObject({ code: 0 });
  expect(team.job("main", "nightly")).toMatchObject({ code: 0 });

  await team.backend.call(ModifyApplication, { SdkAppId: 1999000001, Description: "by_hand" });
  const night = team.job("main", "nightly");
  expect(night).toMatchObject({ code: 2 });
  expect(night.report("drift.md")).toContain(
    '| shop | 1999000001 | Application description | "" | "by\\_hand" |  |',
  );
  expect(night.report("drift.xml")).toContain('failures="1" errors="0"');
  team.remove();
});

test("the workflows run the script that the test above runs, for each of its jobs", () => {
  for (const file of [".github/workflows/applications.yml", ".gitlab-ci.yml"]) {
    const text = readFileSync(join(example, file), "utf8");
    expect(parse(text)).toBeInstanceOf(Object);
    for (const job of ["pull-request", "merge", "nightly"]) expect(text).toContain(`sh tencentrtc.sh ${job}`);
  }
});
