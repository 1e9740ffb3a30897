import type { Change, Outcome } from "../apps/engine";
import { disablingStatement } from "../provider/resources/application-impact";
import { type Colour, paint } from "./screen";

/** A run on one stack, as commands report it. */
export interface StackOutcome {
  readonly stack: string;
  readonly account: string;
  readonly environment: string;
  readonly outcome: Outcome;
}

const signs = { create: "+", update: "~", replace: "±", delete: "-" } as const;
const colours: Readonly<Record<Change["change"], Colour>> = {
  create: "green",
  update: "yellow",
  replace: "red",
  delete: "red",
};

/** Changes in words, an application's together. */
export function changesInWords({ stack, outcome }: StackOutcome): string {
  const { changes, errors } = outcome;
  const counts = Object.keys(signs).flatMap((one) => {
    const number = changes.filter(({ change }) => change === one).length;
    return number === 0 ? [] : [`${number} to ${one}`];
  });
  const head = `${stack}: ${counts.length === 0 ? "no changes" : counts.join(", ")}`;
  const sorted = [...changes].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    paint({ text: head, colour: "bold" }),
    ...sorted.map(inWords),
    ...errors.map((error) => paint({ text: `error: ${error}`, colour: "red" })),
  ].join("\n");
}

function inWords({ change, kind, name, id, properties }: Change): string {
  const head = paint({
    text: `  ${signs[change]} ${kind} ${name}${id ? ` (${id})` : ""}`,
    colour: colours[change],
  });
  // Of what is made anew every property is new.
  if (change !== "update" && change !== "replace") return head;
  return [
    head,
    ...properties.map(({ path, before, after }) => `      ${path}: ${value(before)} → ${value(after)}`),
  ].join("\n");
}

/** A value for people: text as it stands in a program; nothing as nothing. */
export const value = (one: unknown): string => (one === undefined ? "nothing" : JSON.stringify(one));

/** What the consoles state before they disable or delete, for each application that changes do it to. */
export function consequences(changes: readonly Change[]): string[] {
  return changes.flatMap(({ kind, change, id, properties }) => {
    if (kind !== "Application" || id === undefined) return [];
    if (change === "delete" || change === "replace") {
      return [
        `${disablingStatement(id)}. Then it is deleted: none of its data and services can be recovered.`,
      ];
    }
    const isDisabled = properties.some(({ path, after }) => path === "enabled" && after === false);
    return isDisabled ? [`${disablingStatement(id)}.`] : [];
  });
}

/** What scripts get. */
export const changesAsJson = ({ stack, account, environment, outcome }: StackOutcome): object => ({
  stack,
  account,
  environment,
  changes: outcome.changes.map(({ urn: _, ...change }) => change),
  errors: outcome.errors,
});
