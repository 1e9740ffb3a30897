import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PlayedTencent } from "../backend/cloud/played-tencent";
import { type Account, made } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { filesBelow } from "./files-below";
import { classes, withPlugin } from "./plugin-project";
import { Project } from "./project";
import { applications, RealProject } from "./real-project";

const uin = "200012345678";
const wrongKey = "fedcba9876543210".repeat(4);
const newKey = "00112233445566778899aabbccddeeff".repeat(2);
const cloud = {
  TENCENTRTC_CLOUD_SECRET_ID: "AKIDplanted",
  TENCENTRTC_CLOUD_SECRET_KEY: "PLANTEDcloudSecretKey42",
};

/** A whole story of a real account, with everything that it prints, logs and leaves on the disk. */
class Story {
  readonly printed: string[] = [];
  readonly #told: string[] = [];

  private constructor(
    readonly tencent: PlayedTencent,
    readonly home: RealProject,
    readonly program: Project,
    readonly pair: Account,
    readonly server: ServerProcess | undefined,
  ) {}

  static async open(make: () => Project, isServed: boolean): Promise<Story> {
    const tencent = await new PlayedTencent().open();
    for (const [id, one] of applications(3, 20_000_001, "tokyo")) tencent.applications.set(id, one);
    tencent.accounts = [
      { uin, secretId: "AKIDplanted", secretKey: "PLANTEDcloudSecretKey42", sdkAppIds: [] },
    ];
    const keys = [...tencent.applications].map(([id, { secretKey }]) => [`KEY_${id}`, secretKey]);
    const planted = { ...Object.fromEntries(keys), KEY_20000003: wrongKey, NEW_KEY: newKey };
    const home = new RealProject(tencent, uin, { ...planted, ...cloud });
    const temporary = join(home.folder, "tmp");
    mkdirSync(temporary);
    home.env.TMPDIR = temporary;
    const database = `file:${join(home.folder, ".tencentrtc/backend.db")}`;
    const pair = made(
      "account",
      "add",
      "prod",
      "--site",
      "international",
      "--uin",
      uin,
      "--database",
      database,
    );
    const program = make();
    const server = isServed
      ? await ServerProcess.startWith(
          { ...tencent.environment(), ...cloud, TMPDIR: temporary },
          "--database",
          database,
        )
      : undefined;
    const way: Record<string, string> = server
      ? {
          TENCENTRTC_ENDPOINT: server.url,
          TENCENTCLOUD_SECRET_ID: pair.secretId,
          TENCENTCLOUD_SECRET_KEY: pair.secretKey,
        }
      : { TENCENTRTC_ENDPOINT: database };
    Object.assign(home.env, way);
    Object.assign(program.env, tencent.environment(), way, { TENCENTRTC_UIN: uin, TMPDIR: temporary });
    home.write(
      "apps.csv",
      ["id,region,key,admins", ...keys.map(([name]) => `${name?.slice(4)},tokyo,env:${name},ops`)].join("\n"),
    );
    return new Story(tencent, home, program, pair, server);
  }

  async command(code: number, ...args: string[]): Promise<string> {
    const { stdout, stderr } = await this.home.ends(code, ...args);
    this.printed.push(stdout, stderr);
    return `${stdout}${stderr}`;
  }

  async engine(isDone: boolean, ...args: string[]): Promise<string> {
    const { stack } = this.program;
    const run = await this.program.pulumi(...args, "--stack", stack, "-v=9", "--logtostderr", "--logflow");
    this.printed.push(run.output);
    expect({ isDone: run.code === 0, output: isDone ? run.output.slice(-2_000) : "" }).toMatchObject({
      isDone,
    });
    return run.output;
  }

  /** What is asked for is given: it is no leak, but must be nowhere else. */
  async handedOut(...args: string[]): Promise<void> {
    const { stdout, stderr } = await this.home.ends(0, ...args);
    this.printed.push(stderr);
    this.#told.push(stdout.trim());
  }

