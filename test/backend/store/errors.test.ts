import { BackendError, ConstraintViolation, StoreBug } from "../../../backend/store";
import { fromSystem } from "../../../backend/store/file/system-errors";
import { fromSqlite } from "../../../backend/store/sqlite/errors";

const file = "/the/backend.db";

test.each([
  ["SQLITE_PERM", 3, "unreadable"],
  ["SQLITE_BUSY", 5, "locked"],
  ["SQLITE_BUSY_RECOVERY", 261, "locked"],
  ["SQLITE_BUSY_SNAPSHOT", 517, "locked"],
  ["SQLITE_READONLY", 8, "read-only"],
  ["SQLITE_READONLY_DIRECTORY", 1544, "read-only"],
  ["SQLITE_IOERR", 10, "input-output"],
  ["SQLITE_IOERR_READ", 266, "input-output"],
  ["SQLITE_IOERR_FSYNC", 1034, "input-output"],
  ["SQLITE_IOERR_SHMSIZE", 4874, "disk-full"],
  ["SQLITE_CORRUPT", 11, "corrupt"],
  ["SQLITE_CORRUPT_INDEX", 779, "corrupt"],
  ["SQLITE_FULL", 13, "disk-full"],
  ["SQLITE_CANTOPEN", 14, "unreadable"],
  ["SQLITE_CANTOPEN_ISDIR", 526, "unreadable"],
  ["SQLITE_PROTOCOL", 15, "locked"],
  ["SQLITE_NOTADB", 26, "not-a-database"],
])("%s (%i) reaches the user as %s", (_name, errcode, kind) => {
  const native = { code: "ERR_SQLITE_ERROR", errcode, message: "whatever the library says" };
  const error = fromSqlite(native, file);
  expect(error).toBeInstanceOf(BackendError);
  expect(error).toMatchObject({ kind, file, cause: native });
  expect(error.message).toContain(file);
  expect(error.message).not.toContain("whatever");
  expect(error.message).toMatch(/^[A-Z][^:]+: .+\. [A-Z].+\.$/);
});

test.each([
  ["SQLITE_ERROR", { errcode: 1, message: "no such table" }],
  ["SQLITE_MISUSE", { errcode: 21, message: "misuse" }],
  ["no code at all", { code: "ERR_INVALID_STATE", message: "not open" }],
  ["no error at all", "text"],
])("%s is a fault of ours", (_name, native) => {
  const error = fromSqlite(native, file);
  expect(error).toBeInstanceOf(StoreBug);
  expect(error.message).toContain("please report it");
});

test.each([
  ["SQLITE_CONSTRAINT_PRIMARYKEY", 1555, true],
  ["SQLITE_CONSTRAINT_UNIQUE", 2067, true],
  ["SQLITE_CONSTRAINT_ROWID", 2579, true],
  ["SQLITE_CONSTRAINT_FOREIGNKEY", 787, false],
  ["SQLITE_CONSTRAINT_NOTNULL", 1299, false],
  ["SQLITE_CONSTRAINT_CHECK", 275, false],
])("%s (%i): a key that exists is %s", (_name, errcode, unique) => {
  const error = fromSqlite({ errcode, message: "constraint failed" }, file);
  expect(error).toBeInstanceOf(ConstraintViolation);
  expect(error).toMatchObject({ constraint: unique ? "unique" : "other" });
});

test.each([
  ["EACCES", "unreadable"],
  ["EPERM", "unreadable"],
  ["EROFS", "read-only"],
  ["ENOSPC", "disk-full"],
  ["EDQUOT", "disk-full"],
  ["EIO", "input-output"],
  ["ENOTDIR", "invalid-location"],
  ["ELOOP", "invalid-location"],
  ["ENAMETOOLONG", "invalid-location"],
])("the system's %s reaches the user as %s", (code, kind) => {
  expect(fromSystem({ code }, file, "It can't be opened")).toMatchObject({ kind, file });
});

test("any other failure of the system is a fault of ours, and errors that say more pass unchanged", () => {
  expect(fromSystem({ code: "EBADF" }, file, "It can't be opened")).toBeInstanceOf(StoreBug);
  const bug = new StoreBug("planted");
  expect(fromSystem(bug, file, "It can't be opened")).toBe(bug);
});
