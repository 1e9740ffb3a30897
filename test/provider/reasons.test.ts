import { metaAt, metaOf } from "../../provider/lifecycle/properties/meta";
import { fieldsWith, unionOf } from "../../provider/lifecycle/properties/variants";
import { kinds } from "../../provider/resources";
import { Backend } from "./backend";
import {
  adminAccount,
  application,
  type Declared,
  idOf,
  pushCertificate,
  subscription,
  tag,
  webhook,
} from "./engine/declarations";
import type { Result } from "./engine/results";
import { forms, p8, p8Form } from "./push-certificate/forms";

/** Every property that replaces, and every field of a form that does, with what its schema says of that. */
const reasons = new Map(
  kinds.flatMap((kind) =>
    Object.entries(kind.inputs.shape).flatMap(([property, schema]): [string, string | undefined][] => {
      const fields = [...(unionOf(schema)?.variants.values() ?? [])].flatMap((variant) =>
        fieldsWith(variant, "replaces").map((name): [string, string | undefined] => [
          `${kind.name}.${property}.${name}`,
          metaAt(variant, name)?.replaces,
        ]),
      );
      const { replaces } = metaOf(schema);
      return replaces === undefined ? fields : [[`${kind.name}.${property}`, replaces], ...fields];
    }),
  ),
);

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
});
afterAll(() => backend.close());

const products = { products: ["chat", "call", "live"] };
const [app, other] = [idOf("app"), idOf("other")];
/** A webhook waits for the package or the trial that its product needs. */
const two = (one: Declared) => [
  application("other", products),
  application("app", products),
  ...(one.dependsOn ?? []).map((name) => subscription(name, { application: app })),
  one,
];
const file = p8();
const admin = (more: object) => adminAccount("it", { application: app, userId: "ops", ...more });
const push = (platform: object, more: object = {}) =>
  pushCertificate("it", { application: app, platform: { ...platform }, ...more });
const trial = (more: object) => subscription("it", { application: app, ...more });
const pair = (more: object) => tag("it", { application: app, key: "team", value: "a", ...more });
const called = (more: object) => webhook("it", { application: app, ...more }, { dependsOn: ["trial"] });

/** What is declared before, and after. */
const rows: Readonly<Record<string, readonly [Declared, Declared]>> = {
  "Application.region": [application("it"), application("it", { region: "tokyo" })],
  "AdminAccount.application": [admin({}), admin({ application: other })],
  "AdminAccount.userId": [admin({}), admin({ userId: "others" })],
  "PushCertificate.application": [push(forms.huawei), push(forms.huawei, { application: other })],
  "PushCertificate.platform.vendor": [push(forms.huawei), push(p8Form({ file }))],
  "PushCertificate.platform.environment": [
    push(p8Form({ file })),
    push(p8Form({ file, environment: "development" })),
  ],
  "Subscription.application": [trial({}), trial({ application: other })],
  "Subscription.product": [trial({}), trial({ product: "live" })],
  "Tag.application": [pair({}), pair({ application: other })],
  "Tag.key": [pair({}), pair({ key: "cost" })],
  "Webhook.application": [called({}), called({ application: other })],
  "Webhook.product": [called({}), called({ product: "live" })],
};

const toldOf = ({ messages }: Result) =>
  messages.flatMap(({ level, text }) => (level === "warn" && text.startsWith("id-changes: ") ? [text] : []));

test("every property that replaces is tried here, and its schema says why", () => {
  expect(Object.keys(rows).sort()).toEqual([...reasons.keys()].sort());
  for (const reason of reasons.values()) expect(reason).toMatch(/^[A-Z].*: .*(replaces|lapses).*\.$/);
});

describe("a preview says for which property a resource is replaced, and what that means", () => {
  test.each(Object.entries(rows))("%s", async (name, [before, after]) => {
    const engine = backend.engine();
    expect((await engine.up(two(before))).faults).toEqual([]);
    const { id } = engine.resource("it");
    const planned = await engine.preview(two(after));
    expect(planned).toMatchObject({ ops: { it: "replace" }, faults: [] });
    const [told = "", ...others] = toldOf(planned);
    expect(others).toEqual([]);
    const [line, ...statements] = told.split("\n");
    expect(line).toBe(`id-changes: ${name.replace(`${before.kind}.`, "")} replaces ${before.kind} ${id}`);
    expect(statements[0]).toBe(reasons.get(name));
  });

  test("for each of two, and of an update for none", async () => {
    const engine = backend.engine();
    await engine.up(two(pair({})));
    const { id } = engine.resource("it");
    expect(toldOf(await engine.preview(two(pair({ application: other, key: "cost" }))))).toEqual([
      `id-changes: application replaces Tag ${id}\n${reasons.get("Tag.application")}`,
      `id-changes: key replaces Tag ${id}\n${reasons.get("Tag.key")}`,
    ]);
    expect(toldOf(await engine.preview(two(pair({ value: "b" }))))).toEqual([]);
  });

  test("of what goes with its application, too", async () => {
    const engine = backend.engine();
    const program = (region: string) => [application("app", { region }), admin({})];
    await engine.up(program("tokyo"));
    const told = toldOf(await engine.preview(program("seoul"))).map((text) => text.split("\n")[0]);
    expect(told).toEqual([
      `id-changes: region replaces Application ${engine.resource("app").id}`,
      `id-changes: application replaces AdminAccount ${engine.resource("it").id}`,
    ]);
  });
});
