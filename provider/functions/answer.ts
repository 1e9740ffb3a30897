import type { z } from "zod";
import { UserError } from "../../ground/errors";
import { failuresOf } from "../../ground/issue";
import type { ProviderFunction } from "./function";

/** Arguments as a function takes them. @throws UserError that names every one at fault. */
export function parsedArgs<Args extends z.ZodObject>(
  name: string,
  { args }: Pick<ProviderFunction<Args>, "args">,
  given: object,
): z.output<Args> {
  const parsed = args.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new UserError(faultsIn(name, parsed.error));
}

/** The issues name paths of the arguments; `failuresOf` puts a name before them, which these don't need. */
const faultsIn = (name: string, { issues }: z.ZodError): string =>
  issues
    .flatMap((issue) => failuresOf(name, issue))
    .map(({ path, reason }) => `${path.slice(name.length + 1)} ${reason}`)
    .join("; ");

/** A function's answer where no backend has been made yet. @throws UserError where there can be none. */
export function answerBefore<Args extends z.ZodObject, Result extends z.ZodObject>(
  { beforeBackend }: Pick<ProviderFunction<Args, Result>, "beforeBackend">,
  endpoint: string,
): z.output<Result> {
  if (beforeBackend) return beforeBackend;
  throw new UserError(
    `there is no management backend at "${endpoint}" yet, so it holds nothing; ` +
      "the first application makes it. If it should be there, check tencentrtc:endpoint and the project's folder",
  );
}
