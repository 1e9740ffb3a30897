import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { CreateAdminAccount, CreateApplication } from "../../backend/api";
import { openStore } from "../../backend/store";
import { Console } from "./backend";
import { classes, withPlugin } from "./plugin-project";

const aliasesOf = { plugin: "pulumi-nodejs:dynamic/tencentrtc:", classes: "tencentrtc:index:" };

/** What an import through the plugin has brought, changed and taken away by either way. */
describe.each([
  ["the classes", "classes"],
  ["the plugin, after a time with the classes", "plugin"],
] as const)("an imported application and its account, moved to %s", (_, last) => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  const ids: Record<string, string> = {};
  afterAll(() => project.remove());

  const body = (library: string, opts: (kind: string) => string, description = "") => `
    const app = new ${library}Application("app", {
      name: "console", products: ["chat"], region: "tokyo", description: "${description}",
    }, ${opts("Application")});
    new ${library}AdminAccount("ops", { application: app.id, userId: "ops" }, ${opts("AdminAccount")});
  `;
  const moved = (way: "classes" | "plugin", description?: string) => {
    const opts = (kind: string) => `{ aliases: [{ type: "${aliasesOf[way]}${kind}" }] }`;
    project.program(
      way === "classes" ? body("rtc.", opts, description) : classes + body("", opts, description),
    );
  };

  beforeAll(async () => {
    await project.init();
    mkdirSync(dirname(project.backendFile), { recursive: true });
    await (await openStore({ file: project.backendFile, create: true })).close();
    const { SdkAppId } = await backend.call(CreateApplication, {
      Name: "console",
      Region: "tokyo",
      Products: ["chat"],
    });
    await backend.call(CreateAdminAccount, { SdkAppId, UserId: "ops" });
    Object.assign(ids, { Application: String(SdkAppId), AdminAccount: `${SdkAppId}/ops` });
  });

  test("changes nothing by the way", async () => {
    project.program(classes + body("", (kind) => `{ import: "${ids[kind]}" }`));
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("2 imported") });
    moved("classes");
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    if (last === "plugin") {
      moved("plugin");
      expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    }
    expect(await backend.application(Number(ids.Application))).toMatchObject({ Owner: null });
  });

  test("is changed in place, and taken away by a destroy", async () => {
    moved(last, "by_code");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    expect(await backend.application(Number(ids.Application))).toMatchObject({
      Description: "by_code",
      Owner: expect.stringMatching(/::dev::shop::::app$/),
    });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });
});

test("a destroy by the classes takes away what was imported and never changed", async () => {
  const project = withPlugin();
  const backend = new Console(project.backendFile);
  try {
    await project.init();
    mkdirSync(dirname(project.backendFile), { recursive: true });
    await (await openStore({ file: project.backendFile, create: true })).close();
    const made = await backend.call(CreateApplication, { Name: "a", Region: "tokyo", Products: ["chat"] });
    const says = `{ name: "a", products: ["chat"], region: "tokyo" }`;
    project.program(`${classes} new Application("app", ${says}, { import: "${made.SdkAppId}" });`);
    expect(await project.up()).toMatchObject({ code: 0 });
    const opts = `{ aliases: [{ type: "${aliasesOf.classes}Application" }] }`;
    project.program(`new rtc.Application("app", ${says}, ${opts});`);
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  } finally {
    project.remove();
  }
});
