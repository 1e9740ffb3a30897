import { join } from "node:path";

/** The folder of this package, wherever it is installed. */
export const packageRoot = join(__dirname, "../..");
