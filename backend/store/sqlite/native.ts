/** What a SQLite statement takes and gives. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** The part of `node:sqlite` used here. */
export interface NativeDatabase {
  readonly isOpen: boolean;
  readonly isTransaction: boolean;
  prepare(sql: string): NativeStatement;
  exec(sql: string): void;
  close(): void;
}

export interface NativeStatement {
  /** Empty for a statement that gives no rows. */
  columns(): readonly unknown[];
  all(...values: SqlValue[]): unknown[];
  /** The first row. */
  get(...values: SqlValue[]): unknown;
  run(...values: SqlValue[]): { changes: number | bigint };
}
