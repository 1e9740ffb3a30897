import type { Told } from "../../apps/engine";
import { noticeTitles } from "../../provider/lifecycle/run/notice";
import { harmless, paint } from "../terminal/screen";
import { cell } from "./markdown";

const titles: Readonly<Record<Told["kind"], string>> = { ...noticeTitles, warning: "Warnings" };

interface Group {
  readonly title: string;
  /** What is so of each resource. */
  readonly lines: readonly string[];
}

/** What must be known before anybody confirms, by what it is about; statements that hold for all of it come once. */
function grouped(told: readonly Told[]): { groups: Group[]; statements: string[] } {
  const groups = Object.entries(titles).flatMap(([kind, title]) => {
    const lines = told
      .filter((one) => one.kind === kind)
      .map(({ name, text }) => `${name}: ${text}`)
      .sort();
    return lines.length > 0 ? [{ title, lines }] : [];
  });
  return { groups, statements: [...new Set(told.flatMap(({ statements }) => statements))] };
}

/** For a terminal, as lines that stand below the changes. */
export function noticesInWords(told: readonly Told[]): string[] {
  const { groups, statements } = grouped(told);
  return [
    ...groups.flatMap(({ title, lines }) => [
      paint({ text: `${title}:`, colour: "yellow" }),
      ...lines.map((line) => `  ${harmless(line)}`),
    ]),
    ...statements.map(harmless),
  ];
}

/** For a pull request, as a quotation above the changes. */
export function noticesAsMarkdown(told: readonly Told[]): string[] {
  const { groups, statements } = grouped(told);
  return [
    ...groups.flatMap(({ title, lines }) => [
      "",
      `> **${title}**`,
      ">",
      ...lines.map((line) => `> - ${cell(line)}`),
    ]),
    ...(statements.length > 0 ? [""] : []),
    ...statements.flatMap((statement, index) => [...(index > 0 ? [">"] : []), `> ${cell(statement)}`]),
  ];
}
