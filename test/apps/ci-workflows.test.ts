import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const example = resolve(__dirname, "../../examples/ci");
const read = (file: string): string => readFileSync(join(example, file), "utf8");

/** What the documentation of each lists for these places, as far as the examples use any of it. */
const text = z.string();
const gitlab = {
  default: z.strictObject({ image: text, before_script: z.array(text) }),
  job: z.strictObject({
    rules: z.array(z.strictObject({ if: text })),
    script: z.array(text),
    after_script: z.array(text).optional(),
    resource_group: text.optional(),
    environment: text.optional(),
    artifacts: z
      .strictObject({
        when: z.enum(["on_success", "on_failure", "always"]),
        paths: z.array(text),
        reports: z.strictObject({ junit: text.optional(), codequality: text.optional() }),
      })
      .optional(),
  }),
};
const step = z.strictObject({
  if: text.optional(),
  uses: text.optional(),
  run: text.optional(),
  with: z.record(text, z.unknown()).optional(),
  env: z.record(text, text).optional(),
});
const github = z.strictObject({
  name: text,
  on: z.strictObject({
    pull_request: z.strictObject({ paths: z.array(text) }),
    push: z.strictObject({ branches: z.array(text), paths: z.array(text) }),
    schedule: z.array(z.strictObject({ cron: text })),
  }),
  concurrency: z.strictObject({ group: text, "cancel-in-progress": text }),
  permissions: z.record(text, z.enum(["read", "write"])),
  jobs: z.record(
    text,
    z.strictObject({
      "runs-on": text,
      env: z.record(text, text),
      steps: z.array(
        step.refine(({ uses, run }) => (uses === undefined) !== (run === undefined), "one of them"),
      ),
    }),
  ),
});

test("GitLab's: each job of the script has a job, with keys where GitLab takes them", () => {
  const { variables, default: defaults, ...jobs } = parse(read(".gitlab-ci.yml"));
  expect(z.record(text, text).parse(variables)).toEqual({ TENCENTRTC_ENVIRONMENT: "prod" });
  gitlab.default.parse(defaults);
  const all = z.strictObject({ preview: gitlab.job, up: gitlab.job, nightly: gitlab.job }).parse(jobs);
  expect(Object.values(all).map(({ script }) => script)).toEqual([
    ["sh tencentrtc.sh pull-request"],
    ["sh tencentrtc.sh merge"],
    ["sh tencentrtc.sh nightly"],
  ]);
  expect(Object.entries(all).filter(([, { resource_group }]) => resource_group !== undefined)).toHaveLength(
    1,
  );
  expect(all.preview.after_script?.join()).toContain("node comment.mjs reports/preview.md");
});

test("GitHub's: each job of the script has a step, and nothing cancels a merge's", () => {
  const { jobs, concurrency } = github.parse(parse(read(".github/workflows/applications.yml")));
  const steps = jobs.applications?.steps ?? [];
  const condition = (run: string) => steps.find((one) => one.run === run)?.if;
  expect(condition("sh tencentrtc.sh pull-request")).toBe("github.event_name == 'pull_request'");
  expect(condition("sh tencentrtc.sh merge")).toBe("github.event_name == 'push'");
  expect(condition("sh tencentrtc.sh nightly")).toBe("github.event_name == 'schedule'");
  expect(condition("node comment.mjs reports/preview.md")).toContain("!cancelled()");
  expect(concurrency.group).toContain("github.event_name");
});

test("both install the Pulumi CLI that belongs to the SDK", () => {
  const { devDependencies } = JSON.parse(readFileSync(resolve(__dirname, "../../package.json"), "utf8"));
  const version: string = devDependencies["@pulumi/pulumi"];
  expect(read(".gitlab-ci.yml")).toContain(`sh -s -- --version ${version}\n`);
  expect(read(".github/workflows/applications.yml")).toContain(`with: { pulumi-version: ${version} }`);
});
