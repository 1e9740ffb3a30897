import type { Change } from "../apps/engine";
import { consequences, type StackOutcome, value } from "./changes";
import { cell } from "./markdown";
import { counted } from "./screen";

const marks = {
  create: "➕ create",
  update: "✏️ update",
  replace: "⚠️ **replace**",
  delete: "⛔ **delete**",
} as const;

/** Changes as a comment on a pull request: a table, and before it what would stop people's work. */
export function changesAsMarkdown({ stack, outcome: { changes, errors } }: StackOutcome): string {
  const sorted = [...changes].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    `### \`${stack}\`: ${changes.length === 0 ? "no changes" : counted(changes.length, "change")}`,
    ...errors.flatMap((error) => ["", `**Error:** ${cell(error)}`]),
    ...consequences(changes).flatMap((statement) => ["", `> ${cell(statement)}`]),
    ...(sorted.length > 0
      ? ["", "| change | what | property | before | after |", "|---|---|---|---|---|"]
      : []),
    ...sorted.flatMap(rows),
  ].join("\n");
}

function rows({ change, kind, name, id, properties }: Change): string[] {
  const head = `| ${marks[change]} | ${cell(`${kind} ${name}${id ? ` (${id})` : ""}`)} |`;
  if (change === "create" || change === "delete" || properties.length === 0) return [`${head} | | |`];
  return properties.map(({ path, before, after }) => {
    return `${head} ${cell(path)} | ${cell(value(before))} | ${cell(value(after))} |`;
  });
}
