import { join } from "node:path";
import { BackendError, type OpenOptions, openStore } from "../../../backend/store";

export const now = () => new Date("2026-11-22T00:00:00Z");

export const open = (file: string, options: Partial<OpenOptions> = {}) =>
  openStore({ file, create: false, environment: {}, now, ...options });

/** Why a file can't be opened. */
export const refusal = async (file: string, options: Partial<OpenOptions> = {}): Promise<BackendError> => {
  try {
    const store = await open(file, options);
    await store.close();
  } catch (error) {
    if (error instanceof BackendError) return error;
    throw error;
  }
  throw new Error(`${file} was opened`);
};

/** Makes closed databases, each in a folder of its own. */
export const databasesIn =
  (folder: () => string) =>
  async (options: Partial<OpenOptions> = {}): Promise<string> => {
    const file = join(folder(), "backend.db");
    const store = await open(file, { create: true, ...options });
    await store.close();
    return file;
  };
