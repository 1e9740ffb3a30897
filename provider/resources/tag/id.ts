import { UserError } from "../../../ground/errors";
import type { IdForm } from "../../lifecycle/kind";
import { parseChildId } from "../application/id";

export const tagId: IdForm = {
  form: "<SDKAppID>/<key>",
  example: "1400000001/cost_centre",
  as: "costCentre",
  note: "The key is written as `encodeURIComponent` writes it: `cost centre` is `cost%20centre`.",
};

/** The id of a tag in states, such as `1400000001/cost%20centre`. */
export const printTagId = (sdkAppId: number | string, key: string): string =>
  `${sdkAppId}/${encodeURIComponent(key)}`;

/** @throws UserError when the text is no id of a tag. */
export function parseTagId(id: string): { readonly sdkAppId: number; readonly key: string } {
  const { sdkAppId, rest } = parseChildId(id, tagId);
  try {
    return { sdkAppId, key: decodeURIComponent(rest) };
  } catch (cause) {
    throw new UserError(`"${id}" is no id of a tag: write its key as encodeURIComponent does`, { cause });
  }
}
