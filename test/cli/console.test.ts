import { CreateApplication, SimulateApplication } from "../../backend/api";
import { Backend } from "../provider/backend";
import { tencentrtc } from "./tencentrtc";

describe("tencentrtc console", () => {
  let backend: Backend;
  let id: string;
  const act = (...args: string[]) => tencentrtc(["console", ...args, "--database", `file:${backend.file}`]);
  const application = () => backend.application(id);
  beforeAll(async () => {
    backend = await Backend.open();
  });
  beforeEach(async () => {
    const made = await backend.call(CreateApplication, {
      Name: "support",
      Region: "singapore",
      Products: ["chat"],
      Owner: "organization::dev::shop::::support",
    });
    id = String(made.SdkAppId);
  });
  afterAll(() => backend.close());

  test("rename gives an application another name, whoever declares it", async () => {
    expect(act("rename", id, "sales")).toMatchObject({ code: 0, stderr: "" });
    expect(await application()).toMatchObject({ Name: "sales" });
    expect(JSON.parse(act("rename", id, "desk", "--json").stdout)).toEqual({
      sdkAppId: Number(id),
      name: "desk",
    });
  });

  test("disable asks first: without a terminal it wants --yes, and changes nothing", async () => {
    const { code, stdout, stderr } = act("disable", id);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("stops Call, Conference, RTC Engine, Live and Chat together");
    expect(stderr).toContain("add --yes. Nothing was changed");
    expect(await application()).toMatchObject({ Status: "Normal" });
  });

  test("disable --yes disables, and enable brings it back", async () => {
    const disabled = act("disable", id, "--yes", "--json");
    expect(disabled).toMatchObject({
      code: 0,
      stderr: expect.stringContaining("simulated: disabling Application"),
    });
    expect(JSON.parse(disabled.stdout)).toMatchObject({ sdkAppId: Number(id), status: "Disabling" });
    backend.pass({ days: 60 });
    expect(await application()).toMatchObject({ Status: "Disabled", DisabledReason: "manual" });
    expect(act("enable", id)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Application ${id}: Enabling until`),
    });
    backend.pass({ days: -60 });
  });

  test.each([
    ["an id that is none", ["rename", "abc", "sales"], '"abc" is no SDKAppID'],
    [
      "an application that isn't there",
      ["enable", "1999999999"],
      "(ResourceNotFound.Application, RequestId ",
    ],
    ["a name against the rules", ["rename", "ID", "two words"], "(InvalidParameterValue.Name, RequestId "],
  ])("%s is refused without a stack", (_name, args, message) => {
    const { code, stdout, stderr } = act(...args.map((arg) => (arg === "ID" ? id : arg)));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test("keeps a name from a console that no rule allows until it is changed", async () => {
    await backend.admin(SimulateApplication, { SdkAppId: Number(id), Name: "客服" });
    expect(act("rename", id, "客服")).toMatchObject({ code: 0 });
    expect(act("rename", id, "客户")).toMatchObject({ code: 1 });
  });
});
