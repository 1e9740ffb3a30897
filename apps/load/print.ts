import { stringify } from "yaml";
import type { Bag } from "../../provider/lifecycle/bag";

/** A file of one application as a person would write it. Reading it gives the same again. */
export function printApplicationFile(file: Bag, { schema }: { readonly schema?: string } = {}): string {
  const modeline = schema === undefined ? "" : `# yaml-language-server: $schema=${schema}\n`;
  // A block of text may lose the blanks in lines of nothing else; quotes keep them.
  return `${modeline}${stringify(file, { lineWidth: 0, aliasDuplicateObjects: false, blockQuote: false })}`;
}
