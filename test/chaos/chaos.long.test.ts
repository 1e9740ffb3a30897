import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { openDatabase } from "../../chaos/databases";
import { Ground } from "../../chaos/ground";
import { previewsNothing, settle } from "../../chaos/settle";
import { Stage } from "../../chaos/stage";
import { tryStory } from "../../chaos/trial";
import { share } from "../depth";
import { adminAccount, application, type Declared, idOf, tag } from "../provider/engine/declarations";

let ground: Ground;
beforeAll(async () => {
  ground = await Ground.open(await openDatabase("sqlite", undefined));
});
afterAll(() => ground.close());

describe.each(["embedded", "served"] as const)("%s", (transport) => {
  test.each(share([1, 2, 3, 4, 5], 2))("story %i breaks no promise", async (seed) => {
    const { failure } = await tryStory({ seed, path: undefined }, ground, transport);
    expect(failure).toBeUndefined();
  });
});

describe("the audit finds", () => {
  const ops = adminAccount("ops", { application: idOf("app"), userId: "ops" });
  const cost = tag("cost", { application: idOf("app"), key: "cost", value: "1" });
  const program: Declared[] = [application("app"), ops, cost];

  async function brought(): Promise<Stage> {
    const stage = await Stage.open(ground, "embedded", 0);
    expect(await stage.run("up", program)).toMatchObject({ faults: [] });
    return stage;
  }
  const found = async (stage: Stage, declared: readonly Declared[] = program) => {
    await settle(stage, declared, "before");
    return stage.ledger.findings;
  };
  const one = (kind: string, what: string) => ({ kind, what: expect.stringContaining(what) });

  test("nothing where nothing is wrong", async () => {
    expect(await found(await brought())).toEqual([]);
  });

  test("an orphan: a tag that the state forgets", async () => {
    const stage = await brought();
    stage.engine.state = new Map([...stage.engine.state].filter(([name]) => name !== "cost"));
    expect(await found(stage, [application("app"), ops])).toContainEqual(one("orphan", "/cost of cost"));
  });

  test("an orphan: an application that a destroy leaves", async () => {
    const stage = await brought();
    stage.engine.state = new Map();
    expect(await found(stage, [])).toContainEqual(one("orphan", "Application"));
  });

  test("a double: another application with the same declaration", async () => {
    const stage = await brought();
    const { id } = stage.engine.resource("app");
    await ground.sql(
      `insert into applications select ${Number(id) + 9}, ${(await columnsButId()).join(", ")} from applications where sdk_app_id = ${id}`,
    );
    expect(await found(stage)).toContainEqual(one("double", "a second app"));
  });

  test("a loss: an account that is gone from under its application", async () => {
    const stage = await brought();
    await ground.sql(`delete from admin_accounts where sdk_app_id = ${stage.engine.resource("app").id}`);
    expect(await found(stage)).toContainEqual(one("lost", "/ops of ops"));
  });

  test("a noisy preview: a description that nobody declared", async () => {
    const stage = await brought();
    await ground.sql(
      `update applications set description = 'x' where sdk_app_id = ${stage.engine.resource("app").id}`,
    );
    await previewsNothing(stage, program);
    expect(stage.ledger.findings).toContainEqual(one("noisy", "a change of app: description"));
  });

  test("a run that is stuck: a program that can't be brought up", async () => {
    const declared = [application("app", { region: "nowhere" })];
    expect(await found(await Stage.open(ground, "embedded", 0), declared)).toContainEqual(one("stuck", "up"));
  });

  /** Of the table of applications, all but the first: a row is copied under another id. */
  async function columnsButId(): Promise<string[]> {
    const [row = {}] = await ground.sql("select * from applications limit 1");
    return Object.keys(row).filter((name) => name !== "sdk_app_id");
  }
});

describe("the command", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [resolve(__dirname, "../../chaos/main.mjs"), ...args], { encoding: "utf8" });

  test.each([
    [["--runs", "0"], "--runs takes a whole number from 1"],
    [["--database", "oracle"], "--database takes sqlite, postgres or both"],
    [["--replay", "12"], "--replay needs --database and --transport"],
    [
      ["--replay", "x", "--database", "sqlite", "--transport", "served"],
      "--replay takes what a failure says",
    ],
    [["--sed", "1"], "Did you mean --seed?"],
  ])("%j means nothing: 2", (args, said) => {
    expect(run(...args)).toMatchObject({ status: 2, stdout: "", stderr: expect.stringContaining(said) });
  });

  test("plays a story again, and says in JSON that every promise was kept", () => {
    const { status, stdout } = run(..."--replay 3 --database sqlite --transport served --json".split(" "));
    expect(JSON.parse(stdout)).toMatchObject({
      stories: 1,
      orphan: 0,
      double: 0,
      lost: 0,
      noisy: 0,
      failures: [],
    });
    expect(status).toBe(0);
  });
});