  get secrets(): readonly string[] {
    const signatures = this.tencent.heard.flatMap(({ url }) => url.searchParams.get("usersig") ?? []);
    return [
      ...[...this.tencent.applications.values()].map(({ secretKey }) => secretKey),
      ...[wrongKey, newKey, cloud.TENCENTRTC_CLOUD_SECRET_KEY, this.pair.secretKey],
      ...[...signatures, ...this.#told].flatMap((one) => [one, encodeURIComponent(one)]),
    ];
  }

  /** Whatever was printed, logged or left in a file that holds one of the secrets. */
  leaks(): string[] {
    const files = [this.home.folder, this.program.folder].flatMap(filesBelow);
    const texts = [
      ...this.printed.map((text) => ["what was printed", Buffer.from(text)] as const),
      ["the server's log", Buffer.from(this.server?.log ?? "")] as const,
      ...files.map((file) => [file, readFileSync(file)] as const),
    ];
    return texts.flatMap(([where, bytes]) => {
      const held = this.secrets.find((secret) => bytes.includes(secret));
      return held === undefined ? [] : [`${where} holds ${held.slice(0, 6)}…`];
    });
  }

  async close(): Promise<void> {
    await this.server?.end();
    await this.tencent.close();
    this.program.remove();
    this.home.remove();
  }
}

test.each([
  ["classes, on a database", () => new Project(), "const { Application, AdminAccount } = rtc;", false],
  ["the plugin, on a server", withPlugin, classes, true],
] as const)(
  "keys, UserSigs and key pairs are in no output, log, error, state, database or file of a story of %s",
  async (_, make, names, isServed) => {
    const story = await Story.open(make, isServed);
    const { tencent, program } = story;
    try {
      await story.command(2, "verify", "--csv", "apps.csv", "--site", "international");
      expect(await story.command(1, "enrol", "--csv", "apps.csv")).toContain("70003");
      await story.command(0, "applications", "--json");
      await program.init();
      program.program(`${names}
        for (const id of ["20000001", "20000002"]) {
          const app = new Application("app" + id, { adopt: id, region: "tokyo", enabled: true });
          new AdminAccount("ops" + id, { application: app, userId: "ops", adopt: true });
          exports["key" + id] = app.secretKey;
        }
      `);
      await story.engine(true, "up", "--yes", "--skip-preview");
      const first = tencent.applications.get(20_000_001);
      if (!first) throw new Error("it is played");
      // A key that was changed, a host that answers a page, and what only a person mends.
      tencent.applications.set(20_000_001, { ...first, secretKey: newKey });
      await story.command(2, "verify");
      await story.engine(true, "refresh", "--yes", "--skip-preview", "--diff");
      await story.command(0, "attest", "20000001", "--key", "env:NEW_KEY", "name=shop");
      await story.command(0, "verify", "--json");
      tencent.interfere = () => ({ status: 200, body: "<html>" });
      await story.command(1, "verify");
      tencent.interfere = () => undefined;
      tencent.applications.set(20_000_001, { ...first, secretKey: newKey, instead: 60016 });
      await story.command(2, "verify");
      expect(await story.engine(true, "up", "--yes", "--skip-preview", "--refresh", "--diff")).toMatch(
        /~ enabled/,
      );
      await story.command(2, "doctor", "--json");
      await story.command(0, "activity", "--json");
      if (!isServed) await story.handedOut("usersig", "20000002", "ops");
      program.program(`${names} new Application("new", { products: ["chat"], region: "tokyo" });`);
      expect(await story.engine(false, "preview")).toMatch(/adopt.*is required on a real account/);
      await story.engine(true, "destroy", "--yes", "--skip-preview");
      expect(story.leaks()).toEqual([]);
      expect(tencent.mutations).toEqual([]);
    } finally {
      await story.close();
    }
  },
);
