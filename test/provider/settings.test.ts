import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../ground/errors";
import { type ProviderSettings, readSettings, refusalOfUnknown } from "../../provider/lifecycle/settings";
import { Backend } from "./backend";
import { adminAccount, application, idOf, tag } from "./engine/declarations";
import { MiniEngine } from "./mini-engine";

type Texts = Readonly<Record<string, string>>;

const read = (config: Texts, environment: Texts = {}): ProviderSettings =>
  readSettings((key) => config[key], environment);

/** The message with which settings are refused. */
function refusal(config: Texts, environment?: Texts): string {
  try {
    read(config, environment);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error("the settings were accepted");
}

describe("provider settings", () => {
  test("have defaults", () => {
    expect(read({})).toEqual({
      endpoint: "file:.tencentrtc/backend.db",
      defaultTags: {},
      allowPurchases: false,
      subscriptionWarningDays: 7,
      createTags: true,
      certificateWarningDays: 30,
      secretKeysInState: false,
      serviceEndpoints: {},
      allowHttp: false,
      credentials: undefined,
    });
  });

  test("come from stack config", () => {
    const config = {
      "tencentrtc:endpoint": "file:/srv/rtc.db",
      "tencentrtc:defaultTags": '{"team":"support","cost":"4711"}',
      "tencentrtc:allowPurchases": "true",
      "tencentrtc:subscriptionWarningDays": "0",
      "tencentrtc:createTags": "false",
      "tencentrtc:certificateWarningDays": "14",
      "tencentrtc:secretKeysInState": "true",
      "tencentrtc:uin": "200012345678",
      "tencentrtc:secretId": "AKID",
      "tencentrtc:secretKey": "SK",
      "tencentrtc:sessionToken": "temporary",
      "tencentrtc:serviceEndpoints": '{"tag":"https://tag.tencentcloudapi.com"}',
      "tencentrtc:allowHttp": "true",
    };
    expect(read(config)).toEqual({
      endpoint: "file:/srv/rtc.db",
      defaultTags: { team: "support", cost: "4711" },
      allowPurchases: true,
      subscriptionWarningDays: 0,
      createTags: false,
      certificateWarningDays: 14,
      secretKeysInState: true,
      uin: "200012345678",
      serviceEndpoints: { tag: "https://tag.tencentcloudapi.com" },
      allowHttp: true,
      credentials: { secretId: "AKID", secretKey: "SK", token: "temporary" },
    });
  });

  test("come from the environment where stack config says nothing", () => {
    const environment = {
      TENCENTRTC_ENDPOINT: "file:/env.db",
      TENCENTCLOUD_SECRET_ID: "env-id",
      TENCENTCLOUD_SECRET_KEY: "env-key",
    };
    expect(read({}, environment)).toMatchObject({
      endpoint: "file:/env.db",
      credentials: { secretId: "env-id", secretKey: "env-key" },
    });
    expect(read({ "tencentrtc:endpoint": "file:/a.db" }, environment).endpoint).toBe("file:/a.db");
  });

  test("take whole numbers and booleans among default tags as their text, as config set --path writes them", () => {
    const config = { "tencentrtc:defaultTags": '{"year":2026,"paid":false,"team":"support"}' };
    expect(read(config).defaultTags).toEqual({ year: "2026", paid: "false", team: "support" });
  });

  const meant: [string, RegExp][] = [
    ["defaultTag", /tencentrtc:defaultTag is not a setting .*did you mean "tencentrtc:defaultTags"\?$/],
    ["allowPurchase", /did you mean "tencentrtc:allowPurchases"\?$/],
    ["createtags", /did you mean "tencentrtc:createTags"\?$/],
    ["colour", /tencentrtc:colour is not a setting .*there is tencentrtc:endpoint, .*tencentrtc:allowHttp$/],
  ];
  test.each(meant)("refuse the key %s, which would be ignored, and say what may be meant", (key, said) => {
    expect(refusalOfUnknown(["aws:region", `tencentrtc:${key}`], "shop")).toMatch(said);
  });

  test("refuse no key that is theirs, nor one of another namespace, nor of a project of the same name", () => {
    const known = ["endpoint", "defaultTags", "allowPurchases", "createTags", "secretId", "secretKey"];
    expect(refusalOfUnknown([...known.map((key) => `tencentrtc:${key}`), "shop:x"], "shop")).toBeUndefined();
    expect(refusalOfUnknown(["tencentrtc:replicas"], "tencentrtc")).toBeUndefined();
  });

  const bad: [string, Texts, Texts, string][] = [
    ["an empty endpoint", { "tencentrtc:endpoint": "" }, {}, "tencentrtc:endpoint: is empty: name a backend"],
    [
      "defaultTags that are no JSON",
      { "tencentrtc:defaultTags": "{team" },
      {},
      "tencentrtc:defaultTags: must map",
    ],
    [
      "defaultTags that are a list",
      { "tencentrtc:defaultTags": '["a"]' },
      {},
      "tencentrtc:defaultTags: must map",
    ],
    [
      "a reserved key",
      { "tencentrtc:defaultTags": '{"qcloud":"a"}' },
      {},
      "tencentrtc:defaultTags.qcloud: must not begin",
    ],
    [
      "an empty value",
      { "tencentrtc:defaultTags": '{"team":""}' },
      {},
      "tencentrtc:defaultTags.team: must not be empty",
    ],
    [
      "a broken number as a value",
      { "tencentrtc:defaultTags": '{"team":1.1}' },
      {},
      "tencentrtc:defaultTags.team: must be text",
    ],
    [
      "null as a value",
      { "tencentrtc:defaultTags": '{"team":null}' },
      {},
      "tencentrtc:defaultTags.team: must",
    ],
    [
      "an endpoint for applications apart",
      { "tencentrtc:serviceEndpoints": '{"rtcapp":"https://rtc.example.com"}' },
      {},
      "tencentrtc:serviceEndpoints",
    ],
    [
      "a service's endpoint that is no URL",
      { "tencentrtc:serviceEndpoints": '{"tag":"tag.tencentcloudapi.com"}' },
      {},
      "tencentrtc:serviceEndpoints.tag: must be a URL",
    ],
    [
      "allowPurchases: yes",
      { "tencentrtc:allowPurchases": "yes" },
      {},
      'tencentrtc:allowPurchases: must be "true" or "false"',
    ],
    [
      "subscriptionWarningDays: a week",
      { "tencentrtc:subscriptionWarningDays": "a week" },
      {},
      "tencentrtc:subscriptionWarningDays: must be a whole number of days from 0 to 3650",
    ],
    [
      "createTags: 1",
      { "tencentrtc:createTags": "1" },
      {},
      'tencentrtc:createTags: must be "true" or "false"',
    ],
    [
      "a secret id in config beside a whole pair in the environment",
      { "tencentrtc:secretId": "config-id" },
      { TENCENTCLOUD_SECRET_ID: "env-id", TENCENTCLOUD_SECRET_KEY: "env-key" },
      "tencentrtc:secretId and tencentrtc:secretKey: give both or neither",
    ],
    ["half of the credentials", {}, { TENCENTCLOUD_SECRET_ID: "AKID" }, "TENCENTCLOUD_SECRET_KEY"],
    [
      "an empty secret",
      { "tencentrtc:secretId": "", "tencentrtc:secretKey": "k" },
      {},
      "tencentrtc:secretId: is empty",
    ],
  ];
  test.each(["\n", "\r\n", " "])("leave out %j at the end of endpoint and credentials", (end) => {
    const environment = {
      TENCENTRTC_ENDPOINT: `file:/srv/rtc.db${end}`,
      TENCENTCLOUD_SECRET_ID: `AKID${end}`,
      TENCENTCLOUD_SECRET_KEY: `\uFEFFSK${end}`,
      TENCENTCLOUD_TOKEN: `temporary${end}`,
    };
    expect(read({}, environment)).toMatchObject({
      endpoint: "file:/srv/rtc.db",
      credentials: { secretId: "AKID", secretKey: "SK", token: "temporary" },
    });
  });

  const variables = [
    "TENCENTRTC_ENDPOINT",
    "TENCENTCLOUD_SECRET_ID",
    "TENCENTCLOUD_SECRET_KEY",
    "TENCENTCLOUD_TOKEN",
  ];
  test.each(variables)("refuse an empty %s, which is not unset", (variable) => {
    expect(refusal({}, { [variable]: "" })).toContain(`${variable}: is empty`);
  });

  test.each(["file:/srv/a\nb.db", "file:/srv/rtc.db?mode=ro", "file:~somebody/rtc.db"])(
    "refuse the endpoint %j",
    (endpoint) => expect(refusal({}, { TENCENTRTC_ENDPOINT: endpoint })).toContain("TENCENTRTC_ENDPOINT: "),
  );

  test("find the user's folder in an endpoint", () => {
    expect(read({ "tencentrtc:endpoint": "file:~/rtc.db" }).endpoint).toBe(`file:${homedir()}/rtc.db`);
  });

  test.each(bad)("refuse %s and name its origin", (_, config, environment, named) => {
    expect(refusal(config, environment)).toContain(named);
  });

  test("tell every fault at once and repeat no value", () => {
    const message = refusal({
      "tencentrtc:defaultTags": '{"project":"hidden-1"}',
      "tencentrtc:allowPurchases": "hidden-2",
      "tencentrtc:secretKey": "hidden-3",
    });
    expect(message.split("\n")).toHaveLength(4);
    expect(message).not.toContain("hidden");
  });

  test("that can't be used fail every verb and change nothing", async () => {
    const backend = await Backend.open();
    const engine = backend.engine();
    await engine.up([application("app")]);
    const broken = new MiniEngine(
      { ...engine.home, config: { "tencentrtc:createTags": "perhaps" } },
      engine.stack,
    );
    broken.state = engine.state;
    for (const run of [broken.preview([application("app")]), broken.refresh(), broken.destroy()]) {
      expect(await run).toMatchObject({
        calls: [],
        faults: [expect.stringMatching(/^app: .*tencentrtc:createTags/s)],
      });
    }
    expect(broken.state).toEqual(engine.state);
    await backend.close();
  });

  test("that name a backend which isn't there yet leave no id to refer to", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tencentrtc-settings-"));
    const engine = new MiniEngine({ config: { "tencentrtc:endpoint": `file:${join(folder, "b.db")}` } });
    const children = (of: unknown) => [
      application("app"),
      adminAccount("ops", { application: of, userId: "ops" }),
      tag("cost", { application: of, key: "cost", value: "1" }),
    ];
    const { failures } = await engine.preview(children("1400000001"));
    expect(failures.map(({ resource, property }) => [resource, property])).toEqual([
      ["ops", "application"],
      ["cost", "application"],
    ]);
    for (const { reason } of failures) expect(reason).toMatch(/^names 1400000001, and there is no .* yet/);
    expect(await engine.preview(children(idOf("app")))).toMatchObject({ faults: [] });
    expect(await engine.preview([application("app")])).toMatchObject({ faults: [] });
    expect(existsSync(join(folder, "b.db"))).toBe(false);
    rmSync(folder, { recursive: true });
  });

  test.each([
    "postgres://user:hidden@db.example.com/rtc?password=hidden",
    "https://user:hidden@rtc.example.com",
    "https://rtc.example.com?password=hidden",
    "http://rtc.example.com",
    "https://rtc.example.com",
    "https://tag.tencentcloudapi.com",
    "file:",
    "ftp://x",
  ])("refuse the endpoint %s without its password", async (endpoint) => {
    const run = await new MiniEngine({ config: { "tencentrtc:endpoint": endpoint } }).preview([
      application("app"),
    ]);
    expect(run.faults).toEqual([expect.stringContaining("endpoint")]);
    expect(run.faults[0]).not.toContain("hidden");
  });
});
