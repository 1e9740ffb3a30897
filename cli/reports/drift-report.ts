import type { Drift } from "../../apps/engine";
import { concealed, isSecretChange } from "../../provider/lifecycle/differences";
import type { About } from "../fleet/each-stack";
import { counted, harmless, paint } from "../terminal/screen";
import { value } from "./changes";
import { cell } from "./markdown";
import type { Report } from "./report";

/** What reading one stack has found. */
export interface Reading {
  /** Resources that were looked at. */
  readonly resources: number;
  readonly drift: readonly Drift[];
  /** Why there was nothing to look at, which is no drift. */
  readonly note?: string;
  /** What could not be read. */
  readonly errors: readonly string[];
}

export type StackDrift = About & Reading;

export const driftFormats = ["text", "json", "junit", "markdown"] as const;
export type DriftFormat = (typeof driftFormats)[number];

export const driftReport = (stacks: readonly StackDrift[]): Report<DriftFormat> => ({
  text: () => stacks.map(asText).join("\n"),
  json: () => JSON.stringify({ stacks }, null, 2),
  junit: () => asJunit(stacks),
  markdown: () => stacks.map(asMarkdown).join("\n\n"),
});

const subject = ({ kind, name, sdkAppId }: Drift): string =>
  `${kind} ${name}${sdkAppId ? ` (${sdkAppId})` : ""}`;

const sentence = ({ what, declared, actual, since, by, how, person }: Drift): string => {
  const isSecret = isSecretChange({ path: what, before: declared, after: actual });
  const found =
    what === ""
      ? "is gone"
      : isSecret
        ? `${what}: another ${concealed} than declared`
        : `${what}: declared ${value(declared)}, actual ${value(actual)}`;
  return `${found}${since === undefined ? "" : `, since ${since}`}${by === undefined ? "" : `, by ${harmless(by)}`}${how === undefined ? "" : `; ${harmless(how)}`}${person === undefined ? "" : `; needs a person: ${person}, value ${value(declared)}`}`;
};

function asText({ stack, resources, drift, note, errors }: StackDrift): string {
  const found = drift.length === 0 ? "no drift" : counted(drift.length, "difference");
  const isUnread = drift.length === 0 && errors.length > 0;
  const head = `${stack}: ${isUnread ? "failed" : (note ?? `${found} in ${counted(resources, "resource")}`)}`;
  return [
    paint({ text: head, colour: "bold" }),
    ...drift.map((one) => `  ${paint({ text: subject(one), colour: "yellow" })} ${sentence(one)}`),
    ...errors.map((error) => paint({ text: `  could not be read: ${harmless(error)}`, colour: "red" })),
  ].join("\n");
}

/** A table for a comment on a pull request. */
function asMarkdown({ stack, resources, drift, note, errors }: StackDrift): string {
  const none = errors.length > 0 ? "unknown" : "none";
  const head = `### Drift in \`${stack}\`: ${drift.length === 0 ? none : drift.length} (${note ?? counted(resources, "resource")})`;
  const rows = drift.map((one) =>
    [
      one.application,
      one.sdkAppId ?? "",
      `${one.kind} ${one.what === "" ? one.name : one.what}`,
      value(one.declared),
      value(one.actual),
      one.since ?? "",
      one.by ?? "",
    ]
      .map(cell)
      .join(" | "),
  );
  const table = [
    "| application | SDKAppID | what | declared | actual | since | by |",
    "|---|---|---|---|---|---|---|",
  ];
  return [
    head,
    ...(rows.length > 0 ? ["", ...table, ...rows.map((row) => `| ${row} |`)] : []),
    ...errors.flatMap((error) => ["", `**Could not be read:** ${cell(error)}`]),
  ].join("\n");
}

/** One test case per application and per difference, as CI systems show them. */
function asJunit(stacks: readonly StackDrift[]): string {
  const suites = stacks.map(({ stack, drift, errors }) => {
    const cases = [
      ...drift.map((one) =>
        testCase(stack, `${subject(one)} ${one.what}`.trim(), failure("failure", sentence(one))),
      ),
      ...errors.map((error) => testCase(stack, "reading", failure("error", error))),
      ...(drift.length + errors.length === 0 ? [testCase(stack, "no drift", "")] : []),
    ];
    const count = drift.length + errors.length || 1;
    return `  <testsuite name="${xml(stack)}" tests="${count}" failures="${drift.length}" errors="${errors.length}">\n${cases.join("\n")}\n  </testsuite>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("\n")}\n</testsuites>`;
}

const testCase = (suite: string, name: string, inner: string): string =>
  `    <testcase classname="${xml(suite)}" name="${xml(name)}">${inner}</testcase>`;

const failure = (element: string, message: string): string => `<${element} message="${xml(message)}"/>`;

/** XML can hold control characters, halves of characters and two others in no form. */
const xml = (text: string): string =>
  text
    .replace(/[<>&"'\n\r\t]/g, (one) => `&#${one.codePointAt(0)};`)
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "\u{fffd}");
