import { BackendError, StoreBug } from "../errors";

/** The code of a failed system call, such as `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}

/** What a failed system call on `file` means to the user. `what` says what was tried. */
export function fromSystem(error: unknown, file: string, what: string): Error {
  if (error instanceof BackendError || error instanceof StoreBug) return error;
  const parts = explanation(systemCode(error));
  if (parts === undefined) return new StoreBug(`${what}: ${String(error)}`, { cause: error });
  return new BackendError({ ...parts, file, what }, { cause: error });
}

function explanation(code: string | undefined): Pick<BackendError, "kind" | "why" | "next"> | undefined {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return {
        kind: "unreadable",
        why: "this user lacks the permission",
        next: "Give this user the right to read and write the file and its folder",
      };
    case "EROFS":
      return {
        kind: "read-only",
        why: "the file system is read-only",
        next: "Name a database on a file system that can be written",
      };
    case "ENOSPC":
    case "EDQUOT":
      return {
        kind: "disk-full",
        why: "the disk is full",
        next: "Free some space, then run again",
      };
    case "EIO":
      return {
        kind: "input-output",
        why: "the operating system reports an input or output error",
        next: "Check the disk and the mount, then run again",
      };
    case "ENOTDIR":
    case "EISDIR":
    case "EEXIST":
    case "ELOOP":
    case "ENAMETOOLONG":
    case "ENOENT":
      return {
        kind: "invalid-location",
        why: `the path leads nowhere (${code})`,
        next: "Check the path that the endpoint names",
      };
    default:
      return undefined;
  }
}
