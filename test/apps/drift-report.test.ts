import type { Drift } from "../../apps/engine";
import { driftReport, type StackDrift } from "../../cli/reports/drift-report";
import { parseXml } from "./xml";

const drift = (name: string, what: string, actual: unknown): Drift => ({
  application: "shop",
  sdkAppId: "1999000001",
  id: "1999000001",
  kind: "Application",
  name,
  what,
  declared: what === "" ? "present" : "as it was",
  actual,
  since: "2026-11-01T08:00:00.000Z",
  by: "console <alice> & \u0000\ufffe",
});
const hostile = "<!-- ]]> </testcase> & \"'\u0000\u001b\u0085\ufffe\uffff \ud83d\ude00 \ud800\n\t客服";
const stacks: readonly StackDrift[] = [
  { stack: "prod", account: "default", environment: "prod", resources: 3, drift: [], errors: [] },
  {
    stack: "prod.main",
    account: "main",
    environment: "prod",
    resources: 7,
    drift: [drift("shop", "description", hostile), drift("shop", "", "gone")],
    errors: [`can't be asked: ${hostile}`],
  },
  { stack: "prod.other", account: "other", environment: "prod", resources: 0, drift: [], errors: ["no"] },
];

test("JUnit is well-formed whatever it tells of, and counts what it lists", () => {
  const report = parseXml(driftReport(stacks).junit());
  expect(report.name).toBe("testsuites");
  const suites = report.children.map(({ name, attributes, children }) => ({
    element: name,
    ...attributes,
    cases: children.map((one) => [one.name, one.attributes.name, ...one.children.map((inner) => inner.name)]),
  }));
  expect(suites).toEqual([
    {
      element: "testsuite",
      name: "prod",
      tests: "1",
      failures: "0",
      errors: "0",
      cases: [["testcase", "no drift"]],
    },
    {
      element: "testsuite",
      name: "prod.main",
      tests: "3",
      failures: "2",
      errors: "1",
      cases: [
        ["testcase", "Application shop (1999000001) description", "failure"],
        ["testcase", "Application shop (1999000001)", "failure"],
        ["testcase", "reading", "error"],
      ],
    },
    {
      element: "testsuite",
      name: "prod.other",
      tests: "1",
      failures: "0",
      errors: "1",
      cases: [["testcase", "reading", "error"]],
    },
  ]);
  const messages = report.children.flatMap(({ children }) =>
    children.flatMap((one) => one.children.map(({ attributes }) => attributes.message)),
  );
  expect(messages[0]).toContain('description: declared "as it was", actual "<!-- ]]> </testcase> & ');
  expect(messages[1]).toContain("is gone, since 2026-11-01T08:00:00.000Z, by console <alice> & ");
  expect(messages[2]).toContain("can't be asked: <!-- ]]> </testcase> & \"'");
});
