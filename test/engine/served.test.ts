import { join } from "node:path";
import { type Account, made } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { Console } from "./backend";
import { Project } from "./project";

/** The way of a team: a server with an account, and a project that names it by URL and key pair. */
describe("a served backend", () => {
  const project = new Project();
  const database = join(project.folder, "served/backend.db");
  let server: ServerProcess;
  let account: Account;

  beforeAll(async () => {
    account = made("account", "add", "team", "--database", `file:${database}`, "--window-seconds", "1");
    server = await ServerProcess.start("--database", `file:${database}`);
    Object.assign(project.env, {
      TENCENTRTC_ENDPOINT: server.url,
      TENCENTCLOUD_SECRET_ID: account.secretId,
      TENCENTCLOUD_SECRET_KEY: account.secretKey,
    });
    await project.init();
    project.program(`
      const support = new rtc.Application("support", { products: ["chat"], region: "singapore", tags: { team: "a" } });
      new rtc.AdminAccount("bot", { application: support, userId: "bot" });
      new rtc.Tag("cost", { application: support, key: "cost", value: "1" });
      exports.key = support.secretKey;
    `);
  });
  afterAll(async () => {
    await server?.end();
    project.remove();
  });

  test("up makes everything there, and nothing beside the project", async () => {
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("4 created") });
    expect((await project.resources()).map(({ id }) => id).sort()).toEqual([
      "2000000000",
      "2000000000/bot",
      "2000000000/cost",
    ]);
    expect((await project.outputs()).key).toMatch(/^[0-9a-f]{64}$/);
    await expect(new Console(project.backendFile).applications()).rejects.toMatchObject({ kind: "missing" });
  });

  test("a preview that refreshes sees no change, and nothing of the key is in state or log", async () => {
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    const { key } = await project.outputs();
    for (const secret of [String(key), account.secretKey]) {
      expect(project.stateText()).not.toContain(secret);
      expect(server.log).not.toContain(secret);
    }
  });

  test("a server that is down is an error that changes nothing", async () => {
    await server.end();
    const down = await project.preview("--refresh");
    expect(down.code).not.toBe(0);
    expect(down.output).toContain("gives no answer (ECONNREFUSED)");
    expect(await project.resources()).toHaveLength(3);
  });

  test("a server with another key pair refuses, and its words reach the user", async () => {
    server = await ServerProcess.start("--database", `file:${database}`);
    Object.assign(project.env, { TENCENTRTC_ENDPOINT: server.url, TENCENTCLOUD_SECRET_KEY: "wrong" });
    const refused = await project.preview("--refresh");
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("AuthFailure.SignatureFailure");
    project.env.TENCENTCLOUD_SECRET_KEY = account.secretKey;
  });

  test("its new address is no change, and destroy leaves nothing", async () => {
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    expect(await project.destroy()).toMatchObject({ code: 0, output: expect.stringContaining("4 deleted") });
    expect(await project.resources()).toEqual([]);
  });

  test("endpoint and key pair may stand in the stack's config, the key as a secret", async () => {
    for (const name of ["TENCENTRTC_ENDPOINT", "TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY"]) {
      delete project.env[name];
    }
    project.config({ "tencentrtc:endpoint": server.url, "tencentrtc:secretId": account.secretId });
    await project.must("config", "set", "--secret", "tencentrtc:secretKey", account.secretKey);
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("4 created") });
    expect(project.stateText()).not.toContain(account.secretKey);
    expect(await project.destroy()).toMatchObject({ code: 0 });
  });

  test("only public endpoints fail at the preview, with the way forward", async () => {
    project.config({ "tencentrtc:endpoint": "https://tag.tencentcloudapi.com" });
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain(
      "Tencent Cloud has no public API that makes, changes, disables or deletes",
    );
  });
});
