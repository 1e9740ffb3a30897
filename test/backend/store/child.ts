/** What a test runs in another process: `node <bundle> <command> <JSON arguments>`; it answers one JSON line each. */
import fs from "node:fs";
import { sql } from "kysely";
import { Client } from "pg";
import {
  BackendError,
  embeddedUin,
  type Location,
  openStore,
  reset,
  restore,
  rotateKey,
} from "../../../backend/store";
import { migrations } from "../../../backend/store/migrations";
import { Connection } from "../../../backend/store/sqlite/connection";
import { secondMigration } from "./second-migration";

export type Arguments = Location & {
  readonly environment?: Readonly<Record<string, string>>;
  readonly create?: boolean;
  readonly name?: string;
  readonly count?: number;
  /** Which step of its work to die before, from 1; 0 names the steps. */
  readonly step?: number;
  /** What to die in; a creation where nothing else is said. */
  readonly work?: "rotate" | "restore" | "reset";
  readonly snapshot?: string;
  readonly second?: boolean;
};

const say = (answer: unknown) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const go = () => new Promise((resolve) => process.stdin.once("data", resolve));

const open = ({ create = false, second = false, environment = {}, ...location }: Arguments) =>
  openStore({
    ...location,
    create,
    environment,
    busyTimeoutMs: 20_000,
    ...(second ? { migrations: [...migrations, secondMigration] } : {}),
  });

const commands: Record<string, (given: Arguments) => Promise<void>> = {
  /** Opens when told to, so that several processes do it at the same moment. */
  async open(given) {
    say("ready");
    await go();
    const store = await open(given);
    say({ identity: store.identity, keyId: store.sealer.keyId });
    await store.close();
  },

  /** Reads a number and writes it back increased, again and again; adds a row each time. */
  async write({ count = 0, name = "", ...given }) {
    say("ready");
    await go();
    const store = await open(given);
    for (let index = 0; index < count; index += 1) {
      await store.write(async (db) => {
        const account = await db
          .selectFrom("accounts")
          .select("next_sdk_app_id")
          .where("uin", "=", embeddedUin)
          .executeTakeFirstOrThrow();
        await db
          .updateTable("accounts")
          .set({ next_sdk_app_id: account.next_sdk_app_id + 1 })
          .where("uin", "=", embeddedUin)
          .execute();
        await db
          .insertInto("tag_pairs")
          .values({ uin: embeddedUin, tag_key: name, tag_value: String(index), created_at: 0 })
          .execute();
      });
    }
    say("done");
    await store.close();
  },

  /** Keeps the write lock until it is killed. */
  async hold(given) {
    const store = await open(given);
    await store.write(async (db) => {
      await sql`update accounts set name = 'never committed'`.execute(db);
      say("held");
      // The timer keeps the promise, hence this transaction and its connection, from being collected as garbage.
      await new Promise((resolve) => setInterval(() => void resolve, 1_000));
    });
  },

  /** Creates a database, or looks after it, and dies without a word before one step of it. */
  async die({ step = 0, work, snapshot = "", ...given }) {
    const steps: string[] = [];
    const counted = <A extends unknown[], R>(name: string, original: (...given: A) => R) =>
      function (this: unknown, ...values: A): R {
        if (steps.push(name) === step) process.kill(process.pid, "SIGKILL");
        return original.apply(this, values);
      };
    for (const name of ["mkdirSync", "linkSync", "renameSync", "rmSync", "fsyncSync"]) {
      const original: unknown = Reflect.get(fs, name);
      if (typeof original !== "function") throw new Error(`there is no fs.${name}`);
      const call = (...given: unknown[]): unknown => Reflect.apply(original, fs, given);
      Reflect.set(fs, name, counted(name, call));
    }
    // Written in two parts: a process can die with half a file on the disk.
    const write = counted("writeFileSync", fs.writeFileSync);
    Reflect.set(fs, "writeFileSync", (file: string, text: string, options: fs.WriteFileOptions & object) => {
      write(file, text.slice(0, text.length / 2), options);
      write(file, text.slice(text.length / 2), { flag: "a" });
    });
    Connection.prototype.execute = counted("execute", Connection.prototype.execute);
    Connection.prototype.close = counted("close", Connection.prototype.close);
    for (const name of ["query", "end"]) {
      const original: unknown = Reflect.get(Client.prototype, name);
      if (typeof original !== "function") throw new Error(`a client has no ${name}`);
      const call = function (this: unknown, ...given: unknown[]): unknown {
        return Reflect.apply(original, this, given);
      };
      Reflect.set(Client.prototype, name, counted(name, call));
    }
    const { environment = {}, ...location } = given;
    if (work === "rotate") await rotateKey({ ...location, environment });
    else if (work === "reset") await reset({ ...location, environment });
    else if (work === "restore") await restore({ ...location, environment }, snapshot);
    else await (await open({ ...given, create: true })).close();
    say({ steps });
  },
};

const [, , command = "", given = "{}"] = process.argv;
commands[command]?.(JSON.parse(given)).then(
  () => process.stdin.destroy(),
  (error: unknown) => {
    say(error instanceof BackendError ? { kind: error.kind } : { error: String(error) });
    process.exit(1);
  },
);
