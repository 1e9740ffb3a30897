import { listAccounts } from "../../backend/service";
import {
  BackendError,
  openStore,
  type ResetReport,
  type RestoreReport,
  type Rotation,
  reset,
  restore,
  rotateKey,
  type SnapshotReport,
  snapshot,
  type UnopenedSecret,
} from "../../backend/store";
import { UserError } from "../../ground/errors";
import type { DatabaseLocation } from "../../provider/client/endpoint";

/** A database as it is. */
export interface Examination {
  /** Uins of the embedded account and of accounts of servers. */
  readonly accounts: readonly string[];
  /** What a complete check finds. */
  readonly damage: readonly string[];
  readonly unopened: readonly UnopenedSecret[];
}

/**
 * What works on the database itself, past the service. Loaded only where it is called, since it brings the store.
 * What can't be done is a UserError.
 */
export interface Maintenance {
  examine(): Promise<Examination>;
  snapshot(file: string): Promise<SnapshotReport>;
  restore(file: string, replaceOther: boolean): Promise<RestoreReport>;
  reset(): Promise<ResetReport>;
  rotateKey(): Promise<Rotation>;
}

/** @param environment where the database's key is looked up */
export const maintenanceOf = (
  place: DatabaseLocation,
  environment: NodeJS.ProcessEnv = process.env,
): Maintenance => {
  const location = { ...place, environment };
  return {
    examine: () =>
      asUser(async () => {
        const store = await openStore({ ...location, create: false });
        try {
          const accounts = (await listAccounts(store)).map(({ uin }) => uin);
          return { accounts, damage: await store.findDamage(), unopened: await store.findUnopened() };
        } finally {
          await store.close();
        }
      }),
    snapshot: (file) => asUser(() => snapshot(location, file)),
    restore: (file, replaceOther) => asUser(() => restore(location, file, { replaceOther })),
    reset: () => asUser(() => reset(location)),
    rotateKey: () => asUser(() => rotateKey(location)),
  };
};

async function asUser<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackendError) throw new UserError(error.message, { cause: error });
    throw error;
  }
}
