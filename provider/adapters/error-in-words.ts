import { explain, isExpected, Wrapper } from "../../ground/errors";

/** An error as people read it: the user's mistakes and the backend's refusals without a stack; ours ask to be reported, with it. */
export function errorInWords(error: unknown): string {
  if (isExpected(error)) return explain(error);
  const cause = error instanceof Wrapper ? error.cause : error;
  return `this is a mistake in pulumi-tencentrtc, please report it with this text: ${cause instanceof Error ? cause.stack : String(cause)}`;
}
