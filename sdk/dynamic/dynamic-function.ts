import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { shownEndpoint } from "../../provider/client/endpoint";
import type { ProviderFunction } from "../../provider/functions";
import { explain, isExpected, UserError } from "../../provider/lifecycle/errors";
import { failuresOf } from "../../provider/lifecycle/issue";
import { backendRefusal } from "./backend-guard";
import { withContext } from "./program-context";
import { settingsRefusal } from "./settings-refusal";

/**
 * Calls a function of the provider from the program's own process: at a preview too, over the same settings and
 * backend as the resources, and never making a backend that isn't there.
 *
 * @throws pulumi.RunError for what the user can mend.
 */
export async function invoke<Args extends z.ZodObject, Result extends z.ZodObject>(
  definition: ProviderFunction<Args, Result>,
  args: object,
): Promise<z.output<Result>> {
  try {
    const parsed = definition.args.safeParse(args);
    if (!parsed.success) throw new UserError(faultsIn(definition.name, parsed.error));
    return await answer(definition, parsed.data);
  } catch (error) {
    if (!isExpected(error)) throw error;
    throw new pulumi.RunError(`${definition.name}: ${explain(error)}`);
  }
}

/** The issues name paths of the arguments; `failuresOf` puts a name before them, which these don't need. */
const faultsIn = (name: string, { issues }: z.ZodError): string =>
  issues
    .flatMap((issue) => failuresOf(name, issue))
    .map(({ path, reason }) => `${path.slice(name.length + 1)} ${reason}`)
    .join("; ");

async function answer<Args extends z.ZodObject, Result extends z.ZodObject>(
  definition: ProviderFunction<Args, Result>,
  args: z.output<Args>,
): Promise<z.output<Result>> {
  const misspelt = settingsRefusal();
  if (misspelt !== undefined) throw new UserError(misspelt);
  return withContext(async (context) => {
    const session = await context.sessionIfAny();
    if (session) return definition.call(session, args);
    const refusal = await backendRefusal();
    if (refusal !== undefined) throw new UserError(refusal);
    if (definition.beforeBackend) return definition.beforeBackend;
    throw new UserError(
      `there is no management backend at "${shownEndpoint(context.settings.endpoint)}" yet, so it holds nothing; ` +
        "the first application makes it. If it should be there, check tencentrtc:endpoint and the project's folder",
    );
  });
}

/** A secret of an answer as an output, so that it is encrypted wherever the program passes it. */
export const guarded = (secret: string | undefined): pulumi.Output<string | undefined> =>
  pulumi.secret(secret);
