import { type InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { z } from "zod";
import { UserError } from "../../../ground/errors";
import { suggestion } from "../../../ground/suggestion";
import { shownEndpoint } from "../../client/endpoint-password";
import { answerBefore, functions, type ProviderFunction, parsedArgs } from "../../functions";
import { metaOf } from "../../lifecycle/properties/meta";
import { packageToken } from "../../schema/names";
import type { ProviderContext } from "../context";
import { marksOfNames } from "./secret-marks";
import { decoded, encoded } from "./values";

/**
 * Calls a function of the provider, at a preview too. It never creates a backend.
 *
 * @throws UserError for what the user can mend, and when what is looked for isn't there.
 */
export async function invoke(request: InvokeRequest, context: ProviderContext): Promise<InvokeResponse> {
  const definition = functionOf(request.getTok());
  const args = parsedArgs(definition.name, definition, decoded(request.getArgs()).bag);
  const session = await context.sessionIfAny();
  const answer = session
    ? await definition.call(session, args)
    : answerBefore(definition, shownEndpoint(context.settings.endpoint));
  return new InvokeResponse().setReturn(encoded(answer, marksOfNames(secretNames(definition.result))));
}

function functionOf(token: string): ProviderFunction {
  const found = functions.find(({ name }) => packageToken(name) === token);
  if (found) return found;
  const tokens = functions.map(({ name }) => packageToken(name));
  throw new UserError(`${token} is no function of this package; ${suggestion(token, tokens)}`);
}

const secretNames = ({ shape }: z.ZodObject): string[] =>
  Object.entries(shape).flatMap(([name, schema]) => (metaOf(schema).secret ? [name] : []));
