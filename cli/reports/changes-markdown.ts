import type { Change } from "../../apps/engine";
import { isSecretChange } from "../../provider/lifecycle/differences";
import { counted } from "../terminal/screen";
import { type StackOutcome, subjectOf, summaryOf, value } from "./changes";
import { cell } from "./markdown";
import { noticesAsMarkdown } from "./notices";

const marks = {
  create: "➕ create",
  adopt: "🤝 adopt",
  update: "✏️ update",
  replace: "⚠️ **replace**",
  delete: "⛔ **delete**",
  release: "👋 release",
} as const;

/** Changes as a comment on a pull request: a table, and before it what would stop people's work. */
export function changesAsMarkdown(one: StackOutcome): string {
  const {
    stack,
    outcome: { changes, told, errors },
  } = one;
  const { sorted } = summaryOf(one);
  return [
    `### \`${stack}\`: ${changes.length === 0 ? "no changes" : counted(changes.length, "change")}`,
    ...errors.flatMap((error) => ["", `**Error:** ${cell(error)}`]),
    ...noticesAsMarkdown(told),
    ...(sorted.length > 0
      ? ["", "| change | what | property | before | after |", "|---|---|---|---|---|"]
      : []),
    ...sorted.flatMap(rows),
  ].join("\n");
}

function rows(one: Change): string[] {
  const { change, properties } = one;
  const head = `| ${marks[change]} | ${cell(subjectOf(one))} |`;
  if ((change !== "update" && change !== "replace") || properties.length === 0) return [`${head} | | |`];
  return properties.map((difference) => {
    const { path, before, after } = difference;
    const fresh = `${value(after)}${isSecretChange(difference) ? ", another" : ""}`;
    return `${head} ${cell(path)} | ${cell(value(before))} | ${cell(fresh)} |`;
  });
}
