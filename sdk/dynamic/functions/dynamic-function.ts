import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { explain, isExpected, UserError } from "../../../ground/errors";
import type { ProviderContext } from "../../../provider/adapters/context";
import { shownEndpoint } from "../../../provider/client/endpoint-password";
import { answerBefore, type ProviderFunction, parsedArgs } from "../../../provider/functions";
import type { Session } from "../../../provider/lifecycle/kind";
import { backendRefusal } from "../program/backend-guard";
import { withContext } from "../program/program-context";
import { settingsRefusal } from "../settings-refusal";

/**
 * Calls a function of the provider in the program's own process, also at a preview, with the settings and the backend of
 * the resources. It never creates a backend.
 *
 * @throws pulumi.RunError for what the user can mend, and when what is looked for isn't there.
 */
export const invoke = <Args extends z.ZodObject, Result extends z.ZodObject>(
  definition: ProviderFunction<Args, Result>,
  args: object,
): Promise<z.output<Result>> =>
  asked(definition.name, definition, args, async (parsed, context) => {
    const session = await sessionIn(context);
    if (session) return definition.call(session, parsed);
    return answerBefore(definition, shownEndpoint(context.settings.endpoint));
  });

/**
 * Calls a function like `invoke`, for something that may not exist.
 *
 * @param name of the function that answers so
 * @returns undefined when it isn't, the backend that has yet to be made included.
 * @throws pulumi.RunError for what the user can mend; that nobody could look is never taken for nothing.
 */
export const invokeIfAny = <Args extends z.ZodObject, Result extends z.ZodObject>(
  name: string,
  definition: ProviderFunction<Args, Result>,
  args: object,
): Promise<z.output<Result> | undefined> =>
  asked(name, definition, args, async (parsed, context) => {
    const session = await sessionIn(context);
    return session ? definition.find(session, parsed) : definition.beforeBackend;
  });

async function asked<Args extends z.ZodObject, Result extends z.ZodObject, Answer>(
  name: string,
  definition: ProviderFunction<Args, Result>,
  args: object,
  ask: (parsed: z.output<Args>, context: ProviderContext) => Promise<Answer>,
): Promise<Answer> {
  try {
    const parsed = parsedArgs(name, definition, args);
    const misspelt = settingsRefusal();
    if (misspelt !== undefined) throw new UserError(misspelt);
    return await withContext((context) => ask(parsed, context));
  } catch (error) {
    if (!isExpected(error)) throw error;
    throw new pulumi.RunError(`${name}: ${explain(error)}`);
  }
}

/** @throws UserError where a backend is missing that this stack's resources live in. */
async function sessionIn(context: ProviderContext): Promise<Session | undefined> {
  const session = await context.sessionIfAny();
  if (session) return session;
  const refusal = await backendRefusal();
  if (refusal !== undefined) throw new UserError(refusal);
  return undefined;
}

/** A secret of an answer as an output, so that it is encrypted wherever the program passes it. */
export const guarded = (secret: string | undefined): pulumi.Output<string | undefined> =>
  pulumi.secret(secret);
