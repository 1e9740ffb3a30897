import { z } from "zod";
import { SdkAppId } from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import type { IdForm } from "../../lifecycle/kind";

export const applicationId: IdForm = { form: "<SDKAppID>", example: "1400000001", as: "chat" };

/** A SDKAppID as resource ids carry it: text. The services print it as a number, so that is understood as well. */
export const ApplicationId = z
  .union([z.string(), z.int()], 'must be the id of an application, for example "1400000001"')
  .transform(String)
  .pipe(
    z
      .string()
      .refine(
        (text) => /^[1-9]\d*$/.test(text) && SdkAppId.safeParse(Number(text)).success,
        'must be a SDKAppID, at most ten digits and nothing else, for example "1400000001"',
      ),
  );

/** @throws UserError when the text is no SDKAppID, as when an id was typed into an import. */
export function parseApplicationId(text: string): number {
  if (!ApplicationId.safeParse(text).success) {
    throw new UserError(`"${text}" is no SDKAppID; it has digits only, for example "1400000001"`);
  }
  return Number(text);
}

/** Splits `<SDKAppID>/<rest>`; what comes after the first slash belongs to the kind. */
export function parseChildId(id: string, { form }: Pick<IdForm, "form">): { sdkAppId: number; rest: string } {
  const slash = id.indexOf("/");
  if (slash < 0 || slash === id.length - 1) throw new UserError(`"${id}" is no id of the form ${form}`);
  return { sdkAppId: parseApplicationId(id.slice(0, slash)), rest: id.slice(slash + 1) };
}
