import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { commandBlocks, withoutComments } from "../packaging/documents";

const root = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Every line that is typed, here-documents included. */
const commandsOf = (path: string) => commandBlocks(read(path)).map(({ script }) => withoutComments(script));

/** The levels of the headings, in their order. */
const partsOf = (path: string) => [...read(path).matchAll(/^(#+) /gm)].map(([, level]) => level);

const programsOf = (path: string) =>
  [...read(path).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program = ""]) =>
    program.replace(/ *\/\/.*$/gm, ""),
  );

test.each([
  ["README.md", "README.zh-CN.md", 2],
  ["docs/first-steps.md", "docs/first-steps.zh-CN.md", 30],
])(
  "the Chinese %s has the commands and parts of the English one, and no others",
  (english, chinese, atLeast) => {
    expect(commandsOf(english).flat().length).toBeGreaterThanOrEqual(atLeast);
    expect(commandsOf(chinese)).toEqual(commandsOf(english));
    expect(partsOf(chinese)).toEqual(partsOf(english));
  },
);

test("the Chinese documents have the program of the English ones, comments aside", () => {
  const [program, ...others] = ["README.md", "docs/first-steps.md"].flatMap((path) => [
    programsOf(path),
    programsOf(path.replace(/md$/, "zh-CN.md")),
  ]);
  expect(program).toHaveLength(1);
  expect(others).toEqual([program, program, program]);
});
