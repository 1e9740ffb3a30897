import type { Mistake, MistakeRule } from "../../apps/load/mistake";
import { repositoryPath } from "./repository-path";

const rules: Readonly<Record<MistakeRule, string>> = {
  syntax: "The file can't be read as YAML or JSON",
  "duplicate-key": "Something stands twice where it may stand once",
  "unknown-key": "A property that doesn't exist",
  rule: "A value that breaks a rule",
  reference: "A secret, or a reference to something that isn't there",
  fleet: "Files that contradict each other",
};

/** Faults in SARIF 2.1.0, which code review shows as annotations. Whoever finds a fault leaves secrets out of its words (`Mistake`). */
export const sarifOf = (faults: readonly Mistake[]): object => ({
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: {
        driver: {
          name: "tencentrtc",
          rules: Object.entries(rules).map(([id, text]) => ({ id, shortDescription: { text } })),
        },
      },
      columnKind: "utf16CodeUnits",
      results: faults.map(({ file, line, column, rule, path, message }) => ({
        ruleId: rule,
        level: "error",
        message: { text: path === "" ? message : `${path} ${message}` },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: repositoryPath(file).split("/").map(encodeURIComponent).join("/") },
              region: { startLine: line, startColumn: column },
            },
          },
        ],
      })),
    },
  ],
});
