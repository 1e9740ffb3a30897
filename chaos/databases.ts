import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { Client } from "pg";
import type { Location } from "../backend/store";
import { type Installation, startPostgres } from "../test/postgres/server";
import type { DatabaseName } from "./errand";

export type Row = Readonly<Record<string, unknown>>;

/** A database of chaos's own, with a way to read it behind every store's back. */
export interface ChaosDatabase {
  readonly location: Location;
  readonly environment: Readonly<Record<string, string>>;
  sql(query: string): Promise<Row[]>;
  remove(): Promise<void>;
}

export const isRow = (row: unknown): row is Row => typeof row === "object" && row !== null;

/** In memory where that can be had: nothing of it outlives the process. */
function inFile(): ChaosDatabase {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "chaos-"));
  const file = join(folder, "backend.db");
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  let reader: InstanceType<typeof DatabaseSync> | undefined;
  return {
    location: { file },
    environment: {},
    async sql(query) {
      reader ??= new DatabaseSync(file);
      return reader.prepare(query).all().filter(isRow);
    },
    async remove() {
      reader?.close();
      process.off("exit", remove);
      remove();
    },
  };
}

/** On a server of its own, started here. */
async function onServer(installation: Installation | undefined): Promise<ChaosDatabase> {
  const server = await startPostgres(installation);
  const reader = new Client({ connectionString: server.url });
  // The query in flight reports a connection that breaks.
  reader.on("error", () => {});
  await reader.connect();
  return {
    location: { url: server.url },
    environment: { TENCENTRTC_BACKEND_KEY: "5c".repeat(32) },
    sql: async (query) => (await reader.query<Row>(query)).rows,
    async remove() {
      await reader.end();
      await server.stop();
    },
  };
}

export const openDatabase = async (
  name: DatabaseName,
  installation: Installation | undefined,
): Promise<ChaosDatabase> => (name === "sqlite" ? inFile() : onServer(installation));
