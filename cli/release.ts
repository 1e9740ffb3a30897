import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../ground/package-root";

export const { version }: { readonly version: string } = JSON.parse(
  readFileSync(join(packageRoot, "package.json"), "utf8"),
);
