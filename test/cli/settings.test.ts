import { defaultSettings, Settings } from "../../backend/api";
import { Backend } from "../provider/backend";
import type { Account } from "./account";
import { ServerProcess } from "./server-process";
import { tencentrtc } from "./tencentrtc";

describe("tencentrtc account settings", () => {
  let backend: Backend;
  const act = (...args: string[]) =>
    tencentrtc(["account", "settings", ...args, "--database", `file:${backend.file}`]);
  beforeAll(async () => {
    backend = await Backend.open();
  });
  afterAll(() => backend.close());

  test("lists every setting with default, unit and source", () => {
    const { settings } = JSON.parse(act("list", "--json").stdout);
    expect(settings.map(({ name }: { name: string }) => name)).toEqual(Settings.keyof().options);
    expect(settings).toContainEqual({
      name: "TrialDays",
      value: 7,
      default: 7,
      unit: "days",
      meaning: "of a trial of Call, RTC Engine or the call pack",
      source: "RTC, IM",
    });
  });

  test("sets several, and puts one back", () => {
    const set = act("set", "TrialDays=14", "PaidChatDeletion=self-service");
    expect(set).toMatchObject({ code: 0, stdout: expect.stringMatching(/TrialDays +14 +7 +days/) });
    const { settings } = JSON.parse(act("set", "TrialDays=default", "--json").stdout);
    expect(settings).toMatchObject([{ name: "TrialDays", value: defaultSettings.TrialDays }]);
    expect(act("list").stdout).toMatch(/PaidChatDeletion +self-service +contact-support/);
  });

  test("tells every mistake at once and changes nothing", () => {
    const before = act("list").stdout;
    const { code, stderr } = act(
      "set",
      "TrialDays=30",
      "TrialDay=1",
      "RefundDays",
      "PaidChatDeletion=me",
      "TrialsPerAccount=1.5",
    );
    expect(code).toBe(1);
    expect(stderr).toContain("a whole number of trials");
    expect(stderr).toContain('no setting "TrialDay"; did you mean "TrialDays"?');
    expect(stderr).toContain("write RefundDays=VALUE");
    expect(stderr).toContain("contact-support or self-service");
    expect(act("list").stdout).toBe(before);
  });

  describe("on a server", () => {
    let server: ServerProcess;
    const database = () => `file:${backend.file}`;
    beforeAll(async () => {
      tencentrtc(["account", "add", "shop", "--database", database()]);
      server = await ServerProcess.start("--quiet", "--database", database());
    });
    afterAll(() => server.end());

    /** With a new key pair that has these rights. */
    const actWith = (rights: string, ...args: string[]) => {
      const { stdout } = tencentrtc([
        "account",
        "key",
        "shop",
        "--rights",
        rights,
        "--json",
        "--database",
        database(),
      ]);
      const { secretId, secretKey }: Account = JSON.parse(stdout);
      const env = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
      return tencentrtc(["account", "settings", ...args, "--database", server.url], { env });
    };

    test("sets with the right of an operator alone, and lists with any", () => {
      expect(actWith("write", "set", "RefundDays=6")).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("admin"),
      });
      expect(actWith("admin", "set", "RefundDays=6").stdout).toMatch(/RefundDays +6 +5 +days/);
      expect(actWith("read", "list").stdout).toMatch(/RefundDays +6 +5 +days/);
    });
  });

  test("refuses a window that ends before it begins", () => {
    expect(act("set", "WindowSecondsMin=9", "WindowSecondsMax=1")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("must not exceed WindowSecondsMax (1)"),
    });
  });
});
