import { Client } from "pg";
import { share } from "../depth";
import { installations, type PostgresServer, startPostgres } from "../postgres/server";
import { Project } from "./project";

const wherePostgresIs = installations().length > 0 ? describe : describe.skip;

/** One backend in PostgreSQL for everybody, as for CI, whose runners keep no files. */
wherePostgresIs("a backend in PostgreSQL", () => {
  let server: PostgresServer;
  let project: Project;
  const key = "3d".repeat(32);
  const ask = async (statement: string) => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  const runner = async () => {
    const made = new Project({ env: { TENCENTRTC_BACKEND_KEY: key } });
    await made.init();
    await made.must("config", "set", "--secret", "--stack", "dev", "tencentrtc:endpoint", server.url);
    made.program(`
      const support = new rtc.Application("support", { products: ["chat"], region: "singapore", tags: { team: "a" } });
      new rtc.AdminAccount("bot", { application: support, userId: "bot" });
      exports.id = support.id;
    `);
    return made;
  };
  beforeAll(async () => {
    server = await startPostgres();
    project = await runner();
  });
  afterAll(async () => {
    project.remove();
    await server.stop();
  });
  const expectNoPassword = (text: string) => {
    const password = decodeURIComponent(new URL(server.url).password);
    for (const secret of [password, new URL(server.url).password, key]) expect(text).not.toContain(secret);
  };

  test("a preview without its key says that none could be made", async () => {
    delete project.env.TENCENTRTC_BACKEND_KEY;
    const preview = await project.preview();
    project.env.TENCENTRTC_BACKEND_KEY = key;
    expect(preview.code).not.toBe(0);
    expect(preview.output).toContain("TENCENTRTC_BACKEND_KEY isn't set");
    expectNoPassword(preview.output);
  });

  test("a preview makes nothing", async () => {
    const preview = await project.preview();
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("3 to create") });
    expect(await ask("select tablename from pg_tables where schemaname = 'public'")).toEqual([]);
  });

  test("up makes them, after it nothing changes, and nothing shows the password", async () => {
    const up = await project.up();
    expect(up).toMatchObject({ code: 0, output: expect.stringContaining("3 created") });
    expect(await ask("select name, status from applications")).toEqual([
      { name: "support", status: "Normal" },
    ]);
    const again = await project.preview("--refresh", "--expect-no-changes");
    expect(again).toMatchObject({ code: 0 });
    expectNoPassword(up.output + again.output + project.stateText());
    expect(up.output).not.toContain("warning");
  });

  test("what somebody changed there is seen as drift, and mended", async () => {
    await ask("update applications set description = 'changed_in_a_console'");
    expect((await project.preview("--refresh", "--diff")).output).toContain("changed_in_a_console");
    expect(await project.up("--refresh")).toMatchObject({ code: 0 });
    expect(await ask("select description from applications")).toEqual([{ description: "" }]);
  });

  test("without its key, and without the server, a run says what to do, and the state stays", async () => {
    const verbs = [() => project.preview("--refresh"), () => project.refresh(), () => project.destroy()];
    const expectRefusal = async (says: string, asked = share(verbs, 3)) => {
      for (const verb of asked) {
        const run = await verb();
        expect(run).toMatchObject({ output: expect.stringContaining(says) });
        expect(run.code).not.toBe(0);
        expect(run.output).not.toMatch(/\n\s+at /);
        expectNoPassword(run.output);
      }
    };
    delete project.env.TENCENTRTC_BACKEND_KEY;
    await expectRefusal("TENCENTRTC_BACKEND_KEY is not set");
    project.env.TENCENTRTC_BACKEND_KEY = key;
    await project.must(
      "config",
      "set",
      "--secret",
      "--stack",
      "dev",
      "tencentrtc:endpoint",
      "postgres://u:s3cret@127.0.0.1:1/db",
    );
    // The other verbs run no program, and go to where the state says.
    await expectRefusal("nothing listens at that host and port", [() => project.preview("--refresh")]);
    await project.must("config", "set", "--secret", "--stack", "dev", "tencentrtc:endpoint", server.url);
    expect(await project.resources()).toHaveLength(2);
  });

  test("an emptied database is not filled anew while the stack holds resources", async () => {
    await ask("alter schema public rename to away");
    await ask("create schema public");
    project.program('new rtc.Application("other", { products: ["chat"], region: "tokyo" });');
    const up = await project.up();
    expect(up.code).not.toBe(0);
    expect(up.output).toContain("is missing, and this stack has resources that live in it");
    expectNoPassword(up.output);
    expect(await ask("select tablename from pg_tables where schemaname = 'public'")).toEqual([]);
    await ask("drop schema public");
    await ask("alter schema away rename to public");
  });

  test("destroy leaves nothing but the empty backend", async () => {
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await ask("select status from applications where status != 'Deleting'")).toEqual([]);
    expect(await project.resources()).toEqual([]);
  });
});
