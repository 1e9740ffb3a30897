import { PassThrough } from "node:stream";
import { askHidden } from "../../cli/terminal/hidden";

const terminal = () => Object.assign(new PassThrough(), { isTTY: true });

let shown = "";
beforeEach(() => {
  shown = "";
  jest.spyOn(process.stderr, "write").mockImplementation((text) => {
    shown += String(text);
    return true;
  });
});
afterEach(() => jest.restoreAllMocks());

test.each([
  ["what is typed", "secret\r", "secret"],
  ["what is typed and mended", "secrex\x7ft\r", "secret"],
  ["nothing where nothing is typed", "\r", ""],
  ["nothing at ^D", "\x04", ""],
])("answers %s, and shows the question alone", async (_, typed, expected) => {
  const input = terminal();
  const answer = askHidden("Key: ", input);
  input.write(typed);
  expect(await answer).toBe(expected);
  expect(shown).toBe("Key: \n");
});

test("ends at ^C", async () => {
  const input = terminal();
  const answer = askHidden("Key: ", input);
  input.write("\x03");
  await expect(answer).rejects.toThrow("cancelled at the question");
});

test("asks nobody where there is no terminal", async () => {
  expect(await askHidden("Key: ", new PassThrough())).toBe("");
  expect(shown).toBe("");
});
