import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { nameOf } from "../../apps/engine/change";
import type { Bag } from "../../ground/bag";
import { UserError } from "../../ground/errors";
import { schemaVersion, upgradeState } from "../../provider/lifecycle/upgrade";
import { kinds } from "../../provider/resources";
import type { Declared } from "./engine/declarations";
import { throughPlugin } from "./engine/door";
import type { Resource } from "./engine/results";
import { MiniEngine } from "./mini-engine";

const folder = join(__dirname, "../fixtures/state");
const releases = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const Recorded = z.object({
  urn: z.string(),
  type: z.string().transform((type) => type.split(":").at(-1)),
  id: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  outputs: z.record(z.string(), z.unknown()),
  dependencies: z.array(z.string()).default([]),
  initErrors: z.array(z.string()).default([]),
});
const Kind = z.enum(["Application", "AdminAccount", "PushCertificate", "Subscription", "Tag", "Webhook"]);
/** What a release didn't have yet. */
const cameLater: Readonly<Record<string, readonly string[]>> = {
  "0.1.0-alpha.1": ["PushCertificate", "Subscription", "Webhook"],
  "0.1.0": ["Webhook"],
};

/** How an export with --show-secrets writes one. */
const Secret = z.object({ plaintext: z.string() });

/** Secrets as a provider gets them, however deep they lie. */
function opened(value: unknown): unknown {
  const secret = Secret.safeParse(value);
  if (secret.success) return JSON.parse(secret.data.plaintext);
  if (Array.isArray(value)) return value.map(opened);
  return typeof value === "object" && value !== null ? openedBag(value) : value;
}

const openedBag = (bag: object): Bag =>
  Object.fromEntries(Object.entries(bag).map(([key, value]) => [key, opened(value)]));

/** A resource of a recorded state, with its secrets as a provider gets them. */
function readResource(file: string): Resource {
  const { urn, type, id, inputs, outputs, dependencies, initErrors } = Recorded.parse(
    JSON.parse(readFileSync(file, "utf8")),
  );
  return {
    kind: Kind.parse(type),
    name: nameOf(urn),
    id,
    inputs: openedBag(inputs),
    outputs: openedBag(outputs),
    dependencies: dependencies.map(nameOf),
    initErrors,
  };
}

/** The plugin names a class's handler in a state, and didn't always. */
const withoutHandler = (resource: Resource): Resource => {
  const { __provider: _, ...inputs } = resource.inputs;
  const { __provider: __, ...outputs } = resource.outputs;
  return { ...resource, inputs, outputs };
};
const ofPlugin = releases.map(
  (release) => [`the plugin in release ${release}`, release, withoutHandler] as const,
);
const written = [
  ...releases.map((release) => [`release ${release}`, release, (resource: Resource) => resource] as const),
  ...(throughPlugin ? ofPlugin : []),
];

