/**
 * Pulumi's dynamic provider prints `${error}: ${error.stack}` of a check, a diff, a read and a delete that fail, beside
 * the error that the engine shows at its resource. These take the place of both parts.
 */
export const pointer = {
  toString: () => "pulumi-tencentrtc: a step failed",
  stack: "the error of the resource says why",
};

const printed = `${pointer}: ${pointer.stack}`;

/** Prints what `print` does, save those second tellings: they would stand at the stack, one for each error. */
export const withoutPointers =
  (print: typeof console.error): typeof console.error =>
  (...words) => {
    if (words.length !== 1 || words[0] !== printed) print(...words);
  };
