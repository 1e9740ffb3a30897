import { stringify } from "yaml";
import type { Bag } from "../../ground/bag";

/** A file of one application as a person would write it. Reading it gives the same again. */
export function printApplicationFile(file: Bag, { schema }: { readonly schema?: string } = {}): string {
  const modeline = schema === undefined ? "" : `# yaml-language-server: $schema=${schema}\n`;
  const text = stringify(file, {
    lineWidth: 0,
    aliasDuplicateObjects: false,
    // A block of text may lose the blanks in lines of nothing else; quotes keep them.
    blockQuote: false,
    // Quotes also for what is a number, a switch or a date to readers of YAML 1.1.
    compat: "yaml-1.1",
  });
  return `${modeline}${text}`;
}
