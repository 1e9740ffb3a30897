import type { CompiledQuery } from "kysely";
import type { Read } from "./store";

/** Runs a statement at once and gives its rows. */
export type Execute = (sql: string, parameters: readonly unknown[]) => unknown[];

/** Transactions that are running on a database in this process. */
const executes = new WeakMap<Read, Execute>();

/**
 * While `work` runs, the compiled statements of a transaction go straight to its database, which answers at once:
 * on Kysely's way to it each costs as much again as SQLite's own work.
 */
export async function immediately<T>(db: Read, execute: Execute, work: () => Promise<T>): Promise<T> {
  executes.set(db, execute);
  try {
    return await work();
  } finally {
    // Whoever uses a transaction after its end is told so by Kysely.
    executes.delete(db);
  }
}

/** The rows that a compiled statement gives, by the shortest way that the database has. */
export async function rowsOf<Row>(
  db: Read,
  query: CompiledQuery<Row>,
  parameters: readonly unknown[],
): Promise<Row[]> {
  const execute = executes.get(db);
  // Rows are known from the query's types, which no driver sees.
  if (execute) return execute(query.sql, parameters) as Row[];
  return (await db.executeQuery<Row>({ ...query, parameters })).rows;
}
