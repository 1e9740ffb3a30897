import { driftFormats } from "../../cli/drift-report";
import { outputsOf } from "../../cli/report";

test.each([
  { output: ["/r/drift.md", "/r/drift.xml"], formats: ["markdown", "junit"] },
  { output: ["/r/drift.JSON", "/r/drift.txt"], formats: ["json", "text"] },
  { output: ["/r/drift"], format: "junit" as const, formats: ["junit"] },
  { output: ["/r/drift.md"], format: "json" as const, formats: ["json"] },
  { output: undefined, formats: [] },
])("$output with --format $format is written as $formats", ({ output, format, formats }) => {
  const outputs = outputsOf({ output, format }, driftFormats);
  expect(outputs.map((one) => one.format)).toEqual(formats);
});

test("an ending that tells no format of the report is refused before anything runs", () => {
  expect(() => outputsOf({ output: ["/r/preview.xml"] }, ["text", "json", "markdown"])).toThrow(
    "/r/preview.xml: its ending tells no format",
  );
});
