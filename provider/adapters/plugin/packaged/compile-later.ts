import { setFlagsFromString } from "node:v8";

/** The majors of V8 in Node 20 to 24; another one may not know the flag, and complains on stderr. */
const known = ["11", "12", "13"];

/** How much of a function must run before V8 compiles it with its optimising compiler; of itself it takes 66 KiB of bytecode. */
const budget = 4 * 66 * 1024;

/**
 * Lets V8 compile later for speed. A plugin lives for one run, of some seconds: what is compiled in it is hardly used before it
 * ends, while the threads that compile take a third of its processor time from the engine and the program beside it.
 */
export function compileLater(): void {
  const [major = ""] = process.versions.v8.split(".");
  if (known.includes(major)) setFlagsFromString(`--interrupt-budget=${budget}`);
}
