import type { Database } from "./schema";

interface SealedColumns<Table extends keyof Database = keyof Database> {
  readonly table: Table;
  /** The columns that name a row in a `SealedPlace`, joined by a slash. */
  readonly key: readonly (keyof Database[Table] & string)[];
  readonly columns: readonly (keyof Database[Table] & string)[];
}

const of = <Table extends keyof Database>(columns: SealedColumns<Table>): SealedColumns<Table> => columns;

/** Every column that holds sealed text: what is sealed with the old key when the key is rotated. */
export const sealedColumns = [
  of({ table: "applications", key: ["sdk_app_id"], columns: ["secret_key", "private_key"] }),
  of({ table: "enrolled_applications", key: ["sdk_app_id"], columns: ["secret_key"] }),
  of({ table: "push_certificates", key: ["uin", "certificate_id"], columns: ["secrets"] }),
  of({ table: "webhooks", key: ["sdk_app_id", "product"], columns: ["url"] }),
  of({ table: "real_webhooks", key: ["sdk_app_id", "product"], columns: ["url", "seen_url"] }),
  of({ table: "accounts", key: ["uin"], columns: ["fingerprint_key"] }),
  of({ table: "access_keys", key: ["secret_id"], columns: ["secret_key"] }),
  of({ table: "request_answers", key: ["fingerprint"], columns: ["answer"] }),
] as const;
