import { join } from "node:path";
import { type Account, made } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { tencentrtc } from "../cli/tencentrtc";
import { Project } from "./project";

/** A refresh and a destroy run no program, and the engine gives them the config of the last `up`. */
describe("what says where the backend is, changed since the last up", () => {
  const project = new Project();
  const database = `file:${join(project.folder, "served/backend.db")}`;
  let server: ServerProcess;
  let first: Account;

  const another = () => made("account", "key", "team", "--rights", "write", "--database", database);
  const revoke = ({ secretId }: Account) =>
    expect(tencentrtc(["account", "revoke", secretId, "--database", database])).toMatchObject({ code: 0 });
  /** At the same address: a server forgets a key pair within a second, a new one knows none. */
  const restart = async () => {
    const { host } = new URL(server.url);
    await server.end();
    server = await ServerProcess.start("--listen", host, "--database", database);
  };
  const inConfig = ({ secretId, secretKey }: Account, more: Record<string, string> = {}) =>
    project.config({
      "tencentrtc:endpoint": server.url,
      "tencentrtc:secretId": secretId,
      "tencentrtc:secretKey": secretKey,
      ...more,
    });

  beforeAll(async () => {
    first = made("account", "add", "team", "--database", database, "--window-seconds", "0");
    server = await ServerProcess.start("--database", database);
    await project.init();
    project.program(`
      const app = new rtc.Application("app", { products: ["chat"], region: "singapore" });
      new rtc.AdminAccount("bot", { application: app, userId: "bot" });
    `);
    inConfig(first);
    const up = await project.up();
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("3 created") });
  });
  afterAll(async () => {
    await server?.end();
    project.remove();
  });

  test("another tag service is told of once: the one of the last up was asked", async () => {
    inConfig(first, { "tencentrtc:serviceEndpoints": '{ "tag": "http://127.0.0.1:9" }' });
    const { code, output } = await project.refresh();
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining("3 unchanged") });
    const warning =
      "warning: tencentrtc:serviceEndpoints in Pulumi.dev.yaml is not what the last `up` had, and a refresh";
    // The engine prints a warning as it comes, and once more below.
    expect(output.split(warning)).toHaveLength(3);
  });

  test("a key pair: it is said once what was used and what to run; the environment's is tried; --run-program works", async () => {
    const next = another();
    revoke(first);
    await restart();
    inConfig(next);
    const refused = await project.preview("--refresh");
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("AuthFailure.SecretIdNotFound");
    expect(refused.output).toContain("A refresh and a destroy use the config of the last `up`");
    expect(refused.output).toContain("add --run-program");

    const pair = { TENCENTCLOUD_SECRET_ID: next.secretId, TENCENTCLOUD_SECRET_KEY: next.secretKey };
    Object.assign(project.env, pair);
    const helped = await project.preview("--refresh", "--expect-no-changes");
    for (const name of Object.keys(pair)) delete project.env[name];
    expect(helped).toMatchObject({
      code: 0,
      output: expect.stringContaining("so this run uses what the environment has"),
    });

    expect(await project.up("--refresh", "--run-program")).toMatchObject({ code: 0 });
    const quiet = await project.refresh();
    expect(quiet).toMatchObject({ code: 0, output: expect.not.stringContaining("the last `up`") });
  });

  test("config that names where the key pair is needs none of that", async () => {
    const keep = ({ secretId, secretKey }: Account) => {
      project.env.TEAM_SECRET_ID = secretId;
      project.write("keys/team", `${secretKey}\n`);
    };
    const last = another();
    keep(last);
    inConfig({ ...last, secretId: "env:TEAM_SECRET_ID", secretKey: "file:keys/team" });
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(project.stateText()).not.toContain(last.secretId);
    keep(another());
    revoke(last);
    await restart();
    expect(await project.refresh()).toMatchObject({
      code: 0,
      output: expect.stringContaining("3 unchanged"),
    });
  });

  test("an endpoint that has moved is sought in the environment, by a destroy too", async () => {
    await server.end();
    server = await ServerProcess.start("--database", database);
    project.env.TENCENTRTC_ENDPOINT = server.url;
    expect(await project.destroy()).toMatchObject({
      code: 0,
      output: expect.stringMatching(
        /gives no answer[\s\S]*so this run uses what the environment has[\s\S]*3 deleted/,
      ),
    });
  });
});
