export { embeddedUin } from "./contents";
export { BackendError, ConstraintViolation, StoreBug } from "./errors";
export { keyFileOf } from "./key-file";
export type { Location } from "./location";
export { type OpenOptions, openStore } from "./open";
export type * from "./schema";
export type { SealedPlace, Sealer } from "./seal";
export type { Read, Store, Write } from "./store";
