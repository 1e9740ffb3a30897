import { ClaimTrial, CreateAdminAccount } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { printPath } from "../../../ground/issue";
import { metaOf } from "../../../provider/lifecycle/properties/meta";
import { kinds } from "../../../provider/resources";
import { Backend } from "../backend";
import type { Declared, KindName } from "../engine/declarations";
import type { Config } from "../engine/provider-process";
import type { CheckFailed } from "../engine/results";

/** How the example in a failure's reason is to be used. */
export type Mend =
  /** It takes the value's place. */
  | "value"
  /** It takes the place of the key above the value. */
  | "key"
  /** It takes the place of what holds the value. */
  | "holder"
  /** The reason names the property that was meant. */
  | "rename"
  /** The reason says to leave the property out. */
  | "leave out";

type Path = readonly string[];

/** The SDKAppID of the examples, which stands for one that exists. */
const exampleId = "1400000001";

/** A form without a file. */
export const huawei = {
  vendor: "huawei",
  packageName: "com.example.shop",
  appId: "104512345",
  appSecret: "3f9a0c57d1e84b62",
};

/** Tests that an input fails at check, in the preview and in the run alike, and that following the reason mends it. */
export function refusals(
  kind: KindName,
  config: Config = {},
): (title: string, inputs: Bag, path: Path, mend?: Mend) => void {
  let backend: Backend;
  let application: string;
  beforeAll(async () => {
    backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
    const SdkAppId = await backend.create({ Region: "singapore", Products: ["chat", "call"] });
    application = String(SdkAppId);
    await backend.call(CreateAdminAccount, { SdkAppId, UserId: "existing" });
    await backend.call(ClaimTrial, { SdkAppId, Product: "call-pack" });
  });
  afterAll(() => backend.close());

  const programOf = (inputs: Bag): Declared[] => {
    const base: Record<KindName, Bag> = {
      Application: { products: ["chat"], region: "singapore" },
      AdminAccount: { application, userId: "ops" },
      PushCertificate: { application, platform: huawei },
      Subscription: { application, product: "call", edition: "free-trial" },
      Tag: { application, key: "team", value: "support" },
      Webhook: {
        application,
        product: "call",
        url: "https://example.com/calls",
        events: ["Call.CallbackAfterEndCall"],
      },
    };
    return [{ kind, name: "subject", inputs: { ...base[kind], ...inputs } }];
  };

  return (title, inputs, path, mend = "value") =>
    test(`${title} is refused at ${printPath(path)}`, async () => {
      const engine = backend.engine(config);
      for (const run of [await engine.preview(programOf(inputs)), await engine.up(programOf(inputs))]) {
        expect([run.writes, run.errors]).toEqual([[], {}]);
        expect(run.failures.map(pathOf)).toEqual([printPath(path)]);
      }
      const { failures } = await engine.preview(programOf(inputs));
      const said = failures[0]?.reason.replace(exampleId, application) ?? "";
      const mended = mend === "leave out" ? without(inputs, path) : follow(kind, inputs, path, said, mend);
      expect(await engine.preview(programOf(mended))).toMatchObject({
        ops: { subject: "create" },
        failures: [],
      });
    });
}

const nestedPath = /^((?:[\w.-]|\["(?:[^"\\]|\\.)*"\])+): /;

/** A plain property is named to the engine; of anything deeper the path begins the reason. */
export function pathOf({ property, reason }: CheckFailed): string {
  return property === "" ? (nestedPath.exec(reason)?.[1] ?? "") : property;
}

function follow(kind: KindName, inputs: Bag, path: Path, reason: string, mend: Mend): Bag {
  if (mend === "rename") {
    const meant = /did you mean "(\w+)"/.exec(reason)?.[1] ?? "";
    return { ...without(inputs, path), [meant]: exampleOf(kind, meant) };
  }
  const literal = /for example (\[.*?\]|\{.*?\}|"[^"]*")/.exec(reason)?.[1];
  const example: unknown = literal === undefined ? exampleOf(kind, path[0] ?? "") : JSON.parse(literal);
  if (mend === "key") return placed(without(inputs, path), [...path.slice(0, -1), String(example)], "v");
  return placed(inputs, mend === "holder" ? path.slice(0, -1) : path, example);
}

/** The example that the property's own description gives. */
function exampleOf(kind: KindName, property: string): unknown {
  const schema = kinds.find((one) => one.name === kind)?.inputs.shape[property];
  if (!schema) throw new Error(`${kind} has no ${property}`);
  return metaOf(schema).example;
}

/** A copy with `value` at `path`. */
function placed(bag: Bag, [first = "", ...rest]: Path, value: unknown): Bag {
  if (rest.length === 0) return { ...bag, [first]: value };
  const inner = bag[first];
  if (Array.isArray(inner)) {
    return { ...bag, [first]: inner.map((one, index) => (String(index) === rest[0] ? value : one)) };
  }
  return { ...bag, [first]: placed(Object(inner), rest, value) };
}

/** A copy without what is at `path`. */
function without(bag: Bag, [first = "", ...rest]: Path): Bag {
  const { [first]: inner, ...others } = bag;
  return rest.length === 0 ? others : { ...others, [first]: without(Object(inner), rest) };
}
