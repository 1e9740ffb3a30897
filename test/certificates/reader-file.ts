import { threadFile } from "../thread-file";

/** What the thread runs, in the place of `certificates/aside/reader-file`. */
export const readerFile = (): string => threadFile("certificates/aside/reader.ts");
