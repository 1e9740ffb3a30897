import { readFileSync } from "node:fs";
import { parseReference, type Reference } from "../../apps/format/reference";
import { whyUnreadable } from "../../apps/load/unreadable";
import { Region, type RegionName, SdkAppId, UserId } from "../../backend/api";
import { UserError } from "../../ground/errors";
import { textOf } from "../../ground/one-line";
import { suggestion } from "../../ground/suggestion";
import { type CsvRow, csvRows } from "./csv-rows";

/** An application as a row of the file has it. */
export interface Claim {
  readonly line: number;
  readonly sdkAppId: number;
  /** Undefined where it is left open. */
  readonly region: RegionName | undefined;
  /** Where its key is; undefined where a person is asked for it. */
  readonly key: Exclude<Reference, { readonly from: "config" }> | undefined;
  readonly admins: readonly string[];
}

const columns = ["id", "region", "key", "admins"] as const;
type Column = (typeof columns)[number];

/**
 * The applications that a file of comma-separated values lists: `id`, `region` (may be empty), `key` (`env:NAME`,
 * `file:PATH` from the file's folder, or empty), and, if there, `admins` with blanks between.
 *
 * @throws UserError with every mistake in it. A key that stands in the file itself is refused and not repeated.
 */
export function readClaims(path: string): readonly Claim[] {
  const why = whyUnreadable(path);
  if (why !== undefined) throw new UserError(`${path} ${why}`);
  const text = textOf(readFileSync(path));
  if (text === undefined) throw new UserError(`${path} is no text in UTF-8 or UTF-16`);
  return claimsIn(text, path);
}

export function claimsIn(text: string, path: string): readonly Claim[] {
  const rows = csvRows(text);
  if (!Array.isArray(rows)) {
    const at = "brokenAt" in rows ? rows.brokenAt : 1;
    throw new UserError(`${path}:${at}: quotes must stand around a whole field, and be doubled inside it`);
  }
  const [heading, ...others]: readonly CsvRow[] = rows;
  const names = heading?.fields.map((name) => name.trim().toLowerCase()) ?? [];
  const mistakes: string[] = mistakesInHeading(names, `${path}:${heading?.line ?? 1}`);
  if (mistakes.length > 0) throw new UserError(mistakes.join("\n"));
  const lineOf = new Map<number, number>();
  const claims: Claim[] = [];
  for (const { line, fields } of others) {
    const field = (name: Column): string => fields[names.indexOf(name)]?.trim() ?? "";
    const fault = (what: string) => mistakes.push(`${path}:${line}: ${what}`);
    if (fields.length > names.length)
      fault(`it has ${fields.length} fields, and the heading ${names.length}`);
    const id = SdkAppId.safeParse(/^\d+$/.test(field("id")) ? Number(field("id")) : undefined);
    if (!id.success) fault("id must be a SDKAppID, such as 1400000001");
    const region = field("region") === "" ? undefined : Region.safeParse(field("region"));
    if (region?.success === false) fault(`region ${region.error.issues[0]?.message}, or empty`);
    const key = field("key") === "" ? undefined : parseReference(field("key"));
    const isReference = field("key") === "" || (key !== undefined && key.from !== "config");
    if (!isReference) {
      fault(
        "key must say where the key is and not be it: env:NAME, file:PATH from this file's folder, or empty",
      );
    }
    const admins = field("admins")
      .split(/\s+/)
      .filter((name) => name !== "");
    const wrong = admins.find((name) => !UserId.safeParse(name).success);
    if (wrong !== undefined) fault("admins must be user ids with blanks between");
    const before = id.success ? lineOf.get(id.data) : undefined;
    if (before !== undefined) fault(`the application ${field("id")} stands at line ${before} already`);
    if (!id.success) continue;
    lineOf.set(id.data, line);
    claims.push({
      line,
      sdkAppId: id.data,
      region: region?.data,
      key: key?.from === "config" ? undefined : key,
      admins,
    });
  }
  if (mistakes.length > 0) throw new UserError(mistakes.join("\n"));
  if (claims.length === 0)
    throw new UserError(`${path} lists no application: one row for each, below the heading`);
  return claims;
}

function mistakesInHeading(names: readonly string[], at: string): string[] {
  const missing = columns.filter((name) => name !== "admins" && !names.includes(name));
  const mistakes = names.flatMap((name, index) =>
    !columns.some((known) => known === name)
      ? [`${at}: there is no column "${name}"; ${suggestion(name, columns)}`]
      : names.indexOf(name) < index
        ? [`${at}: the column "${name}" stands twice`]
        : [],
  );
  return missing.length === 0
    ? mistakes
    : [
        `${at}: the first line must name the columns id, region and key; ${missing.join(", ")} is missing`,
        ...mistakes,
      ];
}
