/** What a person must know of a change before confirming it, most important first; each with its heading. */
export const noticeTitles = {
  refused: "Will be refused",
  person: "Needs a person",
  money: "Money",
  irreversible: "Can't be undone",
  "service-stops": "Service stops",
  "pushes-stop": "Pushes stop",
  "id-changes": "Ids change",
  adoption: "Adoption changes",
  released: "Stays, managed by nobody",
} as const;

export type NoticeKind = keyof typeof noticeTitles;

/** One thing that a person must know of one resource's change. Never with a secret. */
export interface Notice {
  readonly kind: NoticeKind;
  /** What is so of this resource, in one line that begins with a small letter or a property. */
  readonly text: string;
  /** Whole sentences that hold for every such change alike: said once per run. */
  readonly statements: readonly string[];
}

export const notice = (kind: NoticeKind, text: string, ...statements: readonly string[]): Notice => ({
  kind,
  text,
  statements,
});

/** The form in which it goes through the engine, which carries nothing but text: people read it as it is. */
export const printNotice = ({ kind, text, statements }: Notice): string =>
  [`${kind}: ${inOneLine(text)}`, ...statements.map(inOneLine)].join("\n");

/** @returns undefined for a message that is none. */
export function parseNotice(message: string): Notice | undefined {
  const [first = "", ...statements] = message.split("\n");
  const kind = noticeKinds.find((one) => first.startsWith(`${one}: `));
  return kind && { kind, text: first.slice(kind.length + 2), statements };
}

const noticeKinds = Object.keys(noticeTitles).filter((name): name is NoticeKind =>
  Object.hasOwn(noticeTitles, name),
);

const inOneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, " ").trim();

/**
 * Says notices as warnings: each once for its resource, or for the run where it is of none, and a statement once in the
 * life of the process.
 */
export function noticesBy(
  warn: (urn: string | undefined, message: string) => void,
): (urn: string | undefined, one: Notice) => void {
  const said = new Set<string>();
  const isNew = (text: string) => !said.has(text) && said.add(text).size > 0;
  return (urn, one) => {
    if (!isNew(`${urn} ${one.kind} ${one.text}`)) return;
    warn(urn, printNotice({ ...one, statements: one.statements.filter(isNew) }));
  };
}
