import { BackendError, type Location, openStore, type Store } from "../../backend/store";
import { UserError } from "../../ground/errors";
import { projectRoot } from "../../ground/project-file";
import { databaseLocation } from "../../provider/client/endpoint";
import { endpointGiven } from "../accounts/endpoint-given";

/**
 * Works on a database itself, as its operator does. Loaded only where it is called, since it brings the driver.
 *
 * @param create makes the database where there is none
 * @throws UserError when it can't be opened or used.
 */
export async function withStore<T>(
  endpoint: string,
  { create }: { readonly create: boolean },
  work: (store: Store, location: Location) => Promise<T>,
): Promise<T> {
  try {
    const location = databaseLocation(
      endpointGiven(endpoint, "TENCENTRTC_DATABASE"),
      projectRoot(process.cwd()),
    );
    const store = await openStore({ ...location, create });
    try {
      return await work(store, location);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof BackendError) throw new UserError(error.message, { cause: error });
    throw error;
  }
}
