/** A row of a file of comma-separated values. */
export interface CsvRow {
  /** The first is 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

const token = /"((?:[^"]|"")*)"(?=,|\r?\n|$)|([^",\r\n]*)(?=,|\r?\n|$)/y;
const ending = /,|\r?\n|$/y;

/**
 * Reads what RFC 4180 describes, with line ends of any system and a mark at the start. Rows without any text are left out.
 *
 * @returns the line at which a field isn't written as that asks
 */
export function csvRows(given: string): readonly CsvRow[] | { readonly brokenAt: number } {
  const text = given.replace(/^\uFEFF/, "");
  const rows: CsvRow[] = [];
  let fields: string[] = [];
  let [at, line, begun] = [0, 1, 1];
  for (;;) {
    token.lastIndex = at;
    const read = token.exec(text);
    if (!read) return { brokenAt: line };
    const [whole, quoted, plain = ""] = read;
    fields.push(quoted?.replaceAll('""', '"') ?? plain);
    line += whole.split("\n").length - 1;
    ending.lastIndex = at + whole.length;
    const end = ending.exec(text)?.[0] ?? "";
    at += whole.length + end.length;
    if (end === ",") continue;
    if (fields.some((field) => field.trim() !== "")) rows.push({ line: begun, fields });
    if (end === "") return rows;
    fields = [];
    line += 1;
    begun = line;
  }
}
