import { posix } from "node:path";

/** Files by their path from the root of a repository or package. */
interface Files {
  readonly paths: readonly string[];
  read(path: string): string;
}

const withoutCode = (markdown: string): string => markdown.replace(/^```[\s\S]*?^```$|`[^`\n]*`/gm, "");

/** Where links to files lead, as written; links to other sites are left out. */
export const linksOf = (markdown: string): string[] =>
  [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target ?? "")
    .filter((target) => !/^[a-z]+:/.test(target));

/** The anchors that a page gives to headings. */
const anchorsOf = (markdown: string): string[] =>
  [...markdown.replace(/^```[\s\S]*?^```$/gm, "").matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    (heading ?? "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

/** `file → link` for each relative link of a Markdown file that leads nowhere. */
export function brokenLinks({ paths, read }: Files): string[] {
  const leadsSomewhere = (from: string, link: string): boolean => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? from : posix.join(posix.dirname(from), path);
    if (!paths.some((known) => known === target || known.startsWith(`${target.replace(/\/$/, "")}/`)))
      return false;
    return anchor === undefined || (target.endsWith(".md") && anchorsOf(read(target)).includes(anchor));
  };
  return paths
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) =>
      linksOf(read(path))
        .filter((link) => !leadsSomewhere(path, link))
        .map((link) => `${path} → ${link}`),
    );
}

/** Commands of one fence, under the nearest heading above it. */
export interface CommandBlock {
  readonly heading: string;
  /** As it stands: what a reader copies. */
  readonly script: string;
  /** As they would be typed, without the comments beside them; the lines of a here-document are none. */
  readonly commands: readonly string[];
}

/** What a document asks its reader to type, or a CI to run. */
export function commandBlocks(markdown: string): CommandBlock[] {
  const blocks: CommandBlock[] = [];
  let heading = "";
  for (const [, title, language, text = ""] of markdown.matchAll(/^#+ ([^\n]+)$|^```(\w*)\n(.*?)^```$/gms)) {
    if (title !== undefined) heading = title;
    else if (language === "sh") blocks.push({ heading, script: text, commands: typed(text) });
    else if (language === "yaml") {
      const commands = [...text.matchAll(/^- run: (.+)$/gm)].map(([, command]) => command ?? "");
      if (commands.length > 0) blocks.push({ heading, script: `${commands.join("\n")}\n`, commands });
    }
  }
  return blocks;
}

/** The lines of a script without the comments beside them. */
export const withoutComments = (script: string): string[] =>
  script
    .split("\n")
    .map((line) => line.replace(/\s+#\s.*$/, "").trimEnd())
    .filter((line) => line !== "");

const typed = (script: string): string[] => withoutComments(script.replace(/(<<'(\w+)'\n).*?^\2$/gms, "$1"));

/** The blocks under a heading of a document, for the test that runs them as they stand. */
export function blocksUnder(markdown: string, heading: string): string[] {
  const found = commandBlocks(markdown).filter((block) => block.heading === heading);
  if (found.length === 0) throw new Error(`no commands under "${heading}"`);
  return found.map(({ script }) => script);
}
