import { goneCodes, type Noun } from "../../backend/api";
import { UserError } from "../../ground/errors";
import { hasCode } from "./errors";

/** Whether a thing, or the application on which it hangs, isn't there: told by exact codes, never by a prefix. */
export const isGone = (error: unknown, noun: Noun): boolean => hasCode(error, ...goneCodes(noun));

/** Whether nothing is left to delete of what hangs on an application: it is gone, or goes with the application. */
export const isGoneOrGoing = (error: unknown, noun: Noun): boolean =>
  isGone(error, noun) || hasCode(error, "OperationDenied.ApplicationDeleting");

interface Found {
  readonly Outcome: "Found";
}

interface Refused {
  readonly Outcome: "Refused";
  readonly Code: string;
  readonly Message: string;
}

/** Why there is nothing to be seen, in words, with the code. */
export const refusalIn = ({ Message, Code }: Omit<Refused, "Outcome">): string => `${Message} (${Code})`;

/**
 * What the backend has of a thing; undefined where it is gone.
 *
 * @throws UserError for any other refusal, such as a missing right: nobody could look.
 */
export function foundIn<Entry extends Found | Refused>(
  entry: Entry,
  noun: Noun,
): Extract<Entry, Found> | undefined;
export function foundIn(entry: Found | Refused, noun: Noun): Found | undefined {
  if (entry.Outcome === "Found") return entry;
  if (goneCodes(noun).some((code) => code === entry.Code)) return undefined;
  throw new UserError(refusalIn(entry));
}
