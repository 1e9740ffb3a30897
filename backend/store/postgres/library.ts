import type { Pool, PoolConfig } from "pg";
import { StoreBug } from "../errors";

/** `bigint`, which the tables have throughout, and `numeric`, which is what PostgreSQL makes of a sum of them. */
const numberTypes = [20, 1700];

interface PostgresLibrary {
  readonly Pool: new (config: PoolConfig) => Pool;
  readonly types: { getTypeParser(type: number, format?: "text" | "binary"): (text: string) => unknown };
}

/** Connections to one database, made when they are needed. `pg` is loaded here: whoever uses files never loads it. */
export function newPool(config: PoolConfig): Pool {
  const { Pool, types }: PostgresLibrary = require("pg");
  const pool = new Pool({
    ...config,
    types: {
      getTypeParser: (type, format) =>
        numberTypes.includes(type) ? exactNumber : types.getTypeParser(type, format),
    },
  });
  // A connection that breaks is reported by the statement that finds it broken; without listeners it would end
  // the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** A 64-bit number as the number that SQLite gives for it. */
function exactNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new StoreBug(`the database holds a number that JavaScript can't hold exactly: ${text}`);
  }
  return value;
}
