import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { temporaryFolders } from "./folders";

const folder = temporaryFolders();
const store = resolve(__dirname, "../../../dist/backend/store");

/** Packages that are loaded once a file has been opened, written and closed. */
const script = `
  const { openStore } = require(process.argv[1]);
  openStore({ file: process.argv[2], create: true, environment: {} }).then((store) => store.close()).then(() => {
    const packages = Object.keys(require.cache).map((path) => path.split("/node_modules/")[1]?.split("/")[0]);
    console.log(JSON.stringify([...new Set(packages)]));
  });
`;

test("whoever keeps a backend in a file never loads the driver of a server", () => {
  const args = ["-e", script, store, join(folder(), "backend.db")];
  const loaded: string[] = JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
  expect(loaded).toContain("kysely");
  expect(loaded.filter((name) => /^pg(-|$)/.test(name))).toEqual([]);
});
