import { ApiError } from "../api";

/** Where the next page begins: after these values of the last row. The last page has none. */
export const pageToken = (after: readonly string[] | undefined): string =>
  after === undefined ? "" : Buffer.from(JSON.stringify(after)).toString("base64url");

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
