import type { z } from "zod";
import { shownEndpoint } from "../../client/endpoint-password";
import { answerBefore, functions, parsedArgs } from "../../functions";
import { metaOf } from "../../lifecycle/properties/meta";
import type { ProviderContext } from "../context";
import { byToken } from "./by-token";
import { marksOfNames } from "./which-are-secret";
import type { RequestOf, ResponseOf } from "./wire/calls";
import { withMarks } from "./wire/properties";

/**
 * Calls a function of the provider, at a preview too. It never creates a backend.
 *
 * @throws UserError for what the user can mend, and when what is looked for isn't there.
 */
export async function invoke(
  request: RequestOf<"invoke">,
  context: ProviderContext,
): Promise<ResponseOf<"invoke">> {
  const definition = byToken(request.tok, functions, "function");
  const args = parsedArgs(definition.name, definition, request.args.bag);
  const session = await context.sessionIfAny();
  const answer = session
    ? await definition.call(session, args)
    : answerBefore(definition, shownEndpoint(context.settings.endpoint));
  return { return: withMarks(answer, marksOfNames(secretNames(definition.result))) };
}

const secretNames = ({ shape }: z.ZodObject): string[] =>
  Object.entries(shape).flatMap(([name, schema]) => (metaOf(schema).secret ? [name] : []));
