export { embeddedUin } from "./contents";
export type {
  EnrolledApplicationChange,
  EnrolledApplicationRow,
  EvidenceRow,
  PendingAttestationRow,
  TagIntentRow,
} from "./enrolment/tables";
export { BackendError, ConstraintViolation, isReadOnly, StoreBug } from "./errors";
export { keyFileOf } from "./key/file";
export type { Location } from "./location";
export { type ResetReport, reset } from "./maintenance/reset";
export { type RestoreReport, restore } from "./maintenance/restore";
export { type Rotation, rotateKey } from "./maintenance/rotate-key";
export { type SnapshotReport, snapshot } from "./maintenance/snapshot";
export { type OpenOptions, openStore } from "./open";
export type * from "./schema";
export type { SealedPlace, Sealer } from "./seal";
export { insertInto, statement } from "./statement";
export type { Read, Store, UnopenedSecret, Write } from "./store";
export type { RealWebhookChange, RealWebhookRow, WebhookRow } from "./webhook/table";
