import { UserError } from "../../../ground/errors";
import { parseChildId } from "../application/id";

/** The id of a tag in states, such as `1400000001/cost%20centre`. */
export const printTagId = (sdkAppId: number | string, key: string): string =>
  `${sdkAppId}/${encodeURIComponent(key)}`;

/** @throws UserError when the text is no id of a tag. */
export function parseTagId(id: string): { readonly sdkAppId: number; readonly key: string } {
  const { sdkAppId, rest } = parseChildId(id, "<SDKAppID>/<key>");
  try {
    return { sdkAppId, key: decodeURIComponent(rest) };
  } catch (cause) {
    throw new UserError(`"${id}" is no id of a tag: write its key as encodeURIComponent does`, { cause });
  }
}
