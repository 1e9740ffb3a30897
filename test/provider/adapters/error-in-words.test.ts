import { UserError, Wrapper } from "../../../ground/errors";
import { errorInWords } from "../../../provider/adapters/error-in-words";

class Half extends Wrapper {}
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
const planted = "PLANTEDsecret";
const report = "this is a mistake in pulumi-tencentrtc, please report it with this text: ";
const leftOut = "(its message may repeat a secret, and is left out)";

test.each<[string, unknown, string]>([
  ["the user's", new UserError("wrong id"), "wrong id"],
  ["the user's, half-way", new Half("x", { cause: new UserError("wrong id") }), "x"],
])("%s is its words alone", (_, error, words) => {
  expect(errorInWords(error)).toBe(words);
});

test.each<[string, unknown, string]>([
  ["an error of this package", new Error("no declaration"), "Error: no declaration"],
  ["one inside another", new Half("x", { cause: new Error("no declaration") }), "Error: no declaration"],
  [
    "a value that isn't there",
    thrownBy(() => Reflect.get(Object(undefined), "a").b),
    "TypeError: Cannot read properties of undefined (reading 'b')",
  ],
  ["a text that was read", thrownBy(() => JSON.parse(planted)), `SyntaxError: ${leftOut}`],
  ["a value that is no object", thrownBy(() => "a" in JSON.parse(`"${planted}"`)), `TypeError: ${leftOut}`],
  ["a text of several lines", new RangeError(`x\n    at ${planted} (a:1:1)`), `RangeError: ${leftOut}`],
  ["a text that was thrown", planted, "a string was thrown"],
])("a mistake is told with where it was, and without values: %s", (_, error, words) => {
  const told = errorInWords(error);
  expect(told.split("\n")[0]).toBe(report + words);
  expect(told).not.toContain(planted);
  if (error instanceof Error) expect(told).toContain("error-in-words.test.ts:");
});
