import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Of this package, whose compiled files lie two folders below its root. */
export const { version }: { readonly version: string } = JSON.parse(
  readFileSync(join(__dirname, "../../package.json"), "utf8"),
);
