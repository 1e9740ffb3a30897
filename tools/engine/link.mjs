// @ts-check
import fs from "node:fs";
import path from "node:path";

/**
 * Points a link at this checkout's file, whatever it pointed at: the checkout that made it may be gone. Others
 * never see it missing.
 * @param {string} target absolute path
 * @param {string} file where the link stands
 */
export function link(target, file) {
  if (fs.lstatSync(file, { throwIfNoEntry: false }) && fs.readlinkSync(file) === target) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}`;
  fs.symlinkSync(target, temporary);
  fs.renameSync(temporary, file);
}
