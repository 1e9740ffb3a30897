import { ModifyApplication } from "../../backend/api";
import { Console } from "./backend";
import { Project } from "./project";

const [owner, reader] = [new Project(), new Project()];
afterAll(() => {
  owner.remove();
  reader.remove();
});

const shared = `
  const app = rtc.Application.get("app", "1999000001");
  const ops = rtc.AdminAccount.get("ops", app.id.apply((id) => id + "/ops_admin"));
  const team = rtc.Tag.get("team", "1999000001/team");
  exports.name = app.name;
  exports.tags = app.tags;
  exports.key = app.secretKey;
  exports.user = ops.userId;
  exports.value = team.value;
`;

test("get reads what another stack manages, follows it, and leaves it when its own stack goes", async () => {
  await owner.init();
  owner.program(`
    const app = new rtc.Application("app", { products: ["chat"], region: "singapore", tags: { team: "support" } });
    new rtc.AdminAccount("ops", { application: app, userId: "ops_admin" });
    new rtc.Tag("more", { application: app, key: "cost", value: "4711" });
  `);
  expect(await owner.up()).toMatchObject({ code: 0 });
  const backend = new Console(owner.backendFile);

  await reader.init({ "tencentrtc:endpoint": `file:${owner.backendFile}` });
  reader.program(shared);
  const up = await reader.up();
  expect([up.code, up.code === 0 ? "" : up.output]).toEqual([0, ""]);
  const { SecretKey } = await backend.application(1_999_000_001);
  expect(await reader.outputs()).toEqual({
    name: "app",
    tags: { team: "support", cost: "4711" },
    key: SecretKey,
    user: "ops_admin",
    value: "support",
  });
  expect(reader.stateText()).not.toContain(SecretKey);

  await backend.call(ModifyApplication, { SdkAppId: 1_999_000_001, Name: "renamed" });
  expect(await reader.preview("--refresh")).toMatchObject({ code: 0 });
  expect(await reader.up()).toMatchObject({ code: 0 });
  expect(await reader.outputs()).toMatchObject({ name: "renamed" });
  expect(await reader.destroy()).toMatchObject({ code: 0 });
  expect(await backend.applications()).toMatchObject([
    { Status: "Normal", AdminAccounts: [{}, { UserId: "ops_admin" }] },
  ]);

  reader.program('rtc.Application.get("none", "1999000009");');
  const { code, output } = await reader.preview();
  expect(code).not.toBe(0);
  expect(output).toContain("there is no Application 1999000009: check the id");
});

test("options that can't be honoured: import is refused with what to declare, the others are warned of", async () => {
  reader.program(`
    new rtc.Application("taken", { products: ["chat"], region: "singapore" }, { import: "1999000001" });
    new rtc.Application("other", { products: ["chat"], region: "singapore" }, { replaceOnChanges: ["name"] });
  `);
  const { code, output } = await reader.preview();
  expect(code).not.toBe(0);
  expect(output).toContain("import can't be done by a dynamic resource; declare `adopt` in its place");
  expect(output).toContain('Application "other": the option replaceOnChanges has no effect');
  expect(output).not.toMatch(/\n\s+at /);
});
