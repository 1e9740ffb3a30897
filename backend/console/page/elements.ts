import { html } from "hono/html";
import { ownerInWords } from "../../api";

/** A piece of a page; whatever is put into one as text is escaped. */
export type Html = ReturnType<typeof html>;

/** Turns the reading direction, moves a cursor, or can't be seen: it would make a text look like another. */
const deceptive = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\u061c\ufeff]/gu;

/** A text of somebody's as it may stand where no element can be: in a title, in an option. */
export const shown = (text: string): string => text.replace(deceptive, "\u{fffd}");

/** A text of somebody's, which doesn't reach beyond itself whatever its reading direction. */
export const quoted = (text: string): Html => html`<bdi>${shown(text)}</bdi>`;

/** The declaration that manages something, as the command prints it; whole to whoever points at it. */
export const owner = (declaration: string): Html =>
  html`<bdi title="${shown(declaration)}">${shown(ownerInWords(declaration))}</bdi>`;

export const nothing: Html = html`<span class="faint">none</span>`;

export const code = (text: string | number): Html => html`<code>${shown(String(text))}</code>`;

/** A key pair by its ends, enough to find it among those that one has; whole to whoever points at it. */
export const keyPair = (secretId: string): Html =>
  html`<code title="${shown(secretId)}">${shown(secretId.replace(/^(.{4}).*(.{4})$/, "$1…$2"))}</code>`;

/** `2026-03-01 00:00:00 UTC`, from ISO 8601. */
export const instant = (iso: string): Html =>
  html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC</time>`;

export const day = (iso: string): Html => html`<time datetime="${iso}">${iso.slice(0, 10)}</time>`;

/** `2 min 10 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}

export type Tone = "good" | "busy" | "bad" | "plain";

/** A word that stands out; its colour only repeats what it says. */
export const badge = (text: string, tone: Tone = "plain"): Html =>
  html`<span class="badge ${tone}">${text}</span>`;

/** Badge of what is leaving: it will be deleted with its application. */
export const leavingBadge = ({
  LeavingSince,
}: {
  readonly LeavingSince?: string | null | undefined;
}): Html => (LeavingSince ? html` ${badge("leaving with the application", "busy")}` : html``);

export type Cell = Html | string | number;

/** Text for a value that doesn't apply, or isn't known. */
export const dash = "–";

/** Says nothing that a heading must be repeated for, where each row is a card. */
const isBare = (content: Cell): boolean => content === nothing || content === dash || content === "";

/** Names and values of one thing. */
export const facts = (list: readonly (readonly [name: string, value: Cell])[]): Html =>
  html`<dl class="facts">${list.map(([name, value]) => html`<div${isBare(value) && html` class="bare"`}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** On a narrow screen each row is a card, so that its roles have to be named: CSS would take them away. */
export function table(
  caption: string,
  headings: readonly string[],
  rows: readonly (readonly Cell[])[],
): Html {
  const cell = (content: Cell, column: number) =>
    column === 0
      ? html`<th scope="row" role="rowheader">${content}</th>`
      : html`<td role="cell" data-label="${headings[column] ?? ""}"${isBare(content) && html` class="bare"`}>${content}</td>`;
  return html`<table role="table"><caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${headings.map((heading) => html`<th scope="col" role="columnheader">${heading}</th>`)}</tr></thead>
<tbody role="rowgroup">${rows.map(
    (row) => html`<tr role="row">${row.map(cell)}</tr>
`,
  )}</tbody></table>`;
}

/** Leads to a page where something can be done. */
export const button = (href: string, text: string, about?: string): Html =>
  html`<a class="button" href="${href}">${text}${about === undefined ? "" : html`<span class="unseen"> ${shown(about)}</span>`}</a>`;

export const section = (id: string, title: string, content: Html, buttons: readonly Html[] = []): Html =>
  html`<section aria-labelledby="${id}"><div class="head"><h2 id="${id}">${title}</h2>${buttons}</div>
${content}</section>
`;

export const list = (items: readonly Cell[]): Html =>
  items.length === 0 ? nothing : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
