import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { commandsOf } from "../packaging/documents";

const root = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

test("the Chinese README has the commands of the English one, and no others", () => {
  const english = commandsOf(read("README.md"));
  expect(english.length).toBeGreaterThan(15);
  expect(commandsOf(read("README.zh-CN.md"))).toEqual(english);
});
