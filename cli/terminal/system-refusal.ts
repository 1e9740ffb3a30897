import { UserError } from "../../ground/errors";

interface SystemError {
  readonly code: string;
  readonly path?: unknown;
  readonly info?: { readonly syscall?: unknown };
}

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && "code" in error && typeof error.code === "string";

const refusals: Readonly<Record<string, string>> = {
  EROFS: "the file system is read-only. Run this where it can be written, or mount it so",
  EACCES: "this user lacks the permission. Give this user the right to read and write it",
  EPERM: "this user lacks the permission. Give this user the right to read and write it",
  ENOSPC: "the disk is full. Free some space, then run again",
  EDQUOT: "this user's share of the disk is full. Free some space, then run again",
};

/**
 * What the operating system refuses wherever a command happens to touch it, as a user's error; everything else as it is.
 */
export function systemRefusal(error: unknown): unknown {
  if (!isSystemError(error)) return error;
  if (error.code === "ERR_SYSTEM_ERROR" && String(error.info?.syscall).startsWith("uv_os_")) {
    return new UserError(
      "this user has no home folder, which the engine needs: HOME isn't set, and the system doesn't know this user. Set HOME to a folder that this user may write, for example HOME=/tmp in a container",
      { cause: error },
    );
  }
  const why = refusals[error.code];
  if (why === undefined || typeof error.path !== "string") return error;
  return new UserError(`${error.path} can't be used: ${why} (${error.code})`, { cause: error });
}
