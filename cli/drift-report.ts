import type { Drift } from "../apps/engine";
import { value } from "./changes";
import { cell } from "./markdown";
import { counted, paint } from "./screen";

/** What a drift run found in one stack. */
export interface StackDrift {
  readonly stack: string;
  readonly account: string;
  readonly environment: string;
  /** Resources that were looked at. */
  readonly resources: number;
  readonly drift: readonly Drift[];
  /** What could not be read. */
  readonly errors: readonly string[];
}

export const driftFormats = ["text", "json", "junit", "markdown"] as const;
export type DriftFormat = (typeof driftFormats)[number];

export const printDrift: Readonly<Record<DriftFormat, (stacks: readonly StackDrift[]) => string>> = {
  text: (stacks) => stacks.map(asText).join("\n"),
  json: (stacks) => JSON.stringify({ stacks }, null, 2),
  junit: asJunit,
  markdown: (stacks) => stacks.map(asMarkdown).join("\n\n"),
};

const subject = ({ kind, name, sdkAppId }: Drift): string =>
  `${kind} ${name}${sdkAppId ? ` (${sdkAppId})` : ""}`;

const sentence = ({ what, declared, actual, since }: Drift): string => {
  const found = what === "" ? "is gone" : `${what}: declared ${value(declared)}, actual ${value(actual)}`;
  return since === undefined ? found : `${found}, since ${since}`;
};

function asText({ stack, resources, drift, errors }: StackDrift): string {
  const head = `${stack}: ${drift.length === 0 ? "no drift" : counted(drift.length, "difference")} in ${counted(resources, "resource")}`;
  return [
    paint({ text: head, colour: "bold" }),
    ...drift.map((one) => `  ${paint({ text: subject(one), colour: "yellow" })} ${sentence(one)}`),
    ...errors.map((error) => paint({ text: `  could not be read: ${error}`, colour: "red" })),
  ].join("\n");
}

/** A table for a comment on a pull request. */
function asMarkdown({ stack, resources, drift, errors }: StackDrift): string {
  const head = `### Drift in \`${stack}\`: ${drift.length === 0 ? "none" : drift.length} (${counted(resources, "resource")})`;
  const rows = drift.map((one) =>
    [
      one.application,
      one.sdkAppId ?? "",
      `${one.kind} ${one.what === "" ? one.name : one.what}`,
      value(one.declared),
      value(one.actual),
      one.since ?? "",
    ]
      .map(cell)
      .join(" | "),
  );
  const table = [
    "| application | SDKAppID | what | declared | actual | since |",
    "|---|---|---|---|---|---|",
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

/** XML can hold control characters in no form. */
const xml = (text: string): string =>
  text.replace(/[<>&"'\n\r\t]/g, (one) => `&#${one.codePointAt(0)};`).replace(/\p{Cc}/gu, "\u{fffd}");
