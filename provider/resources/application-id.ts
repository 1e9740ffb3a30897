import { z } from "zod";
import { SdkAppId } from "../../backend/api";
import { UserError } from "../lifecycle/errors";

/** A SDKAppID as resource ids carry it: text. */
export const ApplicationId = z
  .string('must be the id of an application, for example "1400000001"')
  .regex(/^[1-9]\d{0,9}$/, 'must be a SDKAppID, digits only, for example "1400000001"');

/** @throws UserError when the text is no SDKAppID, as when an id was typed into an import. */
export function parseApplicationId(text: string): number {
  const parsed = ApplicationId.safeParse(text);
  const number = SdkAppId.safeParse(Number(text));
  if (!parsed.success || !number.success) {
    throw new UserError(`"${text}" is no SDKAppID; it has digits only, for example "1400000001"`);
  }
  return number.data;
}

/** Splits `<SDKAppID>/<rest>`; what comes after the first slash belongs to the kind. */
export function parseChildId(id: string, shape: string): { sdkAppId: number; rest: string } {
  const slash = id.indexOf("/");
  if (slash < 0 || slash === id.length - 1) throw new UserError(`"${id}" is no id of the form ${shape}`);
  return { sdkAppId: parseApplicationId(id.slice(0, slash)), rest: id.slice(slash + 1) };
}
