import type { Kysely } from "kysely";

/** What a step may use: the schema builder, and `sql` for moving data. Never today's table types, which change. */
export type SchemaAccess = Pick<Kysely<unknown>, "schema" | "getExecutor">;

/** One step of the schema. Written with Kysely's schema builder alone, so that it runs on SQLite and PostgreSQL. */
export interface Migration {
  readonly name: string;
  /** The least schema version that a release must know to use a database which has had this step. */
  readonly minReader: number;
  up(db: SchemaAccess): Promise<void>;
}
