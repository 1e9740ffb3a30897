import { closeSync, fsyncSync, linkSync, openSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { BackendError } from "./errors";
import { systemCode } from "./system-errors";

/**
 * Gives a finished file its name, unless another process was first. A name appears with its whole content or not
 * at all, whenever the process is killed; `rename` would do that too, but would replace the other's file.
 * Returns whether the name is ours.
 */
export function publish(finished: string, name: string): boolean {
  try {
    sync(finished);
    linkSync(finished, name);
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw withoutLinks(error, name);
  } finally {
    rmSync(finished, { force: true });
    sync(dirname(name));
  }
}

/** Content, or a folder's names, survive a power cut only once they are synced. */
function sync(path: string): void {
  // Windows can't open a folder, and keeps its names without that.
  if (process.platform === "win32") return;
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const unsupported = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

const withoutLinks = (cause: unknown, name: string): unknown =>
  unsupported.includes(systemCode(cause) ?? "")
    ? new BackendError(
        {
          kind: "invalid-location",
          file: name,
          what: `${name} can't be created`,
          why: "its file system has no hard links, with which a file is put in place safely",
          next: "Name a database on a local disk",
        },
        { cause },
      )
    : cause;
