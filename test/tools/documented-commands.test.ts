import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { commandLine } from "../../cli/command-line";
import { documentedCommands } from "../packaging/documented-commands";
import { commandBlocks } from "../packaging/documents";

const root = resolve(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));

/** `document, heading: command` for every command of a document of which the table says nothing. */
function unlisted(document: string, markdown: string): string[] {
  return commandBlocks(markdown).flatMap(({ heading, commands }) => {
    const part = documentedCommands[document]?.[heading];
    if (part && "asTheyStand" in part) return [];
    return commands
      .filter((command) => part?.each[command] === undefined)
      .map((command) => `${document}, ${heading}: ${command}`);
  });
}

test("every command of every document is run by a test, or it is said why not", () => {
  expect(documents).toContain("README.md");
  expect(documents.flatMap((path) => unlisted(path, read(path)))).toEqual([]);
});

test("a command that is added to a document or a block is told", () => {
  const added =
    "## Try it\n\n```sh\nnpm run quickstart   # as before\nnpm run another\n```\n\n## New\n\n```sh\nls\n```\n";
  expect(unlisted("README.md", added)).toEqual(["README.md, Try it: npm run another", "README.md, New: ls"]);
  expect(unlisted("docs/new.md", "# New\n\n```yaml\n- run: make all\n```\n")).toEqual([
    "docs/new.md, New: make all",
  ]);
});

test("the table names nothing that no document has", () => {
  const gone = Object.entries(documentedCommands).flatMap(([document, parts]) => {
    const blocks = commandBlocks(read(document));
    return Object.entries(parts).flatMap(([heading, part]) => {
      const commands = blocks.filter((block) => block.heading === heading).flatMap((block) => block.commands);
      if ("asTheyStand" in part) return commands.length > 0 ? [] : [`${document}, ${heading}`];
      return Object.keys(part.each)
        .filter((command) => !commands.includes(command))
        .map((command) => `${document}, ${heading}: ${command}`);
    });
  });
  expect(gone).toEqual([]);
});

test("every test that the table names is there, and takes the commands that it is to take", () => {
  const unkept = Object.entries(documentedCommands).flatMap(([document, parts]) =>
    Object.entries(parts).flatMap(([heading, part]) => {
      if (!("asTheyStand" in part)) {
        return Object.values(part.each).flatMap((kept) =>
          "runBy" in kept && !existsSync(join(root, kept.runBy)) ? [kept.runBy] : [],
        );
      }
      const text = read(part.asTheyStand);
      const isNamed =
        text.includes(`"${document}"`) && (text.includes(`"${heading}"`) || !text.includes("blocksUnder"));
      return isNamed ? [] : [`${part.asTheyStand}: ${document}, ${heading}`];
    }),
  );
  expect(unkept).toEqual([]);
});

test("commands stand in fences of `sh` alone, where this is looked for", () => {
  const elsewhere = documents.filter((path) =>
    /^```(?:bash|console|shell|zsh|)\n(?:\$ )?(?:npm|npx|pulumi|node|git|tencentrtc) |^(?:\n| {0,3}\S.*\n\n) {4}(?:npm|npx|pulumi|node|tencentrtc) /m.test(
      read(path),
    ),
  );
  expect(elsewhere).toEqual([]);
});

/** What is wrong with the words after `tencentrtc`: a command or an option that the command line doesn't have. */
function unknownWords(words: readonly string[]): string[] {
  let command: Command = commandLine("0");
  const known: Command[] = [command];
  const unknown: string[] = [];
  for (const word of words) {
    if (word.startsWith("--")) {
      const name = word.replace(/=.*$/, "");
      if (!known.some(({ options }) => options.some(({ long }) => long === name))) unknown.push(name);
      continue;
    }
    const next = command.commands.find((one) => one.name() === word);
    if (next) {
      command = next;
      known.push(command);
    } else if (command.commands.length > 0 && /^[a-z]/.test(word)) unknown.push(word);
  }
  return unknown;
}

test("every `tencentrtc …` in a document names commands and options that there are", () => {
  const named = documents.flatMap((path) =>
    [...read(path).matchAll(/(?:`|^(?:npx (?:--no )?)?)(?:npx (?:--no )?)?tencentrtc ([a-z][^`\n]*)/gm)].map(
      ([, words = ""]) => ({ path, words: words.replace(/\s+#\s.*$/, "") }),
    ),
  );
  expect(named.length).toBeGreaterThan(30);
  const wrong = named.flatMap(({ path, words }) =>
    unknownWords(words.split(/\s+/)).map((word) => `${path}: tencentrtc ${words}: ${word}`),
  );
  expect(wrong).toEqual([]);
  expect(unknownWords(["account", "remove", "--nothing"])).toEqual(["remove", "--nothing"]);
});
