import { accessSync, constants, statSync } from "node:fs";

/**
 * Why a file can't be read, as what follows its name; undefined where it can. A pipe or a device is never tried: it
 * might not end.
 */
export function whyUnreadable(path: string): string | undefined {
  try {
    if (!statSync(path).isFile()) return "is no regular file";
    accessSync(path, constants.R_OK);
    return undefined;
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : error;
    return code === "ENOENT" ? "isn't there" : `can't be read (${String(code)})`;
  }
}
