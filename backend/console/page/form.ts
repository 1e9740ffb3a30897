import { randomBytes } from "node:crypto";
import { html } from "hono/html";
import type { z } from "zod";
import { ApiError } from "../../api";
import type { Answers } from "./answers";
import { code, type Html, shown } from "./elements";

export interface Option {
  readonly value: string;
  readonly text: string;
}

interface Common {
  /** The parameter of the request, in the API's words: `Name`, `Platform.BundleId`. Errors name it, too. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
}

/** Something to fill in. A secret and a file are never shown again, so they have no value. */
export type Field =
  | (Common & { readonly kind: "text"; readonly value?: string; readonly suggestions?: readonly string[] })
  | (Common & { readonly kind: "long-text"; readonly value?: string })
  | (Common & { readonly kind: "choice"; readonly value?: string; readonly options: readonly Option[] })
  | (Common & {
      readonly kind: "boxes";
      readonly values?: readonly string[];
      readonly options: readonly Option[];
    })
  /** What nobody sees: it comes back as it was, however often the form is refused. */
  | { readonly kind: "hidden"; readonly name: string; readonly value: string }
  | (Common & { readonly kind: "secret" })
  | (Common & { readonly kind: "file" });

/** What every form carries beside its fields. */
export interface Envelope {
  /** Token of the session, against forged forms. */
  readonly formToken: string;
  /** Token of this form: sent twice, it counts once. */
  readonly clientToken: string;
}

export const newClientToken = (): string => randomBytes(24).toString("base64url");

const idOf = (name: string): string => `field-${name.replaceAll(".", "-")}`;

/** A field that somebody sees. */
type Shown = Exclude<Field, { kind: "hidden" }>;

/** The field that an error is about: its own, the first of what it names as a whole, or the one that holds it. */
function fieldOf(error: ApiError | undefined, fields: readonly Field[]): Shown | undefined {
  const at = error?.parameter;
  if (at === undefined) return undefined;
  const seen = fields.flatMap((field) => (field.kind === "hidden" ? [] : [field]));
  const isWithin = (inner: string, outer: string) => inner.startsWith(`${outer}.`);
  return (
    seen.find(({ name }) => name === at) ?? seen.find(({ name }) => isWithin(name, at) || isWithin(at, name))
  );
}

/** What is wrong with each of these fields by itself, in the contract's words. @param prefix of the fields' names */
export function faultsOf(rule: z.ZodObject, filledIn: object, prefix = ""): ApiError[] {
  const { error } = rule.safeParse(filledIn);
  const seen = new Map(error?.issues.map(({ path: [name], message }) => [String(name), message]));
  return [...seen].map(([name, message]) => {
    const code = Reflect.get(filledIn, name) === undefined ? "MissingParameter" : "InvalidParameterValue";
    return new ApiError(code, message, `${prefix}${name}`);
  });
}

const all = (error: ApiError | undefined): readonly ApiError[] => (error ? [error, ...error.others] : []);

/** Fields with what was filled in before, where it was refused, and why. */
export function fieldset(
  fields: readonly Field[],
  filledIn: Answers | undefined,
  error: ApiError | undefined,
): Html {
  const wrong = all(error).map((one) => [fieldOf(one, fields), one] as const);
  const first = fields.find((field) => wrong.some(([at]) => at === field));
  return html`${fields.map((field) => row(field, filledIn, wrong.find(([at]) => at === field)?.[1], field === first))}`;
}

export const envelope = ({
  formToken,
  clientToken,
}: Envelope): Html => html`<input type="hidden" name="FormToken" value="${formToken}">
<input type="hidden" name="ClientToken" value="${clientToken}">`;

/** What was refused, in the API's words; where a field says so itself, only which. */
export function refusal(error: ApiError, fields: readonly Field[] = []): Html {
  const about = new Set(all(error).flatMap((one) => fieldOf(one, fields) ?? []));
  const unmarked = all(error).filter((one) => fieldOf(one, fields) === undefined);
  // In the order of the form.
  const marked = [...about].sort((one, other) => fields.indexOf(one) - fields.indexOf(other));
  const links = marked.map(({ name, label }) => html`<a href="#${idOf(name)}">${shown(label)}</a>`);
  return html`<div class="problem" role="alert">${unmarked.map((one) => html`<p>${one.parameter && html`${code(one.parameter)} `}${shown(one.message)}</p>`)}
${links.length > 0 && html`<p>Nothing was changed. To correct: ${links.map((link, index) => html`${index > 0 && ", "}${link}`)}</p>`}
<p class="faint">${error.code} · RequestId ${error.requestId ?? "none"}</p></div>`;
}

function row(
  field: Field,
  filledIn: Answers | undefined,
  error: ApiError | undefined,
  isFirst: boolean,
): Html {
  const id = idOf(field.name);
  if (field.kind === "hidden") {
    return html`<input type="hidden" name="${field.name}" value="${filledIn?.text(field.name) ?? field.value}">
`;
  }
  const hints = hintsOf(field, filledIn !== undefined);
  const hint = hints && html`<p class="hint" id="${id}-hint">${hints}</p>`;
  const problem = error && html`<p class="wrong" id="${id}-problem">${reasonFor(field, filledIn, error)}</p>`;
  const described = [hints === "" ? [] : `${id}-hint`, error ? `${id}-problem` : []].flat().join(" ");
  const state = html`${described && html` aria-describedby="${described}"`}${error && html` aria-invalid="true"`}${isFirst && html` autofocus`}`;
  if (field.kind === "boxes") {
    return html`<fieldset class="field${error && " refused"}" id="${id}" tabindex="-1"${state}><legend>${shown(field.label)}</legend>${hint}${problem}
${boxes(field, filledIn)}</fieldset>
`;
  }
  return html`<div class="field"><label for="${id}">${shown(field.label)}</label>${hint}${problem}
${control(field, id, filledIn, state)}</div>
`;
}

/** Who ticks boxes knows nothing of the list that is sent, and who fills in nothing of its parameters. */
function reasonFor(field: Shown, filledIn: Answers | undefined, error: ApiError): string {
  if (field.kind === "boxes" && filledIn?.all(field.name).length === 0) return "tick at least one";
  if (error.code !== "MissingParameter") return shown(error.message);
  return field.kind === "file" ? "choose a file" : "must be filled in";
}

/** Whoever gave a file or a secret would else think that it is still there. */
function hintsOf({ kind, hint = "" }: Shown, cameBack: boolean): string {
  if (!cameBack || (kind !== "file" && kind !== "secret")) return hint;
  return `${hint === "" ? "" : `${hint}. `}Give it again: files and secrets aren't kept`;
}

function control(
  field: Exclude<Field, { kind: "boxes" | "hidden" }>,
  id: string,
  filledIn: Answers | undefined,
  state: Html,
): Html {
  const { name } = field;
  if (field.kind === "file") return html`<input type="file" id="${id}" name="${name}"${state}>`;
  if (field.kind === "secret") {
    return html`<input type="password" id="${id}" name="${name}" autocomplete="off"${state}>`;
  }
  const value = filledIn?.text(name) ?? field.value ?? "";
  switch (field.kind) {
    case "choice":
      return html`<select id="${id}" name="${name}"${state}>${field.options.map((option) => html`<option value="${option.value}"${option.value === value && html` selected`}>${option.text}</option>`)}</select>`;
    case "long-text":
      // The first line break after the tag isn't part of the text.
      return html`<textarea id="${id}" name="${name}" rows="4"${state}>
${value}</textarea>`;
    case "text":
      return html`<input id="${id}" name="${name}" value="${value}" autocomplete="off" spellcheck="false"${field.suggestions && html` list="${id}-known"`}${state}>${field.suggestions && html`<datalist id="${id}-known">${field.suggestions.map((known) => html`<option value="${known}"></option>`)}</datalist>`}`;
  }
}

function boxes(
  { name, options, values = [] }: Extract<Field, { kind: "boxes" }>,
  filledIn: Answers | undefined,
): Html {
  const ticked = filledIn?.all(name) ?? values;
  return html`${options.map(({ value, text }) => html`<label class="box"><input type="checkbox" name="${name}" value="${value}"${ticked.includes(value) && html` checked`}> ${text}</label>`)}`;
}