describe.each(written)("states that %s wrote", (_writer, release, asWritten) => {
  let place: string;
  let engine: MiniEngine;
  const recorded = readdirSync(join(folder, release))
    .filter((name) => name.endsWith(".json") && !name.startsWith("provider-"))
    .map((name) => asWritten(readResource(join(folder, release, name))));
  const inOrder = [...recorded].sort((one, other) => one.dependencies.length - other.dependencies.length);

  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), "tencentrtc-fixtures-"));
    for (const file of ["backend.db", "backend.db.key"])
      cpSync(join(folder, release, file), join(place, file));
    chmodSync(join(place, "backend.db.key"), 0o600);
    engine = new MiniEngine({ config: { "tencentrtc:endpoint": `file:${join(place, "backend.db")}` } });
    engine.state = new Map(inOrder.map((resource) => [resource.name, resource]));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true }));

  /** The program that the states came from, as their inputs tell. */
  const program = (change: (resource: Resource) => object = () => ({})): Declared[] =>
    inOrder.map((resource) => {
      const visible = Object.entries(resource.inputs).filter(([key]) => !key.startsWith("__"));
      const { kind, name, dependencies } = resource;
      return {
        kind,
        name,
        inputs: { ...Object.fromEntries(visible), ...change(resource) },
        dependsOn: dependencies,
      };
    });
  const unfinished = (name: string): boolean => engine.resource(name).initErrors.length > 0;

  test("cover every kind that it had, adopted and half-made ones too", () => {
    const names = kinds.map(({ name }) => name).filter((name) => !cameLater[release]?.includes(name));
    expect(new Set(recorded.map(({ kind }) => kind))).toEqual(new Set(names));
    expect(recorded.some(({ inputs }) => inputs.adopt !== undefined)).toBe(true);
    expect(recorded.some(({ initErrors }) => initErrors.length > 0)).toBe(true);
  });

  test("are planned as they are: nothing changes but what is half-made", async () => {
    const { ops, faults } = await engine.preview(program());
    expect(faults).toEqual([]);
    for (const { name } of recorded)
      expect([name, ops[name]]).toEqual([name, unfinished(name) ? "update" : "same"]);
  });

  test("are read without a drift and without a loss", async () => {
    const before = new Map(engine.state);
    const { changed, errors, ops } = await engine.refresh();
    expect(errors).toEqual({});
    for (const { name, outputs, initErrors } of before.values()) {
      expect([name, ops[name]]).toEqual([name, "read"]);
      if (initErrors.length > 0) continue;
      expect([name, changed[name]]).toEqual([name, []]);
      // Tags of others were shown before 0.1.0 was out, and only those: their resources show them.
      const { allTags: _, __unmanaged: unmanagedThen, ...others } = outputs;
      const { __unmanaged, ...rest } = engine.resource(name).outputs;
      // A later release may know more; nothing else that was there changes.
      expect(rest).toMatchObject({ ...others, __schemaVersion: schemaVersion });
      if (unmanagedThen) expect(__unmanaged).toEqual(expect.arrayContaining(Object(unmanagedThen)));
    }
  });

  test("are finished, changed and settled", async () => {
    const changed = program(({ kind }) => (kind === "Application" ? { description: "later" } : {}));
    expect(await engine.up(changed)).toMatchObject({ faults: [] });
    const { ops } = await engine.preview(changed);
    expect(new Set(Object.values(ops))).toEqual(new Set(["same"]));
    expect((await engine.refresh()).errors).toEqual({});
  });

  test("are replaced where their region changes", async () => {
    const moved = program(({ name }) => (name === "application-full" ? { region: "jakarta" } : {}));
    expect(await engine.up(moved)).toMatchObject({ ops: { "application-full": "replace" }, faults: [] });
  });

  test("are destroyed; what was adopted stays", async () => {
    const adopted = recorded.filter(
      ({ kind, inputs }) => kind === "Application" && inputs.adopt !== undefined,
    );
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(engine.state.size).toBe(0);
    const again = adopted.map(({ id, name, kind }): Declared => ({ kind, name, inputs: { adopt: id } }));
    expect(await engine.up(again)).toMatchObject({ faults: [] });
  });
});

describe("the version of a state", () => {
  const [kind] = kinds;
  if (!kind) throw new Error("there are no kinds");

  test("newer than this release is refused by name", () => {
    expect(() => upgradeState(kind, { __schemaVersion: schemaVersion + 1 })).toThrow(UserError);
    expect(() => upgradeState(kind, { __schemaVersion: schemaVersion + 1 })).toThrow(
      /newer release of pulumi-tencentrtc/,
    );
  });

  test("of today, or none at all, is taken as it is", () => {
    for (const state of [{ __schemaVersion: schemaVersion, name: "a" }, { name: "a" }]) {
      expect(upgradeState(kind, state)).toBe(state);
    }
  });

  test("older than this release is raised step by step", () => {
    const steps = { [schemaVersion - 1]: (state: object) => ({ ...state, title: "old" }) };
    expect(upgradeState({ ...kind, upgrades: steps }, { __schemaVersion: schemaVersion - 1 })).toEqual({
      __schemaVersion: schemaVersion,
      title: "old",
    });
  });

  test("that a run can't read stops every verb and changes nothing", async () => {
    const engine = new MiniEngine({ config: { "tencentrtc:endpoint": "file:/nowhere/backend.db" } });
    const [first] = releases;
    const old = readResource(join(folder, first ?? "", "application.json"));
    engine.state = new Map([["application", { ...old, outputs: { ...old.outputs, __schemaVersion: 99 } }]]);
    const before = engine.state;
    expect(Object.values((await engine.refresh()).errors)).toHaveLength(1);
    expect(Object.values((await engine.destroy()).errors)).toHaveLength(1);
    expect(engine.state).toEqual(before);
  });
});
