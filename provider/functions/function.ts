import type { z } from "zod";
import type { Session } from "../lifecycle/kind";

/**
 * A function that programs call to look something up: it reads and never writes, at a preview too. Its zod schemas
 * yield validation, schema.json and the types of the SDK, as a kind's do; every property carries its meta.
 */
export interface ProviderFunction<
  Args extends z.ZodObject = z.ZodObject,
  Result extends z.ZodObject = z.ZodObject,
> {
  /** `get…`, as Pulumi's packages call theirs. */
  readonly name: string;
  /** One or two sentences for the reference page. */
  readonly description: string;
  readonly args: Args;
  readonly result: Result;
  /** The answer where no backend has been made yet; without it that is an error. */
  readonly beforeBackend?: z.output<Result>;
  /** @throws UserError when what is looked for isn't there. */
  call(session: Session, args: z.output<Args>): Promise<z.output<Result>>;
}

/** Checks a function's parts against each other. */
export const defineFunction = <Args extends z.ZodObject, Result extends z.ZodObject>(
  definition: ProviderFunction<Args, Result>,
): ProviderFunction<Args, Result> => definition;
