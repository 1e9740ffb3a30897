import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseXml } from "../apps/xml";
import { made } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { type Run, tencentrtc } from "../cli/tencentrtc";
import { Project } from "./project";

const root = resolve(__dirname, "../..");
const example = join(root, "examples/ci");

/** A team's git server, what its runners share, and a runner that keeps nothing from one job to the next. */
class Team {
  readonly folder = mkdtempSync(join(tmpdir(), "tencentrtc-ci-"));
  readonly #engine = new Project();

  static async start(): Promise<Team> {
    const team = new Team();
    const database = `file:${join(team.folder, "served/backend.db")}`;
    const { secretId, secretKey } = made(
      "account",
      "add",
      "team",
      "--database",
      database,
      "--window-seconds",
      "1",
    );
    team.#server = await ServerProcess.start("--database", database);
    Object.assign(team.#engine.env, {
      PULUMI_BACKEND_URL: `file://${join(team.folder, "shared/state")}`,
      TENCENTRTC_ENDPOINT: team.#server.url,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTRTC_ENVIRONMENT: "prod",
    });
    return team;
  }

  #server: ServerProcess | undefined;

  private constructor() {
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
    const { status, stdout, stderr } = spawnSync("sh", ["tencentrtc.sh", what], {
      cwd: runner,
      env: this.#engine.env,
      encoding: "utf8",
    });
    return {
      code: status,
      output: `${stdout}${stderr}`,
      report: (name) => readFileSync(join(runner, "reports", name), "utf8"),
    };
  }

  /** The command on somebody's own machine. */
  byHand(...args: string[]): Run {
    return tencentrtc(args, { cwd: this.folder, env: this.#engine.env });
  }

  async remove(): Promise<void> {
    await this.#server?.end();
    rmSync(this.folder, { recursive: true, force: true });
    this.#engine.remove();
  }
}

const shop = "application: shop\nproducts: [chat]\nregion: singapore\ntags: { team: shop }\n";

let team: Team;
afterAll(() => team?.remove());

test("a pull request is previewed, merged, applied, and watched at night, by runners that keep nothing", async () => {
  team = await Team.start();
  team.write("apps/shop.yaml", `${shop}environments: { prod: {} }\n`);
  team.commit("The shop");
  expect(team.job("main", "merge")).toMatchObject({ code: 0 });

  team.git("checkout", "--quiet", "-b", "change");
  team.write("apps/shop.yaml", `${shop}admins: [ops]\nenvironments: { prod: { enabled: false } }\n`);
  team.commit("Close the shop");
  const preview = team.job("change", "pull-request");
  expect(preview).toMatchObject({ code: 0 });
  expect(preview.report("preview.md")).toContain(
    "| ✏️ update | Application shop (2000000000) | enabled | true | false |",
  );
  expect(preview.report("preview.md")).toContain(
    "> **Service stops**\n>\n> - shop: enabled: false disables Application 2000000000\n\n> Disabling an application stops Call, Conference",
  );
  expect(preview.report("preview.md")).toContain("| ➕ create | AdminAccount shop/ops | | | |");
  expect(JSON.parse(team.byHand("applications", "--json").stdout).applications).toMatchObject([
    { sdkAppId: 2000000000, status: "Normal" },
  ]);

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
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "apps/shop.yaml" },
            region: { startLine: 5, startColumn: 1 },
          },
        },
      ],
    },
  ]);
  expect(JSON.parse(refused.report("code-quality.json"))).toMatchObject([
    { check_name: "unknown-key", location: { path: "apps/shop.yaml", lines: { begin: 5 } } },
  ]);
  expect(refused.report("preview.md")).toContain("    apps/shop.yaml:5:1: admin isn't known here");

  team.write("apps/shop.yaml", `${shop}admins: [ops]\nenvironments: { prod: {} }\n`);
  team.commit("Keep it open");
  team.git("checkout", "--quiet", "main");
  team.git("merge", "--quiet", "--no-edit", "change");
  expect(team.job("main", "merge")).toMatchObject({ code: 0 });
  expect(team.job("main", "nightly")).toMatchObject({ code: 0 });

  expect(team.byHand("console", "rename", "2000000000", "by_hand")).toMatchObject({ code: 0 });
  const night = team.job("main", "nightly");
  expect(night).toMatchObject({ code: 2 });
  expect(night.report("drift.md")).toMatch(
    /\| shop \| 2000000000 \| Application name \| "shop" \| "by\\_hand" \| [\d:T.-]+Z \| cli AKID…\w{4} \|/,
  );
  expect(parseXml(night.report("drift.xml")).children).toMatchObject([
    {
      attributes: { name: "prod", tests: "1", failures: "1", errors: "0" },
      children: [{ attributes: { name: "Application shop (2000000000) name" } }],
    },
  ]);
});
