import { UserError } from "../../../ground/errors";
import { suggestion } from "../../../ground/suggestion";
import { packageToken } from "../../schema/names";

/**
 * The one of this package that the engine means.
 *
 * @param what of the package it is: "resource"
 * @throws UserError for a token that is none of them, with the one that is nearest.
 */
export function byToken<Thing extends { readonly name: string }>(
  token: string,
  things: readonly Thing[],
  what: string,
): Thing {
  const found = things.find(({ name }) => packageToken(name) === token);
  if (found) return found;
  const tokens = things.map(({ name }) => packageToken(name));
  throw new UserError(`${token} is no ${what} of this package; ${suggestion(token, tokens)}`);
}
