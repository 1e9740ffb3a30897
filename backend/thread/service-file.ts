import { join } from "node:path";

/** What the thread runs: the file that the compiler makes of `service.ts`. */
export const serviceFile = (): string => join(__dirname, "service.js");
