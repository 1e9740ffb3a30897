import { defaultSettings, Settings } from "../../backend/api";
import { Backend } from "../provider/backend";
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
    const { code, stderr } = act("set", "TrialDays=30", "TrialDay=1", "RefundDays", "PaidChatDeletion=me");
    expect(code).toBe(1);
    expect(stderr).toContain('no setting "TrialDay"; did you mean "TrialDays"?');
    expect(stderr).toContain("write RefundDays=VALUE");
    expect(stderr).toContain("contact-support or self-service");
    expect(act("list").stdout).toBe(before);
  });

  test("refuses a window that ends before it begins", () => {
    expect(act("set", "WindowSecondsMin=9", "WindowSecondsMax=1")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("must not exceed WindowSecondsMax (1)"),
    });
  });
});
