import { join } from "node:path";

/** What the thread runs: the file that the compiler makes of `reader.ts`. */
export const readerFile = (): string => join(__dirname, "reader.js");
