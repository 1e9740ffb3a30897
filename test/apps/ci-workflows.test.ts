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
    stage: z.enum([".pre", "build", "test", "deploy", ".post"]).optional(),
    rules: z.array(z.strictObject({ if: text, when: z.literal("always").optional() })),
    before_script: z.array(text).optional(),
    script: z.array(text),
    resource_group: text.optional(),
    environment: z.union([text, z.strictObject({ name: text, action: z.literal("verify") })]).optional(),
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
const rights = z.record(text, z.enum(["read", "write"]));
const github = z.strictObject({
  name: text,
  on: z.strictObject({
    pull_request: z.strictObject({ paths: z.array(text) }),
    push: z.strictObject({ branches: z.array(text), paths: z.array(text) }),
    schedule: z.array(z.strictObject({ cron: text })),
  }),
  permissions: rights,
  env: z.record(text, text),
  jobs: z.record(
    text,
    z.strictObject({
      if: text,
      "runs-on": text,
      environment: text,
      permissions: rights.optional(),
      concurrency: z.strictObject({ group: text, "cancel-in-progress": z.boolean() }).optional(),
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
  const all = z
    .strictObject({ preview: gitlab.job, comment: gitlab.job, up: gitlab.job, nightly: gitlab.job })
    .parse(jobs);
  expect(Object.values(all).map(({ script }) => script)).toEqual([
    ["sh tencentrtc.sh pull-request"],
    [expect.stringContaining("node comment.mjs reports/preview.md")],
    ["sh tencentrtc.sh merge"],
    ["sh tencentrtc.sh nightly"],
  ]);
  expect(Object.entries(all).filter(([, { resource_group }]) => resource_group !== undefined)).toHaveLength(
    1,
  );
  const places = Object.entries(all).map(([name, { environment }]) => [name, environment]);
  expect(Object.fromEntries(places)).toEqual({
    preview: { name: "read", action: "verify" },
    comment: { name: "comment", action: "verify" },
    up: "prod",
    nightly: { name: "read", action: "verify" },
  });
});

test("GitHub's: each job of the script has a job, and nothing cancels a merge's", () => {
  const { jobs } = github.parse(parse(read(".github/workflows/applications.yml")));
  const job = (name: string) => {
    const { if: when, environment, permissions, concurrency, steps } = jobs[name] ?? { steps: [] };
    const runs = steps.flatMap(({ run }) => (run?.startsWith("sh ") ? [run] : []));
    return { when, environment, permissions, cancels: concurrency?.["cancel-in-progress"], runs };
  };
  expect(job("preview")).toEqual({
    when: "github.event_name == 'pull_request'",
    environment: "read",
    permissions: { contents: "read", "pull-requests": "write", "security-events": "write" },
    cancels: true,
    runs: ["sh tencentrtc.sh pull-request"],
  });
  expect(job("up")).toMatchObject({
    environment: "production",
    cancels: false,
    runs: ["sh tencentrtc.sh merge"],
  });
  expect(job("nightly")).toMatchObject({ environment: "read", runs: ["sh tencentrtc.sh nightly"] });
});

test("secrets are in the steps that need them alone, actions are pinned, and nobody's script is run", () => {
  const workflow = read(".github/workflows/applications.yml");
  const { jobs, env, permissions } = github.parse(parse(workflow));
  expect(permissions).toEqual({ contents: "read" });
  expect(JSON.stringify(env)).not.toContain("secrets.");
  for (const step of Object.values(jobs).flatMap(({ steps }) => steps)) {
    if (step.uses !== undefined) expect(step.uses).toMatch(/@[0-9a-f]{40}$/);
    const hasSecrets = JSON.stringify(step).includes("secrets.");
    expect(hasSecrets).toBe(step.run?.startsWith("sh tencentrtc.sh") ?? false);
  }
  for (const text of [workflow, read(".gitlab-ci.yml")]) {
    expect(text.match(/npm ci.*/g)?.filter((line) => line !== "npm ci --ignore-scripts")).toEqual([]);
    expect(text).not.toMatch(/\|\s*(?:ba)?sh\b/);
  }
});

test("both install the Pulumi CLI that belongs to the SDK", () => {
  const { devDependencies } = JSON.parse(readFileSync(resolve(__dirname, "../../package.json"), "utf8"));
  const version: string = devDependencies["@pulumi/pulumi"];
  expect(read(".gitlab-ci.yml")).toContain(`image: pulumi/pulumi-nodejs:${version}\n`);
  expect(read(".github/workflows/applications.yml")).toContain(`with: { pulumi-version: ${version} }`);
});
