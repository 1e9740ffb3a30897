import { type ClientHttp2Session, connect, createServer } from "node:http2";
import type { Bag } from "../../ground/bag";
import { CutOff } from "../../ground/errors";
import { cancelledByEngine } from "../../provider/adapters/cancellation";
import { Backend, immediate } from "./backend";
import { adminAccount, application, type Declared, idOf, tag } from "./engine/declarations";
import { throughPlugin } from "./engine/door";
import { cancelling, during } from "./engine/interrupted";
import type { MiniEngine, RunOptions } from "./mini-engine";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());
beforeEach(() => backend.settings(immediate));

const program = (inputs: Bag = {}) => [application("app", inputs)];

describe("a cancelled run", () => {
  test("that was disabling to delete doesn't delete, says so, and the next one goes on", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const { id } = engine.resource("app");
    await backend.holdWindows();
    const run = await engine.destroy(cancelling(during("DescribeApplications", 2)));
    expect(run.writes).toEqual(["DeleteApplication", "DisableApplication"]);
    expect(run.errors.app).toBe(
      `deleting Application ${id}: cancelled: the application is still Disabling; nothing was deleted that \`up\` doesn't give back with the same ids: the same command goes on from here, ` +
        "and `pulumi up --refresh` with it in the program as before enables it again",
    );
    expect(run.messages).toContainEqual({
      level: "warn",
      resource: "app",
      text: expect.stringContaining("^C before that stops the deletion"),
    });
    backend.pass({ days: 1 });
    expect(await backend.application(id)).toMatchObject({ Status: "Disabled" });

    await backend.settings(immediate);
    expect(await engine.destroy()).toMatchObject({ ops: { app: "delete" }, faults: [] });
  });

  test("can be taken back: a refresh and an up enable the application again", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const { id } = engine.resource("app");
    await backend.holdWindows();
    await engine.destroy(cancelling(during("DescribeApplications", 2)));
    backend.pass({ days: 1 });
    await backend.settings(immediate);
    await engine.refresh();
    expect(await engine.up(program())).toMatchObject({ writes: ["EnableApplication"], faults: [] });
    expect(await backend.application(id)).toMatchObject({ Status: "Normal" });
  });

  test("that was deleting already says that this can't be stopped", async () => {
    const engine = backend.engine();
    await engine.up(program({ enabled: false }));
    await backend.holdWindows();
    const run = await engine.destroy(cancelling(during("DescribeApplications", 2)));
    expect(run.errors.app).toMatch(
      /cancelled: the application is still Deleting; its deletion can't be stopped/,
    );
    expect(engine.state.has("app")).toBe(true);
    backend.pass({ days: 1 });
    expect(await engine.destroy()).toMatchObject({ ops: { app: "delete" }, faults: [] });
  });

  test("whose creation is under way keeps the id that it brings, and the next one goes on", async () => {
    const engine = backend.engine();
    const run = await engine.up(program({ enabled: false }), cancelling(during("CreateApplication")));
    expect(run.writes).toEqual(["CreateApplication"]);
    expect(run.errors.app).toMatch(/^creating Application "app": cancelled; .*the same command goes on/);
    const { id } = engine.resource("app");
    expect(await engine.up(program({ enabled: false }))).toMatchObject({ faults: [] });
    expect(engine.resource("app")).toMatchObject({ id, outputs: { status: "Disabled" } });
  });

  test("leaves the state of a refresh as it was", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const before = engine.resource("app");
    const run = await engine.refresh(cancelling(during("DescribeApplications")));
    expect(run.errors.app).toMatch(/^reading Application \d+: cancelled/);
    expect(engine.resource("app")).toEqual(before);
  });

  test("of a destroy says beforehand what ^C does: only the plugin always hears it", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const { messages } = await engine.destroy();
    const warnings = messages.filter(({ level }) => level === "warn").map(({ text }) => text);
    const words = throughPlugin
      ? /\^C before that stops the deletion/
      : /\^C doesn't stop that: a second \^C does/;
    expect(warnings).toEqual([expect.stringMatching(words)]);
  });
});

/** Cancelled before any call of a run, nothing is changed from then on, and the same run again ends as an uncut one. */
describe("no write begins after the cancellation", () => {
  const whole: Declared[] = [
    application("app", { tags: { team: "a" } }),
    adminAccount("bot", { application: idOf("app"), userId: "bot" }),
    tag("cost", { application: idOf("app"), key: "cost", value: "1" }),
  ];
  const runs: Record<string, (engine: MiniEngine, options?: RunOptions) => ReturnType<MiniEngine["up"]>> = {
    up: (engine, options) => engine.up(whole, options),
    "up that moves and disables": (engine, options) =>
      engine.up([application("app", { region: "tokyo", enabled: false })], options),
    destroy: (engine, options) => engine.destroy(options),
  };
  test.each(Object.keys(runs))("of %s", async (name) => {
    const run = runs[name];
    if (!run) throw new Error(name);
    for (let cut = 1; ; cut += 1) {
      const engine = backend.engine();
      if (name !== "up") expect((await engine.up(whole)).faults).toEqual([]);
      const cancelled = await run(
        engine,
        cancelling((_, index) => index === cut),
      );
      const later = cancelled.calls.slice(cut).filter(({ access }) => access !== "read");
      expect({ cut, later }).toEqual({ cut, later: [] });
      expect((await run(engine)).errors).toEqual({});
      expect((await engine.destroy()).errors).toEqual({});
      if (cut >= cancelled.calls.length) break;
    }
  });
});

describe("the engine's Cancel", () => {
  const call = (session: ClientHttp2Session, path: string) =>
    new Promise((done) => session.request({ ":path": path }).on("close", done).resume().end());

  test("is heard at the server of the process, and no other call is taken for it", async () => {
    const server = createServer().on("stream", (stream) =>
      stream.respond({ ":status": 200 }, { endStream: true }),
    );
    const port = await new Promise<number>((listening) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        listening(typeof address === "object" ? (address?.port ?? 0) : 0);
      });
    });
    const session = connect(`http://127.0.0.1:${port}`);
    try {
      const cancelled = cancelledByEngine();
      await call(session, "/pulumirpc.ResourceProvider/Delete");
      expect(cancelled?.aborted).toBe(false);
      await call(session, "/pulumirpc.ResourceProvider/Cancel");
      expect(cancelled?.reason).toEqual(new CutOff("cancelled"));
    } finally {
      session.close();
      await new Promise((closed) => server.close(closed));
    }
  });

  test("can't be heard where there is no server, which is known beforehand", () => {
    expect(cancelledByEngine()).toBeUndefined();
  });
});
