import { BackendError, openStore } from "../backend/store";
import { UserError } from "../provider/lifecycle/errors";

/**
 * Everything that a complete check of the database finds wrong; empty where it is sound. Loaded only where it is
 * called, since it brings the database driver.
 *
 * @throws UserError when it can't be opened.
 */
export async function damageOf(file: string): Promise<string[]> {
  try {
    const store = await openStore({ file, create: false });
    try {
      return await store.findDamage();
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof BackendError) throw new UserError(error.message, { cause: error });
    throw error;
  }
}
