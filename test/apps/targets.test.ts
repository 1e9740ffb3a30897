import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenStack } from "../../apps/engine";
import { parallelOf } from "../../cli/fleet/scope";
import { targetsOf } from "../../cli/fleet/targets";

const app = (name: string, more = "") => `application: ${name}\nproducts: [chat]\nregion: china\n${more}`;
const project = "name: shop\nruntime: nodejs\n";
const withOther = `${project}tencentrtc: { accounts: { other: { endpoint: "file:other.db" } } }\n`;

const home = process.cwd();
let folder: string;
beforeEach(() => {
  delete process.env.PULUMI_BACKEND_URL;
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-targets-"));
  mkdirSync(join(folder, "apps"));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});
const write = (files: Readonly<Record<string, string>>) => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
};

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly options?: Parameters<typeof targetsOf>[1];
}

test.each<Case & { stacks: object[] }>([
  {
    what: "the only environment",
    files: { "Pulumi.yaml": project, "apps/a.yaml": app("a"), "apps/b.yaml": app("b") },
    stacks: [{ stack: "main", applications: ["a", "b"], chosen: undefined }],
  },
  {
    what: "an environment of files, with the accounts that have something in it",
    files: {
      "Pulumi.yaml": withOther,
      "apps/a.yaml": app("a", "environments: { dev: {}, prod: {} }\n"),
      "apps/b.yaml": app("b", "account: other\nenvironments: { prod: {} }\n"),
    },
    options: { environment: "dev" },
    stacks: [{ stack: "dev", applications: ["a"], chosen: undefined }],
  },
  {
    what: "an environment that Pulumi.yaml alone names",
    files: {
      "Pulumi.yaml": `${project}tencentrtc: { environments: [dev, prod] }\n`,
      "apps/a.yaml": app("a"),
    },
    options: { environment: "dev" },
    stacks: [{ stack: "dev", applications: ["a"], chosen: undefined }],
  },
  {
    what: "files limit a run, and everything is declared all the same",
    files: {
      "Pulumi.yaml": withOther,
      "apps/a.yaml": app("a"),
      "apps/b.yaml": app("b"),
      "apps/a-other.yaml": app("a", "account: other\n"),
    },
    args: ["apps/b.yaml"],
    stacks: [{ stack: "main", applications: ["a", "b"], chosen: ["b"] }],
  },
])("$what", async ({ files, args = [], options = {}, stacks }) => {
  write(files);
  const targets = await targetsOf(args, options);
  expect(
    targets.map(({ place, sources, chosen }) => ({
      stack: place.stack,
      applications: sources.map(({ layers }) => layers?.application),
      chosen: chosen && [...chosen],
    })),
  ).toEqual(stacks);
});

const one = { "Pulumi.yaml": project, "apps/a.yaml": app("a") };

test.each<Case & { says: string }>([
  { what: "no Pulumi.yaml", files: { "apps/a.yaml": app("a") }, says: "there is no Pulumi.yaml in" },
  {
    what: "a Pulumi.yaml without a name",
    files: { ...one, "Pulumi.yaml": "runtime: nodejs\n" },
    says: "Pulumi.yaml:1:1: name is required",
  },
  { what: "no file at all", files: { "Pulumi.yaml": project }, says: "nothing to run on: no file declares" },
  {
    what: "a slip in the environment",
    files: { ...one, "apps/a.yaml": app("a", "environments: { prod: {} }\n") },
    options: { environment: "porduction" },
    says: 'no file and no stack has the environment "porduction"; there is prod. A new one stands in a file',
  },
  {
    what: "an environment where none is told apart",
    files: one,
    options: { environment: "prod" },
    says: 'no file and no stack has the environment "prod"; there is main.',
  },
  {
    what: "what is no name of an environment",
    files: one,
    options: { environment: "prod.main" },
    says: "--environment must be 1-40 letters",
  },
  {
    what: "an account that nobody has",
    files: one,
    options: { account: "x" },
    says: 'no file and no stack belongs to the account "x"; there is default',
  },
  {
    what: "a pattern of nothing",
    files: one,
    args: ["apps/b*.yaml"],
    says: "apps/b*.yaml names no file of the project",
  },
  {
    what: "a file beside the project's",
    files: { ...one, "b.yaml": app("b") },
    args: ["b.yaml"],
    says: "a run is on files that `tencentrtc.files` in Pulumi.yaml names",
  },
])("$what is refused", async ({ files, args = [], options = {}, says }) => {
  write(files);
  await expect(targetsOf(args, options)).rejects.toThrow(says);
});

test("what is wrong with one account is told of its stack alone", async () => {
  write({
    "Pulumi.yaml": `${project}tencentrtc: { accounts: { other: { secretId: "env:NOT_SET_AT_ALL", secretKey: "env:NOT_SET_AT_ALL" } } }\n`,
    "apps/a.yaml": app("a"),
    "apps/b.yaml": app("b", "account: other\n"),
  });
  expect((await targetsOf([], {})).map(({ problem }) => problem)).toEqual([
    undefined,
    expect.stringContaining("NOT_SET_AT_ALL, which isn't set"),
  ]);
});

test("an endpoint on the command line is that of the files that name no account", async () => {
  write({
    "Pulumi.yaml": withOther,
    "apps/a.yaml": app("a"),
    "apps/b.yaml": app("b", "account: other\n"),
  });
  const targets = await targetsOf([], { endpoint: "https://rtc.example.com" });
  expect(targets.map(({ account, place: { env } }) => [account, env.TENCENTRTC_ENDPOINT])).toEqual([
    ["default", "https://rtc.example.com"],
    ["other", "file:other.db"],
  ]);
});

const admins = (count: number) =>
  `admins: [${Array.from({ length: count }, (_, index) => `a${index}`).join()}]\n`;
const stateOf = (count: number): OpenStack["resources"] =>
  Array.from({ length: count }, (_, index) => {
    const name = `app${index}`;
    return { urn: `urn::${name}`, kind: "Application", name, application: name, id: "1", outputs: {} };
  });

test.each([
  { what: "a few resources", declared: 2, inState: 0, expected: 16 },
  { what: "as many as files declare", declared: 40, inState: 3, expected: 41 },
  { what: "as many as the state has", declared: 2, inState: 70, expected: 70 },
  { what: "what is told", declared: 40, inState: 70, given: 5, expected: 5 },
])("steps at a time: $what", async ({ declared, inState, given, expected }) => {
  write({ "Pulumi.yaml": project, "apps/a.yaml": app("a", admins(declared)) });
  const [target] = await targetsOf([], {});
  if (!target) throw new Error("no target");
  const options = given === undefined ? {} : { parallel: given };
  expect(parallelOf(target, { resources: stateOf(inState) }, options)).toBe(expected);
});
