import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Mistake } from "../../apps/load/mistake";
import { codeQualityOf } from "../../cli/reports/code-quality";
import { sarifOf } from "../../cli/reports/sarif";

const repository = mkdtempSync(join(tmpdir(), "tencentrtc-review-"));
beforeAll(() => mkdirSync(join(repository, ".git")));
afterAll(() => rmSync(repository, { recursive: true, force: true }));

const fault = (file: string, line: number): Mistake => ({
  file: join(repository, file),
  line,
  column: 7,
  rule: "rule",
  path: "region",
  message: "must be a region",
});

test("SARIF names files from the top of the repository, as URIs", () => {
  expect(sarifOf([fault("teams/our apps/shop#1.yaml", 3)])).toMatchObject({
    runs: [
      {
        results: [
          {
            ruleId: "rule",
            message: { text: "region must be a region" },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: "teams/our%20apps/shop%231.yaml" },
                  region: { startLine: 3, startColumn: 7 },
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

test("Code Quality names files from the top of the repository, and knows a mistake again that only moved", () => {
  const report = codeQualityOf([
    fault("our apps/shop.yaml", 3),
    fault("our apps/shop.yaml", 4),
    fault("apps/news.yaml", 3),
  ]);
  const [first, second, third]: { fingerprint: string }[] = JSON.parse(JSON.stringify(report));
  expect(first).toEqual({
    description: "region must be a region",
    check_name: "rule",
    fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    severity: "major",
    location: { path: "our apps/shop.yaml", lines: { begin: 3 } },
  });
  expect(second?.fingerprint).toBe(first?.fingerprint);
  expect(third?.fingerprint).not.toBe(first?.fingerprint);
});
