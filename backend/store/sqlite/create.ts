import { closeSync, existsSync, mkdirSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BackendError } from "../errors";
import { draftOf, publish, removeAbandonedDrafts, removeDraft } from "../file/draft";
import { fromSystem, systemCode } from "../file/system-errors";
import type { Fill } from "../open-database";
import { countOn } from "./catalogue";
import { applicationId, openSqlite } from "./database";
import { locate } from "./location";

/**
 * Makes a database where there is none. It is built whole under another name and then linked into place, after
 * its key, which `prepare` sees to: killed at any moment, the process leaves a database that works or none; of
 * several processes one is first and the others take its database and its key.
 */
export async function createDatabase(file: string, prepare: () => Fill): Promise<void> {
  try {
    createFolder(dirname(file));
    removeAbandonedDrafts(file);
    const fill = prepare();
    const draft = draftOf(file);
    try {
      await build(draft, fill);
      publish(draft, file);
    } finally {
      removeDraft(draft);
    }
  } catch (error) {
    throw fromSystem(error, file, `The backend database ${file} can't be created`);
  }
  if (locate(file) === "absent") throw leadsNowhere(file);
}

/** A folder of our own keeps everything in it, above all the key, out of version control. */
function createFolder(folder: string): void {
  makeFolder(folder);
  // Judged by being empty, not by being new: a creation may have been killed between the two steps.
  if (readdirSync(folder).length > 0) return;
  try {
    writeFileSync(join(folder, ".gitignore"), "*\n", { flag: "wx" });
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
}

/** For its owner alone, whatever the umask. Node's own `recursive` calls a read-only file system a missing folder. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== "EEXIST") throw error;
  }
}

async function build(draft: string, fill: Fill): Promise<void> {
  // For its owner alone, whatever the umask; SQLite gives its log and shared memory the mode of the database.
  closeSync(openSync(draft, "wx", 0o600));
  const { writer, connection, close } = openSqlite(draft, { create: true, busyTimeoutMs: 0 });
  try {
    connection.execute(`pragma application_id = ${applicationId}`);
    await writer.transaction().execute((tx) => fill(tx, countOn));
  } finally {
    await close();
  }
}

/** A symbolic link to nothing takes the name, so that nothing can be linked there. */
const leadsNowhere = (file: string): BackendError =>
  new BackendError({
    kind: "invalid-location",
    file,
    what: `The backend database ${file} can't be created`,
    why: "the path is a symbolic link to a file that doesn't exist",
    next: "Remove the link, or name the file that it should lead to",
  });
