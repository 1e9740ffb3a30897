import fc from "fast-check";
import { csvRows } from "../../cli/claims/csv-rows";
import { csv } from "../../cli/reports/csv";

test.each([
  ["text as it is", "a b", "a b"],
  ["a comma inside quotes", "a,b", '"a,b"'],
  ["quotes twice", 'a "b"', '"a ""b"""'],
  ["a line break inside quotes", "a\nb", '"a\nb"'],
  ["nothing", "", ""],
  ["a formula as text", "=1+1", "'=1+1"],
  ["what a spreadsheet would fetch, as text", '=WEBSERVICE("http://x")', '"\'=WEBSERVICE(""http://x"")"'],
  ["plus, minus and at as text", "+1", "'+1"],
  ["a tab as text", "\t=1", "'\t=1"],
  ["a full-width formula as text", "＝1+1", "'＝1+1"],
])("%s", (_, text, expected) => {
  expect(csv(["heading"], [[text]])).toBe(`heading\r\n${expected}`);
});

test("a row without any text is left out when it is read", () => {
  expect(
    csvRows(
      csv(
        ["a", "b"],
        [
          ["", ""],
          ["1", ""],
        ],
      ),
    ),
  ).toEqual([
    { line: 1, fields: ["a", "b"] },
    { line: 3, fields: ["1", ""] },
  ]);
});

test("whatever is written is read again, and no field begins a formula", () => {
  const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\r", "\n", "=", "-", "@", "\t", "漢") });
  const table = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(table, (rows) => {
      const written = csvRows(csv(["a", "b", "c"], rows));
      if ("brokenAt" in written) throw new Error(`broken at line ${written.brokenAt}`);
      const read = written.slice(1).map(({ fields }) => fields);
      expect(read.map((row) => row.map((field) => field.replace(/^'(?=[=+\-@\t\r\n])/, "")))).toEqual(
        rows.filter((row) => row.some((field) => field !== "")),
      );
      expect(read.flat().filter((field) => /^[=+\-@\t\r\n]/.test(field))).toEqual([]);
    }),
    { examples: [[[["", "", ""]]]] },
  );
});
