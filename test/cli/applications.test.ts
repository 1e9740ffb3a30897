import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateApplication, SimulateApplication, TagResources } from "../../backend/api";
import { embeddedUin, openStore } from "../../backend/store";
import { Backend } from "../provider/backend";
import { command, tencentrtc } from "./tencentrtc";

describe("tencentrtc applications", () => {
  let backend: Backend;
  const list = (...args: string[]) =>
    tencentrtc(["applications", ...args, "--database", `file:${backend.file}`]);
  const create = async (Name: string, Owner?: string) =>
    (await backend.call(CreateApplication, { Name, Owner, Region: "singapore", Products: ["chat"] }))
      .SdkAppId;
  beforeEach(async () => {
    backend = await Backend.open();
  });
  afterEach(() => backend.close());

  test("shows an account without applications", () => {
    expect(list()).toEqual({ code: 0, stdout: `No applications in ${backend.file}.\n`, stderr: "" });
    expect(JSON.parse(list("--json").stdout)).toEqual({
      database: backend.file,
      simulated: true,
      quotas: {
        applications: { used: 0, limit: 300 },
        trials: { used: 0, limit: 10 },
        adminAccountsPerApplication: 10,
        pushCertificatesPerApplication: 100,
      },
      applications: [],
    });
  });

  test("shows who declares each, its status and its tags, in columns", async () => {
    const id = await create("support", "organization::dev::shop::::support");
    const made = await create("x");
    await backend.admin(SimulateApplication, { SdkAppId: made, Name: "客服" });
    await backend.call(TagResources, {
      ResourceList: [`qcs::im::uin/${embeddedUin}:sdkappid/${id}`],
      Tags: [
        { TagKey: "team", TagValue: "support" },
        { TagKey: "stage", TagValue: "prod" },
      ],
    });
    expect(list().stdout.split("\n")).toEqual([
      "SDKAPPID    NAME     REGION     STATUS  PRODUCTS         CERTIFICATES  DECLARED BY       TAGS",
      "1999000001  support  singapore  Normal  chat free-trial                shop/dev support  stage=prod team=support",
      "1999000002  客服     singapore  Normal  chat free-trial                nobody",
      "2 of 300 applications, 0 of 10 trials claimed.",
      "",
    ]);
  });

  test("gives scripts the names that programs know", async () => {
    await create("support", "organization::dev::shop::::support");
    const { applications } = JSON.parse(list("--json").stdout);
    expect(applications).toEqual([
      {
        sdkAppId: 1999000001,
        name: "support",
        description: "",
        applicationType: null,
        region: "singapore",
        rtcRegion: "singapore",
        products: ["chat"],
        enabled: true,
        status: "Normal",
        statusSince: expect.stringMatching(/^\d{4}-/),
        statusUntil: null,
        disabledReason: null,
        disabledCure: null,
        expireTime: null,
        productStatus: [
          {
            product: "chat",
            status: "Normal",
            basicService: null,
            valueAddedService: null,
            edition: "free-trial",
            expireTime: null,
          },
        ],
        editions: { chat: "free-trial" },
        rtcService: false,
        rtcServiceStatus: null,
        signatureAlgorithm: "HMAC-SHA256",
        deletionProtection: false,
        deletableBySupportOnly: false,
        executor: "clock",
        tags: {},
        adminAccounts: ["administrator"],
        subscriptions: [],
        pushCertificates: [],
        webhooks: [],
        leaving: [],
        declaration: "organization::dev::shop::::support",
        createdTime: expect.stringMatching(/^\d{4}-/),
      },
    ]);
  });

  test("lists more applications than one answer holds", async () => {
    for (let i = 0; i < 101; i += 1) await create(`app_${i}`);
    const { applications } = JSON.parse(list("--json").stdout);
    expect(applications.map(({ name }: { name: string }) => name)).toEqual(
      Array.from({ length: 101 }, (_, i) => `app_${i}`),
    );
  });

  test("lets no name move the cursor or turn the reading direction", async () => {
    const id = await create("x");
    await backend.admin(SimulateApplication, { SdkAppId: id, Name: "a\u001b[2Jb\u202ec\nd" });
    expect(list().stdout).toContain("a\ufffd[2Jb\ufffdc\ufffdd  singapore");
  });

  test("ends quietly when its reader has seen enough", async () => {
    await create("support");
    const pipe = `"${process.execPath}" "${command}" applications --json --database "file:${backend.file}" | true`;
    const { status, stderr } = spawnSync("bash", ["-o", "pipefail", "-c", pipe], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  // `script` gives the command a terminal of its own; not every machine has one that takes these options.
  (existsSync("/usr/bin/script") && process.platform === "linux" ? test : test.skip).each([
    ["in colour on a terminal", {}, true],
    ["without colour where NO_COLOR is set", { NO_COLOR: "1" }, false],
    ["without colour on a dumb terminal", { TERM: "dumb" }, false],
    ["without colour in a CI", { CI: "true" }, false],
  ])("%s", async (_name, env, coloured) => {
    await create("support");
    const line = `'${process.execPath}' '${command}' applications --database 'file:${backend.file}'`;
    // Nothing else from this environment: Node shows no colours on most terminals of a CI, which it knows by `CI`.
    const { stdout } = spawnSync("script", ["-qec", line, "/dev/null"], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, TERM: "xterm-256color", ...env },
    });
    expect(stdout).toContain("Normal");
    expect(stdout.includes("\u001b[32mNormal\u001b[0m")).toBe(coloured);
    expect(stdout.includes("\u001b")).toBe(coloured);
  });
});

describe("which backend is meant", () => {
  const project = mkdtempSync(join(tmpdir(), "tencentrtc-cli-"));
  const inside = join(project, "src");
  const database = join(project, ".tencentrtc/backend.db");
  beforeAll(async () => {
    mkdirSync(inside);
    writeFileSync(join(project, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
    await (await openStore({ file: database, create: true })).close();
  });
  afterAll(() => rmSync(project, { recursive: true }));

  test.each([
    ["the project's own, from any folder of it", [], {}],
    ["the one of the environment", [], { TENCENTRTC_ENDPOINT: "file:.tencentrtc/backend.db" }],
    ["the same with a line's end after it", [], { TENCENTRTC_ENDPOINT: "file:.tencentrtc/backend.db\r\n" }],
    [
      "the one named, before the environment's",
      ["--database", "file:.tencentrtc/backend.db"],
      { TENCENTRTC_ENDPOINT: "file:other.db" },
    ],
  ])("%s", (_name, args, env) => {
    const { code, stdout } = tencentrtc(["applications", "--json", ...args], { cwd: inside, env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).database).toBe(database);
  });

  test("an empty variable is a mistake, and not unset", () => {
    const { code, stderr } = tencentrtc(["applications"], { cwd: inside, env: { TENCENTRTC_ENDPOINT: "" } });
    expect(code).toBe(1);
    expect(stderr).toContain("TENCENTRTC_ENDPOINT: is empty");
  });

  test.each([
    [
      "one that isn't there",
      "file:nowhere/backend.db",
      `there is no management backend at ${project}/nowhere/backend.db`,
    ],
    ["a file of something else", "file:Pulumi.yaml", "can't be used as the backend database"],
    [
      "a server",
      "https://user:secret@rtc.example/?token=secret",
      'the endpoint "https://rtc.example/" can\'t be used',
    ],
    ["a path without its kind", "backend.db", 'the endpoint "backend.db" can\'t be used'],
    ["nothing", "file:", "names no file"],
  ])("refuses %s in plain words, and makes nothing", (_name, endpoint, message) => {
    for (const name of ["applications", "doctor"]) {
      const { code, stdout, stderr } = tencentrtc([name, "--database", endpoint], { cwd: inside });
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain(message);
      expect(stderr).not.toMatch(/^\s+at |secret/m);
    }
    expect(existsSync(join(project, "nowhere"))).toBe(false);
  });
});

test.each([
  ["aplications", "(Did you mean applications?)"],
  ["applications --jsn", "(Did you mean --json?)"],
  ["console disbale 1999000001", "(Did you mean disable?)"],
  ["applications 1999000001", "too many arguments"],
  ["console rename 1999000001", "missing required argument 'name'"],
])("tencentrtc %s is wrong use: %s", (line, message) => {
  const { code, stdout, stderr } = tencentrtc(line.split(" "));
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(message);
});

test.each([["--help"], ["applications", "--help"], ["console", "disable", "--help"], ["doctor", "--help"]])(
  "tencentrtc %s %s explains itself",
  (...args) => {
    const { code, stdout, stderr } = tencentrtc(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Usage: tencentrtc");
  },
);
