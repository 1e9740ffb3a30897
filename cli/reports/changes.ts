import type { Change, Outcome } from "../../apps/engine";
import { concealed, isSecretChange } from "../../provider/lifecycle/differences";
import type { About } from "../fleet/each-stack";
import { type Colour, harmless, paint } from "../terminal/screen";
import { noticesInWords } from "./notices";

/** A run on one stack, as commands report it. */
export interface StackOutcome extends About {
  readonly outcome: Outcome;
}

const signs = { create: "+", adopt: "←", update: "~", replace: "±", delete: "-", release: "→" } as const;
const colours: Readonly<Record<Change["change"], Colour>> = {
  create: "green",
  adopt: "green",
  update: "yellow",
  replace: "red",
  delete: "red",
  release: "yellow",
};

/** `main: 2 to create, 1 to update`, and the changes with an application's together. */
export function summaryOf({ stack, outcome: { changes, errors } }: StackOutcome): {
  head: string;
  sorted: Change[];
} {
  const counts = Object.keys(signs).flatMap((one) => {
    const number = changes.filter(({ change }) => change === one).length;
    return number === 0 ? [] : [`${number} to ${one}`];
  });
  return {
    head: `${stack}: ${counts.join(", ") || (errors.length > 0 ? "failed" : "no changes")}`,
    sorted: [...changes].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** Changes in words, an application's together. */
export function changesInWords(one: StackOutcome): string {
  const { head, sorted } = summaryOf(one);
  return [
    paint({ text: head, colour: "bold" }),
    ...sorted.map(inWords),
    ...noticesInWords(one.outcome.told),
    ...one.outcome.errors.map((error) => paint({ text: `error: ${harmless(error)}`, colour: "red" })),
  ].join("\n");
}

function inWords(one: Change): string {
  const { change, properties } = one;
  const head = paint({ text: `  ${signs[change]} ${subjectOf(one)}`, colour: colours[change] });
  // Of what is made anew every property is new.
  if (change !== "update" && change !== "replace") return head;
  return [head, ...properties.map((one) => `      ${one.path}: ${differenceInWords(one)}`)].join("\n");
}

const differenceInWords = (one: Change["properties"][number]): string =>
  isSecretChange(one) ? `${concealed} changes` : `${value(one.before)} → ${value(one.after)}`;

/** `Application support (1400000001)`, or of what is taken over `Application support (adopt 1400000001)`. */
export function subjectOf({ change, kind, name, id }: Change): string {
  const known = [...(change === "adopt" ? ["adopt"] : []), ...(id === undefined ? [] : [id])].join(" ");
  return `${kind} ${name}${known && ` (${known})`}`;
}

/** A value for people: text as it stands in a program; nothing as nothing; a secret without quotes. */
export const value = (one: unknown): string =>
  one === undefined ? "nothing" : one === concealed ? concealed : harmless(JSON.stringify(one));

/** What scripts get. */
export const changesAsJson = ({ stack, account, environment, outcome }: StackOutcome): object => ({
  stack,
  account,
  environment,
  changes: outcome.changes.map(({ urn: _, ...change }) => change),
  notices: outcome.told,
  errors: outcome.errors,
});
