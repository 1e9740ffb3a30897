import type { BoundValue } from "../bound-value";

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
  all(...values: BoundValue[]): unknown[];
  /** The first row. */
  get(...values: BoundValue[]): unknown;
  run(...values: BoundValue[]): { changes: number | bigint };
}
