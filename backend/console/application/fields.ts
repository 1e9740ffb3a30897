import { z } from "zod";
import { type ApplicationFieldName, everyApplicationField, type SimulatedApplication } from "../../api";
import type { Answers } from "../page/answers";
import { type Cell, nothing, owner, quoted } from "../page/elements";
import type { Field } from "../page/form";

type Asked = NonNullable<(typeof everyApplicationField)[number][1]["ask"]>;

/** What a box is called that is ticked. */
const ticked = "on";

/** The facts of the table that stand among an application's basic information. */
export const basicFacts = (application: SimulatedApplication): readonly (readonly [string, Cell])[] =>
  everyApplicationField.flatMap(([name, { is, label, basic = true }]) =>
    basic ? [[label, cellOf(is, application[name])] as const] : [],
  );

function cellOf(is: (typeof everyApplicationField)[number][1]["is"], value: unknown): Cell {
  if (is === "flag") return value === true ? "on" : "off";
  if (is === "declaration")
    return typeof value === "string" ? owner(value) : "nobody: made or left in a console";
  if (value === null || value === "") return nothing;
  return is === "text" ? quoted(String(value)) : String(value);
}

/** A field as a form asks for it, with what it shows at first. */
function asked(name: ApplicationFieldName, label: string, ask: Asked, value: string): Field {
  if (ask.as !== "box") return { kind: ask.as, name, label, hint: ask.hint, value };
  const values = value === "" ? [] : [value];
  return { kind: "boxes", name, label, values, options: [{ value: ticked, text: ask.text }] };
}

const shownAs = (value: unknown): string =>
  typeof value === "string" ? value : value === true ? ticked : "";

/** The fields of the form that edits an application; what each shows comes back beside what was filled in. */
export const editableFields = (application: SimulatedApplication): readonly Field[] =>
  everyApplicationField.flatMap(([name, { label, ask, modify }]): Field[] => {
    if (!ask || !modify) return [];
    const value = shownAs(application[name]);
    return [asked(name, label, ask, value), { kind: "hidden", name: `Shown.${name}`, value }];
  });

/** The text that a browser returns for an untouched field: a field of one line has no line breaks. */
const untouched = (ask: Asked, shown: string): string =>
  ask.as === "long-text" ? shown : shown.replaceAll(/[\r\n]/g, "");

/**
 * What differs from what the form showed: what somebody else changes meanwhile stays, and so does a name that no
 * rule allows.
 */
export const changesIn = (answers: Answers): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    everyApplicationField.flatMap(([name, { ask, modify, record }]) =>
      ask && modify && answers.text(name) !== untouched(ask, answers.text(`Shown.${name}`))
        ? [[name, valueIn(answers, name, ask, record)]]
        : [],
    ),
  );

/** Nothing filled in means null where the record may have none. */
function valueIn(answers: Answers, name: string, ask: Asked, record: z.ZodType): unknown {
  const text = answers.text(name);
  if (ask.as === "box") return text === ticked;
  return text === "" && record.safeParse(null).success ? null : text;
}

/** The texts that a new application's form asks for. */
const textsOfNew = everyApplicationField.filter(
  ([, { ask, create }]) => create !== undefined && ask !== undefined && ask.as !== "box",
);

export const fieldsOfNew: readonly Field[] = textsOfNew.flatMap(([name, { label, ask }]) =>
  ask ? [asked(name, label, ask, "")] : [],
);

/** What the service judges of these texts when the request is sound. */
export const rulesOfNew = z.object(
  Object.fromEntries(textsOfNew.flatMap(([name, { rule }]) => (rule ? [[name, rule]] : []))),
);

export const textsIn = (answers: Answers): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    textsOfNew.flatMap(([name, { ask, record }]) =>
      ask ? [[name, valueIn(answers, name, ask, record)]] : [],
    ),
  );
