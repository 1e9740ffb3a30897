import type { Database } from "./schema";

interface SealedColumns<Table extends keyof Database = keyof Database> {
  readonly table: Table;
  /** What names a row in a `SealedPlace`. */
  readonly key: keyof Database[Table] & string;
  readonly columns: readonly (keyof Database[Table] & string)[];
}

const of = <Table extends keyof Database>(columns: SealedColumns<Table>): SealedColumns<Table> => columns;

/** Every column that holds sealed text: what is sealed with the old key when the key is rotated. */
export const sealedColumns = [
  of({ table: "applications", key: "sdk_app_id", columns: ["secret_key", "private_key"] }),
] as const;
