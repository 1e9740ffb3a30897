import { readFileSync } from "node:fs";
import { type AccountReference, accountSecret } from "../../apps/format/secret-reference";
import { inOrder, type Mistake, type MistakeRule, UnusableFiles } from "../../apps/load/mistake";
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
  readonly key: AccountReference | undefined;
  readonly admins: readonly string[];
}

const nothing: CsvRow = { line: 1, fields: [] };
const required = ["id", "region", "key"] as const;
const columns = [...required, "admins"] as const;
type Column = (typeof columns)[number];

/**
 * The applications that a file of comma-separated values lists: `id`, `region` (may be empty), `key` (`env:NAME`,
 * `file:PATH` from the file's folder, or empty), and, if there, `admins` with blanks between.
 *
 * @throws UnusableFiles with every mistake in it. No field is repeated: a key may stand in the wrong place.
 */
export function readClaims(path: string): readonly Claim[] {
  const why = whyUnreadable(path);
  if (why !== undefined) throw new UserError(`${path} ${why}`);
  const text = textOf(readFileSync(path));
  if (text === undefined) throw new UserError(`${path} is no text in UTF-8 or UTF-16`);
  return claimsIn(text, path);
}

export function claimsIn(text: string, file: string): readonly Claim[] {
  const rows = csvRows(text);
  const refuse = (mistakes: readonly Mistake[]) => {
    if (mistakes.length > 0) throw new UnusableFiles("the list of applications", mistakes);
  };
  if ("brokenAt" in rows) {
    const message = "quotes must stand around a whole field, and be doubled inside it";
    throw new UnusableFiles("the list of applications", [mistake(file, rows.brokenAt, "syntax", message)]);
  }
  const [heading = nothing, ...others] = rows;
  const names = heading.fields.map((name) => name.trim().toLowerCase());
  refuse(headingMistakes(names, file, heading.line));
  const read = others.map((row) => claimOf(row, names, file));
  const claims = read.flatMap(({ claim }) => claim ?? []);
  const twice = claims.flatMap(({ line, sdkAppId }, index) => {
    const first = claims.findIndex((other) => other.sdkAppId === sdkAppId);
    const message = `is that of line ${claims[first]?.line}, too: one row for each application`;
    return first < index ? [mistake(file, line, "duplicate-key", message, "id")] : [];
  });
  refuse(inOrder([...read.flatMap(({ mistakes }) => mistakes), ...twice]));
  if (claims.length === 0)
    refuse([mistake(file, heading.line, "rule", "must list an application below the heading")]);
  return claims;
}

const mistake = (file: string, line: number, rule: MistakeRule, message: string, path = ""): Mistake => ({
  file,
  line,
  column: 1,
  rule,
  path,
  message,
});

function headingMistakes(names: readonly string[], file: string, line: number): Mistake[] {
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const message = `must name the columns id, region and key, with commas between; ${missing.join(", ")} is missing`;
    return [mistake(file, line, "rule", message, "the first line")];
  }
  return names.flatMap((name, index) => {
    if (!columns.some((known) => known === name)) {
      return [
        mistake(
          file,
          line,
          "unknown-key",
          `names a column that there isn't; ${suggestion(name, columns)}`,
          name,
        ),
      ];
    }
    return names.indexOf(name) < index ? [mistake(file, line, "duplicate-key", "stands twice", name)] : [];
  });
}

const keyRule =
  "must say where the key is and not be it: env:NAME, file:PATH from this file's folder, or empty";

function claimOf(
  { line, fields }: CsvRow,
  names: readonly string[],
  file: string,
): { readonly claim: Claim | undefined; readonly mistakes: readonly Mistake[] } {
  const field = (name: Column): string => fields[names.indexOf(name)]?.trim() ?? "";
  const id = SdkAppId.safeParse(/^\d+$/.test(field("id")) ? Number(field("id")) : undefined);
  const region = field("region") === "" ? undefined : Region.safeParse(field("region"));
  const key = field("key") === "" ? undefined : accountSecret.safeParse(field("key"));
  const admins = field("admins")
    .split(/\s+/)
    .filter((name) => name !== "");
  const fault = (path: Column | "", message: string) => mistake(file, line, "rule", message, path);
  const mistakes = [
    ...(fields.length > names.length ? [fault("", "has more fields than the first line has columns")] : []),
    ...(id.success ? [] : [fault("id", "must be a SDKAppID, for example 1400000001")]),
    ...(region?.success === false ? [fault("region", `${region.error.issues[0]?.message}; or empty`)] : []),
    ...(key?.success === false ? [fault("key", keyRule)] : []),
    ...(admins.every((name) => UserId.safeParse(name).success)
      ? []
      : [fault("admins", "must be user ids with blanks between, for example ops_admin on_call")]),
  ];
  if (!id.success) return { claim: undefined, mistakes };
  const claim = { line, sdkAppId: id.data, region: region?.data, key: key?.data, admins };
  return { claim, mistakes };
}
