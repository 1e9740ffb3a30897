import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { nameOf } from "../../apps/engine/change";
import { kinds } from "../../provider/resources";
import { visibleInputs } from "../../provider/schema/package-schema";
import { withPlugin } from "./plugin-project";
import type { Project } from "./project";
import { installNodeSdk } from "./sdks";

const folder = join(__dirname, "../fixtures/state");
const releases = readdirSync(folder).filter((name) => !name.endsWith(".mjs"));

const Recorded = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  dependencies: z.array(z.string()).default([]),
  initErrors: z.array(z.string()).default([]),
  provider: z.string().optional(),
});
type Recorded = z.output<typeof Recorded>;

const isProvider = ({ type }: Recorded): boolean => type.startsWith("pulumi:providers:");

/** What was recorded, in the order in which a state has it: nothing before what it depends on. */
const recordedOf = (release: string): Recorded[] =>
  readdirSync(join(folder, release))
    .filter((name) => name.endsWith(".json"))
    .map((name) => Recorded.parse(JSON.parse(readFileSync(join(folder, release, name), "utf8"))))
    .sort((one, other) => rank(one) - rank(other));
const rank = (one: Recorded): number => (isProvider(one) ? -1 : one.dependencies.length);

const stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
/** Of the classes, where nothing else was recorded. */
const dynamicProvider = {
  urn: "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::default",
  type: "pulumi:providers:pulumi-nodejs",
  id: "7c1f3a52-6a0b-4b5c-9b53-0f7e0a4d3c11",
};

/** The states of a release as `pulumi stack export --show-secrets` printed them, for `pulumi stack import`. */
function deploymentOf(recorded: readonly Recorded[], salt: string): string {
  const whole = recorded.some(isProvider);
  const reference = `${dynamicProvider.urn}::${dynamicProvider.id}`;
  const resources = [
    { urn: stack, type: "pulumi:pulumi:Stack", custom: false },
    ...(whole ? [] : [{ ...dynamicProvider, custom: true }]),
    ...recorded.map((one) => (whole ? one : { ...one, provider: reference })),
  ];
  const manifest = { time: "2026-11-22T00:00:00Z", magic: "", version: "" };
  const secrets = { type: "passphrase", state: { salt } };
  return JSON.stringify({ version: 3, deployment: { manifest, secrets_providers: secrets, resources } });
}

/** What a program says of a resource; a check adds what every declaration expects. */
const argumentsOf = (type: string): string[] =>
  kinds
    .filter(({ name }) => type.endsWith(`:${name}`))
    .flatMap((kind) => visibleInputs(kind).map(([name]) => name));

/** The program that the states came from, as their inputs tell, by the classes or by the SDK. */
function program(
  recorded: readonly Recorded[],
  library: "pulumi-tencentrtc" | "pulumi-tencentrtc-sdk",
): string {
  const byPlugin = library.endsWith("-sdk");
  const declared = recorded
    .filter((one) => !isProvider(one))
    .map(({ urn, type, inputs, provider = "" }) => ({
      kind: type.split(":").at(-1),
      name: nameOf(urn),
      args: Object.fromEntries(argumentsOf(type).map((key) => [key, inputs[key]])),
      isOwned: byPlugin && provider.includes("::own::"),
    }));
  // A secret in an export is { plaintext } of its JSON.
  return `
    const library = require("${library}");
    const opened = (value) => {
      // What record.mjs gave for a secret that a state has no more of than this.
      if (typeof value === "string" && value.startsWith("sha256:")) return "not-a-real-one";
      if (typeof value !== "object" || value === null) return value;
      if (typeof value.plaintext === "string") return pulumi.secret(opened(JSON.parse(value.plaintext)));
      if (Array.isArray(value)) return value.map(opened);
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, opened(one)]));
    };
    const declared = ${JSON.stringify(declared)};
    const provider = declared.some(({ isOwned }) => isOwned)
      ? new library.Provider("own", { endpoint: "file:.tencentrtc/backend.db" })
      : undefined;
    for (const { kind, name, args, isOwned } of declared)
      new library[kind](name, opened(args), isOwned ? { provider } : {});
  `;
}

/** The backend of the recording in place of the project's own: a state names its identity. */
function withBackendOf(release: string, project: Project): void {
  mkdirSync(dirname(project.backendFile), { recursive: true });
  for (const suffix of ["", ".key"])
    cpSync(join(folder, release, `backend.db${suffix}`), `${project.backendFile}${suffix}`);
  chmodSync(`${project.backendFile}.key`, 0o600);
}

describe.each(releases)("states that were recorded as %s", (release) => {
  const project = withPlugin();
  const recorded = recordedOf(release);
  const resources = recorded.filter((one) => !isProvider(one));
  const unfinished = resources.filter(({ initErrors }) => initErrors.length > 0).length;
  afterAll(() => project.remove());

  beforeAll(async () => {
    installNodeSdk(project);
    withBackendOf(release, project);
    await project.init({ "tencentrtc:allowPurchases": "true" });
    const [, salt = ""] = /^encryptionsalt: (.+)$/m.exec(project.read("Pulumi.dev.yaml")) ?? [];
    project.write("recorded.json", deploymentOf(recorded, salt));
    await project.must("stack", "import", "--file", "recorded.json", "--stack", project.stack);
    expect((await project.resources()).length).toBeGreaterThanOrEqual(resources.length);
  });

  test.each(["pulumi-tencentrtc", "pulumi-tencentrtc-sdk"] as const)(
    "are planned as they are by a program on %s: what was half-made is finished, nothing is made anew",
    async (library) => {
      project.program(program(recorded, library));
      const { code, output } = await project.preview();
      const [, counted = output] = output.split("\nResources:\n");
      expect([code, counted]).toEqual([0, expect.stringContaining(`~ ${unfinished} to update`)]);
      // Providers of a program come and go with the way: all else stays.
      const stays = resources.length - unfinished;
      expect(Number(/(\d+) unchanged/.exec(counted)?.[1])).toBeGreaterThanOrEqual(stays);
      expect(output.replaceAll(/^.*pulumi:providers:.*$/gm, "")).not.toMatch(
        /\breplace|tencentrtc:\S+ \S+ +(create|delete)/,
      );
    },
  );
});
