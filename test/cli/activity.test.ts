import { CreateApplication, CreateTag, SimulateApplication } from "../../backend/api";
import { Backend } from "../provider/backend";
import { tencentrtc } from "./tencentrtc";

let backend: Backend;
let id: string;
const activity = (...args: string[]) =>
  tencentrtc(["activity", ...args, "--database", `file:${backend.file}`]);

beforeAll(async () => {
  backend = await Backend.open();
  const made = await backend.call(CreateApplication, {
    Name: "support",
    Region: "singapore",
    Products: ["chat"],
    Owner: "organization::dev::shop::::support",
  });
  id = String(made.SdkAppId);
  tencentrtc(["console", "rename", id, "sales", "--database", `file:${backend.file}`]);
});
afterAll(() => backend.close());

interface Entry {
  readonly action: string;
  readonly actor: string;
  readonly sdkAppId: number | null;
}
const entries = (...args: string[]): Entry[] => JSON.parse(activity(...args, "--json").stdout).activities;

test("shows who changed what, the newest first", () => {
  const { code, stdout, stderr } = activity("--app", id);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const [head, first, second] = stdout.split("\n");
  expect(head).toMatch(/^TIME +WHO +SDKAPPID +DECLARED BY +ACTION +WHAT$/);
  expect(first).toMatch(
    new RegExp(`cli +${id} +shop/dev support +ModifyApplication +Name: "support" → "sales"$`),
  );
  expect(second).toMatch(/console .* CreateApplication +created: Name "support"/);
});

test("--json has everything of an entry", () => {
  expect(entries("--app", id)[0]).toEqual({
    sequence: expect.any(Number),
    time: expect.stringMatching(/Z$/),
    action: "ModifyApplication",
    actor: "cli",
    account: "100000000001",
    user: null,
    secretId: null,
    declaration: "organization::dev::shop::::support",
    sdkAppId: Number(id),
    fields: ["Name"],
    summary: 'Name: "support" → "sales"',
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("--csv is safe to open, whatever others called their applications", async () => {
  const made = await backend.call(CreateApplication, {
    Name: "evil",
    Region: "singapore",
    Products: ["chat"],
    Owner: '=cmd|" /C calc"!A0,x',
  });
  await backend.admin(SimulateApplication, { SdkAppId: made.SdkAppId, Name: '"a",\n=1' });
  const lines = activity("--app", String(made.SdkAppId), "--csv").stdout.trimEnd().split("\r\n");
  expect(lines[0]).toBe(
    "sequence,time,action,actor,account,user,secretId,declaration,sdkAppId,fields,summary,requestId",
  );
  expect(lines).toHaveLength(3);
  for (const line of lines.slice(1)) expect(line).toContain(`"'=cmd|"" /C calc""!A0,x"`);
});

test("follows all pages", async () => {
  for (let index = 0; index < 1_001; index += 1) {
    await backend.call(CreateTag, { TagKey: "many", TagValue: String(index) });
  }
  const actions = entries().map(({ action }) => action);
  expect(actions.filter((action) => action === "CreateTag")).toHaveLength(1_001);
  expect(actions.at(-1)).not.toBe("CreateTag");
});

test("--actor and --since narrow it down", () => {
  expect(entries("--actor", "cli").map(({ sdkAppId }) => sdkAppId)).toEqual([Number(id)]);
  expect(entries("--actor", "cli", "--since", "2099-01-01")).toEqual([]);
  expect(entries("--actor", "cli", "--since", "1d")).toHaveLength(1);
  expect(activity("--since", "2099-01-01").stdout).toMatch(/^No changes in .*backend\.db/);
});

test.each([
  ["a time that is none", ["--since", "yesterday"], 'Give for example "7d"'],
  ["a day that isn't there", ["--since", "2026-13-01"], 'Give for example "7d"'],
  ["an id that is none", ["--app", "x"], '"x" is no SDKAppID'],
])("%s is refused", (_, args, message) => {
  expect(activity(...args)).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(message) });
});

test("two forms at once are refused", () => {
  const { code, stdout, stderr } = activity("--csv", "--json");
  const message = "option '--csv' cannot be used with option '--json'";
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual({ errors: [message] });
  expect(stderr).toContain(message);
});
