import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { driftFormats } from "../../cli/reports/drift-report";
import { outputsOf, tell } from "../../cli/reports/report";

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  { output: ["drift.md", "drift.xml"], formats: ["markdown", "junit"] },
  { output: ["drift.JSON", "drift.txt"], formats: ["json", "text"] },
  { output: ["drift"], format: "junit" as const, formats: ["junit"] },
  { output: ["drift.md"], format: "json" as const, formats: ["json"] },
  { output: undefined, formats: [] },
])("$output with --format $format is written as $formats", ({ output, format, formats }) => {
  const outputs = outputsOf({ output: output?.map((name) => join(folder, name)), format }, driftFormats);
  expect(outputs.map((one) => one.format)).toEqual(formats);
});

test("an ending that tells no format of the report is refused before anything runs", () => {
  expect(() => outputsOf({ output: ["/r/preview.xml"] }, ["text", "json", "markdown"])).toThrow(
    "/r/preview.xml: its ending tells no format",
  );
});

test.each([
  { output: "no/drift.md", says: `there is no folder ${folder}/no; make it first` },
  { output: ".", format: "text" as const, says: "is a folder; name a file in it" },
])("$output is refused before anything runs", ({ output, format, says }) => {
  expect(() => outputsOf({ output: [join(folder, output)], format }, driftFormats)).toThrow(says);
});

test("where a file can't be written after all, the report is on standard output and the other files are written", () => {
  const print = jest.spyOn(process.stdout, "write").mockImplementation(() => true);
  const report = { text: () => "all of it", json: () => "{}", markdown: () => "| it |" };
  const outputs = ["gone/drift.md", "drift.md"].map((name) => {
    return { file: join(folder, name), format: "markdown" as const };
  });
  expect(() => tell(report, outputs, {})).toThrow(
    expect.objectContaining({
      name: "UserError",
      message: expect.stringMatching(/^--output .*gone\/drift\.md can't be written: .*ENOENT/),
    }),
  );
  expect(print.mock.calls).toEqual([["all of it\n"]]);
  expect(existsSync(join(folder, "gone"))).toBe(false);
  expect(readFileSync(join(folder, "drift.md"), "utf8")).toBe("| it |\n");
  print.mockRestore();
});
