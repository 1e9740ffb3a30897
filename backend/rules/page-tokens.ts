import { ApiError } from "../api";

/** Where the next page begins: after these values of the last row. The last page has none. */
const pageToken = (after: readonly string[] | undefined): string =>
  after === undefined ? "" : Buffer.from(JSON.stringify(after)).toString("base64url");

/** Cuts a page out of `rows`, which has one row more than a page if another page follows. */
export function page<Row>(rows: readonly Row[], size: number, keyOf: (row: Row) => string[]) {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return { shown, PaginationToken: pageToken(rows.length > size && last ? keyOf(last) : undefined) };
}

/** The values in a token, of which there must be `count`; undefined for the first page. */
export function parsePageToken(token: string, count: number): string[] | undefined | ApiError {
  if (token === "") return undefined;
  try {
    const values: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    if (Array.isArray(values) && values.length === count && values.every(isStorable)) return values;
  } catch {
    // Said below.
  }
  return new ApiError(
    "InvalidParameter.PaginationTokenInvalid",
    "must be the token of the page before, or empty for the first page",
    "PaginationToken",
  );
}

const isStorable = (value: unknown): value is string => typeof value === "string" && !value.includes("\0");
