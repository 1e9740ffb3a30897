import type { Kind } from "../lifecycle/kind";
import { packageToken } from "./names";

/** What imports the example of a kind's id. */
export const importCommand = ({ name, id }: Pick<Kind, "name" | "id">): string =>
  `pulumi import ${packageToken(name)} ${id.as} ${id.example}`;

/** How to import a resource of a kind, as Markdown without a heading. */
export const importSection = (kind: Pick<Kind, "name" | "id">): string =>
  [
    `Import one that exists by its id, \`${kind.id.form}\`:`,
    `\`\`\`sh\n${importCommand(kind)}\n\`\`\``,
    ...(kind.id.note === undefined ? [] : [kind.id.note]),
  ].join("\n\n");
