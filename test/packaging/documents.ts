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

/** The blocks of commands in a document, as they would be typed: without the comments beside them. */
export const commandsOf = (text: string): string[] =>
  [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = ""]) =>
    block
      .split("\n")
      .map((line) => line.replace(/\s+#\s.*$/, "").trimEnd())
      .filter((line) => line !== ""),
  );
