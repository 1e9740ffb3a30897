import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../ground/errors";

/**
 * Makes sure, before a long run or a question, that a file can be written.
 *
 * @param option what named it, `--output`
 * @throws UserError that says what is in the way.
 */
export function mustTakeFile(file: string, option: string): void {
  const folder = dirname(file);
  if (!existsSync(folder))
    throw new UserError(`${option} ${file}: there is no folder ${folder}; make it first`);
  if (!isFolder(folder)) throw new UserError(`${option} ${file}: ${folder} is no folder`);
  if (isFolder(file)) throw new UserError(`${option} ${file} is a folder; name a file in it`);
  mustBeOurs(existsSync(file) ? file : folder, option);
}

/** Refuses a folder in which no files can be made. The folder itself may not exist yet. */
export function mustTakeFiles(folder: string, option: string): void {
  const found = nearest(folder);
  if (!isFolder(found))
    throw new UserError(`${option}: ${found} is no folder; name another. Nothing was written`);
  mustBeOurs(found, option);
}

/** The path, or the folder above it that is there. */
const nearest = (path: string): string => (existsSync(path) ? path : nearest(dirname(path)));

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

function mustBeOurs(path: string, option: string): void {
  try {
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new UserError(`${option}: ${path} can't be written by whoever runs this; choose another place`, {
      cause,
    });
  }
}
