import { type ChildProcess, execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../backend/store";
import { PlayedTencent } from "../backend/cloud/played-tencent";
import { type Account, made } from "./account";
import { ServerProcess } from "./server-process";
import { command, type Run } from "./tencentrtc";

const uin = "100012345678";
const sdkAppId = 1_400_000_001;
const rightKey = "0123456789abcdef".repeat(4);
const wrongKey = "fedcba9876543210".repeat(4);
const sound = { region: "tokyo", secretKey: rightKey, admins: ["administrator", "ops"] } as const;

let tencent: PlayedTencent;
let folder: string;
let account: Account;
beforeEach(async () => {
  tencent = await new PlayedTencent().open();
  tencent.applications.set(sdkAppId, { ...sound });
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-killed-"));
  account = made("account", "add", "prod", "--site", "china", "--uin", uin, ...database());
  writeFileSync(join(folder, "apps.csv"), `id,region,key,admins\n${sdkAppId},tokyo,file:key.txt,ops\n`);
});
afterEach(async () => {
  expect(tencent.mutations).toEqual([]);
  await tencent.close();
  rmSync(folder, { recursive: true });
});

const database = () => ["--database", `file:${join(folder, "backend.db")}`];

/** The processes of one way to the account; which of them asks Tencent Cloud, and so is killed. */
interface Door {
  run(...args: string[]): Promise<Run>;
  /** Kills what asks; what runs then ends by itself. */
  kill(): void;
  /** What was killed is there again. */
  again(): Promise<void>;
  close(): Promise<void>;
}

function started(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; ended: Promise<Run> } {
  const { CI: _, ...own } = process.env;
  let child: ChildProcess | undefined;
  const ended = new Promise<Run>((resolve) => {
    child = execFile(
      process.execPath,
      [command, ...args],
      { env: { ...own, ...env }, cwd: folder },
      (error, stdout, stderr) =>
        resolve({ code: error ? (typeof error.code === "number" ? error.code : -1) : 0, stdout, stderr }),
    );
  });
  if (!child) throw new Error("nothing was started");
  return { child, ended };
}

const doors = {
  "the command": async (): Promise<Door> => {
    let running: ChildProcess | undefined;
    return {
      run: (...args) => {
        const { child, ended } = started([...args, ...database(), "--uin", uin], tencent.environment());
        running = child;
        return ended;
      },
      kill: () => void running?.kill("SIGKILL"),
      again: async () => {},
      close: async () => {},
    };
  },
  "a server": async (): Promise<Door> => {
    const start = (...more: string[]) =>
      ServerProcess.startWith(tencent.environment(), ...more, ...database());
    let server = await start();
    const { host } = new URL(server.url);
    let running: ChildProcess | undefined;
    return {
      run: (...args) => {
        const { child, ended } = started(args, {
          TENCENTRTC_ENDPOINT: server.url,
          TENCENTCLOUD_SECRET_ID: account.secretId,
          TENCENTCLOUD_SECRET_KEY: account.secretKey,
        });
        running = child;
        return ended;
      },
      kill: () => {
        void server.end("SIGKILL");
        running?.kill("SIGKILL");
      },
      again: async () => {
        await server.end("SIGKILL");
        server = await start("--listen", host);
      },
      close: async () => void (await server.end()),
    };
  },
} as const;

/** Ends the minute for which a try without an answer keeps others away. */
async function endWait(): Promise<void> {
  const store = await openStore({ file: join(folder, "backend.db"), create: false });
  try {
    await store.write((db) =>
      db.updateTable("key_trials").set({ asked_at: 0 }).where("refused_at", "is", null).execute(),
    );
  } finally {
    await store.close();
  }
}

const asked = () => tencent.heard.length;
const evidence = async () => {
  const store = await openStore({ file: join(folder, "backend.db"), create: false });
  try {
    return await store.read((db) => db.selectFrom("evidence").select(["fact", "value", "how"]).execute());
  } finally {
    await store.close();
  }
};

describe.each(Object.entries(doors))(
  "%s that is killed between its call to Tencent and the record",
  (_, open) => {
    let door: Door;
    beforeEach(async () => {
      door = await open();
    });
    afterEach(() => door.close());
    const killedDuring = async (...args: string[]) => {
      tencent.interfere = () => {
        door.kill();
        return undefined;
      };
      expect(await door.run(...args)).toMatchObject({ code: -1 });
      tencent.interfere = () => undefined;
      await door.again();
    };
    const list = (key: string) => writeFileSync(join(folder, "key.txt"), key);
    const enrol = ["enrol", "--csv", "apps.csv"] as const;

    test.each([
      ["a right key", rightKey, 0, "1 enrolled"],
      ["a wrong key", wrongKey, 1, "70003"],
    ])(
      "while it enrols with %s, leaves nothing, and the next minute's run ends it",
      async (_, key, code, words) => {
        list(key);
        await killedDuring(...enrol);
        expect(asked()).toBe(1);
        expect(await evidence()).toEqual([]);
        const early = await door.run(...enrol);
        expect([early.code, early.stderr]).toEqual([
          1,
          expect.stringContaining("wait a minute, and run again"),
        ]);
        expect(asked()).toBe(1);
        await endWait();
        const done = await door.run(...enrol);
        expect([done.code, done.stdout + done.stderr]).toEqual([code, expect.stringContaining(words)]);
        const calls = asked();
        const isRefused = key === wrongKey;
        if (isRefused) expect(calls).toBe(2);
        await endWait();
        expect((await door.run(...enrol)).code).toBe(code);
        // A key that was refused isn't tried again; one that is right may be.
        if (isRefused) expect(asked()).toBe(calls);
      },
    );

    test("while it verifies, has the facts of before, and the next run ends it", async () => {
      list(rightKey);
      expect((await door.run(...enrol)).code).toBe(0);
      const before = await evidence();
      tencent.applications.set(sdkAppId, { ...sound, instead: 60016 });
      await killedDuring("verify");
      expect(await evidence()).toEqual(before);
      expect(await door.run("verify")).toMatchObject({
        code: 2,
        stdout: expect.stringContaining("disabled"),
      });
      expect(await evidence()).toContainEqual({ fact: "Status", value: '"disabled"', how: "proven" });
    });
  },
);
