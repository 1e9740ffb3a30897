import type { z } from "zod";
import { UserError } from "../../ground/errors";
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
  /** The answer where no backend has been made yet; without it there is none. */
  readonly beforeBackend?: z.output<Result>;
  /** @returns undefined when what is looked for isn't there. */
  find(session: Session, args: z.output<Args>): Promise<z.output<Result> | undefined>;
  /** @throws UserError when what is looked for isn't there. */
  call(session: Session, args: z.output<Args>): Promise<z.output<Result>>;
}

/** What a function's file says: `call` is made from it. */
type Definition<Args extends z.ZodObject, Result extends z.ZodObject> = Omit<
  ProviderFunction<Args, Result>,
  "call"
> & {
  /** Why there is no answer, in words. */
  whyMissing(args: z.output<Args>): string;
};

/** Checks a function's parts against each other. */
export const defineFunction = <Args extends z.ZodObject, Result extends z.ZodObject>({
  whyMissing,
  ...definition
}: Definition<Args, Result>): ProviderFunction<Args, Result> => ({
  ...definition,
  async call(session, args) {
    const found = await definition.find(session, args);
    if (found === undefined) throw new UserError(whyMissing(args));
    return found;
  },
});
