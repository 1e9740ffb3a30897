import {
  ApiError,
  type ApplicationFieldColumns,
  type ApplicationFieldName,
  type applicationFields,
  type CreateApplication,
  everyApplicationField,
  type ModifyApplication,
  type ParsedRequestOf,
  ruledApplicationFields,
  type SimulatedApplication,
} from "../../api";
import { asFlag, asListed, asOwner, asText, asWord, type Words } from "../activities";

type Kind = (typeof applicationFields)[ApplicationFieldName]["is"];
type Given = Partial<Pick<ParsedRequestOf<typeof ModifyApplication>, GivenName>>;
type GivenName = ApplicationFieldName & keyof ParsedRequestOf<typeof ModifyApplication>;
type Creation = ParsedRequestOf<typeof CreateApplication>;
type ColumnsOf<Name extends ApplicationFieldName> = Pick<
  ApplicationFieldColumns,
  (typeof applicationFields)[Name]["column"]
>;

const encoded = (kind: Kind, value: unknown): unknown => {
  if (kind === "flag") return value === true ? 1 : 0;
  return kind === "list" ? JSON.stringify(value) : (value ?? null);
};

const decoded = (kind: Kind, held: unknown): unknown => {
  if (kind === "flag") return held === 1;
  return kind === "list" ? JSON.parse(String(held)) : held;
};

const givenAtCreation = everyApplicationField.filter(([, { create }]) => create !== undefined);
const changeable = everyApplicationField.filter(([, { modify }]) => modify !== undefined);

/** The columns of a new application that come from its request: what it may give and doesn't is null. */
export function newColumns(request: Creation): ColumnsOf<ApplicationFieldName & keyof Creation>;
export function newColumns(request: object): object {
  return Object.fromEntries(
    givenAtCreation.map(([name, { column, is }]) => [column, encoded(is, Reflect.get(request, name))]),
  );
}

/** The columns that a change gives, of those fields that it names. */
export function changedColumns(change: Given): Partial<ApplicationFieldColumns>;
export function changedColumns(change: object): object {
  const named = changeable.filter(([name]) => Reflect.get(change, name) !== undefined);
  return Object.fromEntries(
    named.map(([name, { column, is }]) => [column, encoded(is, Reflect.get(change, name))]),
  );
}

/** What a row holds, as a record has it. */
export function factsIn(row: ApplicationFieldColumns): Pick<SimulatedApplication, ApplicationFieldName>;
export function factsIn(row: object): object {
  return Object.fromEntries(
    everyApplicationField.map(([name, { column, is }]) => [name, decoded(is, Reflect.get(row, column))]),
  );
}

/**
 * Judges what somebody sets, by the rule of each field. A value that the backend already holds passes unjudged: a
 * console may have made it under other rules, and declaring it unchanged must work.
 *
 * @param held what the backend holds; undefined at creation.
 */
export const judgeFields = (given: Given, held?: ApplicationFieldColumns): (ApiError | undefined)[] =>
  ruledApplicationFields.map(([name, { column, rule }]) => {
    const value: unknown = Reflect.get(given, name);
    if (value === undefined || (held && Reflect.get(held, column) === value)) return undefined;
    const [issue] = rule.safeParse(value).error?.issues ?? [];
    return issue && new ApiError(`InvalidParameterValue.${name}`, issue.message, name);
  });

const printers = { text: asText, word: asWord, flag: asFlag, list: asListed, declaration: asOwner } as const;

/** How the activity log tells of a change of each column. */
export const fieldWords: Words<ApplicationFieldColumns, ApplicationFieldName> = Object.fromEntries(
  everyApplicationField.map(([name, { column, is }]) => [column, [name, printers[is]]]),
);
