import { threadFile } from "../thread-file";

let made: string | undefined;

/** What the thread runs, in the place of `certificates/aside/reader-file`. */
export function readerFile(): string {
  made ??= threadFile("certificates/aside/reader.ts");
  return made;
}
