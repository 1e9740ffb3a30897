import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const root = resolve(__dirname, "../..");
const folder = join(root, ".github/workflows");
const files = readdirSync(folder);
const read = (file: string): string => readFileSync(join(folder, file), "utf8");

/** What GitHub's documentation lists for these places, as far as the workflows use any of it. */
const text = z.string();
const rights = z.record(text, z.enum(["read", "write"]));
const Step = z
  .strictObject({
    name: text.optional(),
    if: text.optional(),
    uses: text.optional(),
    run: text.optional(),
    "working-directory": text.optional(),
    with: z.record(text, z.unknown()).optional(),
    env: z.record(text, text).optional(),
  })
  .refine(({ uses, run }) => (uses === undefined) !== (run === undefined), "one of them");
const Workflow = z.strictObject({
  name: text,
  on: z.strictObject({
    push: z.strictObject({ tags: z.array(text) }).optional(),
    schedule: z.array(z.strictObject({ cron: text })).optional(),
    workflow_dispatch: z.strictObject({}),
  }),
  permissions: rights,
  jobs: z.record(
    text,
    z.strictObject({
      needs: text.optional(),
      if: text.optional(),
      "runs-on": text,
      "timeout-minutes": z.number(),
      permissions: rights.optional(),
      steps: z.array(Step),
    }),
  ),
});
const workflow = (file: string) => Workflow.parse(parse(read(file)));
const stepsOf = (file: string) => Object.values(workflow(file).jobs).flatMap(({ steps }) => steps);

const isOn = "vars.PUBLISH_PLUGIN == 'true'";
const { jobs, on } = workflow("release-plugin.yml");
const job = (name: string) => {
  const found = jobs[name];
  if (!found) throw new Error(`the workflow has no job ${name}`);
  return found;
};
const { tarballs, release } = { tarballs: job("tarballs"), release: job("release") };
const runsIn = ({ steps }: { steps: z.infer<typeof Step>[] }) => steps.flatMap(({ run }) => run ?? []);

describe.each(files)("%s", (file) => {
  test("has the form that GitHub takes, and may only read unless a job says more", () => {
    expect(workflow(file).permissions).toEqual({ contents: "read" });
  });

  test("names actions by the commit, with their version beside it, and keeps no token in the checkout", () => {
    for (const line of read(file).match(/uses: .*/g) ?? [])
      expect(line).toMatch(/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    for (const { uses, with: given } of stepsOf(file))
      if (uses?.startsWith("actions/checkout@")) expect(given).toEqual({ "persist-credentials": false });
  });

  test("runs no script of somebody else, and puts nothing that a tag or a person says into one", () => {
    for (const { run = "", env } of stepsOf(file)) {
      expect(run).not.toMatch(/\$\{\{|curl|wget|\|\s*(?:ba)?sh\b/);
      expect(JSON.stringify(env ?? {})).not.toContain("secrets.");
    }
  });
});

test("a tag makes all tarballs, which the engine installs before anything is kept", () => {
  expect(on).toEqual({ push: { tags: ["v[0-9]*"] }, workflow_dispatch: {} });
  expect(runsIn(tarballs)).toEqual([
    `test "$GITHUB_REF_NAME" = "v$(node -p 'require("./package.json").version')"`,
    "npm run package:plugin",
    "npm test -- --selectProjects engine --testPathPatterns test/packaging/plugin-package",
  ]);
  const kept = tarballs.steps.at(-1);
  expect(kept?.uses).toMatch(/^actions\/upload-artifact@/);
  expect(kept?.with).toEqual({ name: "plugin", path: "plugin-packages/", "if-no-files-found": "error" });
});

test("nothing is published or attested until the repository's variable says so", () => {
  const proof = tarballs.steps.filter(({ uses }) => uses?.startsWith("actions/attest-"));
  expect(proof).toMatchObject([{ if: isOn, with: { "subject-path": "plugin-packages/*" } }]);
  expect(release).toMatchObject({ needs: "tarballs", if: `github.ref_type == 'tag' && ${isOn}` });
  const publishing = Object.entries(jobs).filter(([, one]) => /gh release/.test(runsIn(one).join("\n")));
  expect(publishing.map(([name]) => name)).toEqual(["release"]);
  expect(tarballs.permissions).toEqual({ contents: "read", "id-token": "write", attestations: "write" });
  expect(release.permissions).toEqual({ contents: "write" });
});

test("what is released is what was made: every file's sum is compared, and no code of the repository runs", () => {
  expect(runsIn(release)).toEqual([
    "sha256sum --check SHA256SUMS",
    expect.stringMatching(/^gh release create "\$GITHUB_REF_NAME" .*--verify-tag .*plugin-packages\/\*$/),
  ]);
  expect(release.steps.some(({ uses }) => uses?.startsWith("actions/checkout@"))).toBe(false);
});
