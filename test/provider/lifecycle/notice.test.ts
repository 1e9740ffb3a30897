import fc from "fast-check";
import { spanInWords } from "../../../ground/spans";
import {
  notice,
  noticesBy,
  noticeTitles,
  parseNotice,
  printNotice,
} from "../../../provider/lifecycle/run/notice";

const kinds = [
  "refused",
  "person",
  "money",
  "irreversible",
  "service-stops",
  "pushes-stop",
  "id-changes",
  "adoption",
  "released",
] as const;

test("every kind is tried here", () => expect(Object.keys(noticeTitles).sort()).toEqual([...kinds].sort()));

test("what the engine carries as text is read as it was said", () => {
  const line = fc.stringMatching(/^[!-~][ -~]*[!-~]$/);
  fc.assert(
    fc.property(fc.constantFrom(...kinds), line, fc.array(line), (kind, text, statements) => {
      const one = notice(kind, text, ...statements);
      expect(parseNotice(printNotice(one))).toEqual(one);
    }),
  );
});

test.each(["", "the certificate expires soon", "moneys: a", "money", "warning: money: a"])(
  "%j is none",
  (text) => expect(parseNotice(text)).toBeUndefined(),
);

test("a notice is said once for its resource, and a statement once", () => {
  const said: string[] = [];
  const say = noticesBy((urn, text) => said.push(`${urn} ${text}`));
  for (const urn of ["a", "b", "a"]) say(urn, notice("service-stops", "disabling", "All of it stops."));
  expect(said).toEqual(["a service-stops: disabling\nAll of it stops.", "b service-stops: disabling"]);
});

test.each([
  [0, 1, "a second at most"],
  [20, 20, "20 seconds"],
  [3, 5, "3-5 seconds"],
  [180, 300, "3-5 minutes"],
  [60, 60, "1 minute"],
  [90, 300, "90-300 seconds"],
])("from %d to %d seconds is %s", (min, max, words) => expect(spanInWords(min, max)).toBe(words));
