import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { commandBlocks, withoutComments } from "../packaging/documents";

const root = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Every line that is typed, here-documents included. */
const commandsOf = (path: string) => commandBlocks(read(path)).map(({ script }) => withoutComments(script));

test("the Chinese README has the commands of the English one, and no others", () => {
  const english = commandsOf("README.md");
  expect(english.flat().length).toBeGreaterThan(15);
  expect(commandsOf("README.zh-CN.md")).toEqual(english);
});
