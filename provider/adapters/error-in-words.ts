import { explain, isExpected, Wrapper } from "../../ground/errors";

/** An error as people read it: the user's mistakes and the backend's refusals without a stack; ours ask to be reported, with it. */
export const errorInWords = (error: unknown): string =>
  isExpected(error)
    ? explain(error)
    : `this is a mistake in pulumi-tencentrtc, please report it with this text: ${traceOf(error)}`;

/**
 * What a report of a mistake may hold: the kind of the error, and where it came from. Its message is left out where it
 * may repeat a value, which may be a secret: that of JSON.parse quotes what it read.
 */
function traceOf(error: unknown): string {
  const cause = error instanceof Wrapper ? error.cause : error;
  if (!(cause instanceof Error)) return `a ${typeof cause} was thrown`;
  const kind = cause.constructor.name;
  const said = repeatsNoValue(cause) ? cause.message : "(its message may repeat a secret, and is left out)";
  return [`${kind}: ${said}`, ...framesOf(cause)].join("\n");
}

/** Errors of this package's own have fixed texts, and so have the most common ones of V8. */
const repeatsNoValue = (error: Error): boolean =>
  error.constructor === Error || /^Cannot (read|set) properties of (undefined|null)\b/.test(error.message);

/** Without the message, whose lines may look like them. */
const framesOf = ({ message, stack = "" }: Error): string[] =>
  stack
    .replace(message, "")
    .split("\n")
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
