import * as fc from "fast-check";
import { z } from "zod";
import { type ActionName, actions, isErrorCode } from "../../../backend/api";
import { inputs } from "../../depth";
import { send, signed } from "./requests";
import { Served } from "./served";

jest.setTimeout(300_000);

let served: Served;
let operator: Awaited<ReturnType<Served["addKey"]>>;
beforeAll(async () => {
  served = await Served.open({ RequestsPerSecond: 1_000_000 });
  operator = await served.addKey("admin");
});
afterAll(() => served.close());

/** Values as a JSON Schema describes them, and now and then what it doesn't. */
function fitting(schema: unknown): fc.Arbitrary<unknown> {
  const parsed = JsonSchema.safeParse(schema);
  if (!parsed.success) return fc.jsonValue();
  const { type, enum: values, oneOf, anyOf, items, properties = {}, minimum, maximum } = parsed.data;
  const any = fc.jsonValue({ maxDepth: 2 });
  const typed = (): fc.Arbitrary<unknown> => {
    if (values?.length) return fc.constantFrom(...values);
    const options = oneOf ?? anyOf;
    if (options?.length) return fc.oneof(...options.map(fitting));
    if (type === "string") return fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom(...tellingTexts));
    if (type === "boolean") return fc.boolean();
    if (type === "integer" || type === "number") {
      const [least, most] = [minimum ?? -10, maximum ?? 2_147_483_647];
      return fc.oneof(
        fc.integer({ min: Math.min(least, 0), max: Math.min(most, 2_147_483_647) }),
        fc.double(),
        fc.constantFrom(...knownIds),
      );
    }
    if (type === "array") return fc.array(fitting(items), { maxLength: 12 });
    if (type === "object") {
      return fc.record(
        Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, fitting(value)])),
        {
          requiredKeys: [],
        },
      );
    }
    return any;
  };
  return fc.oneof({ weight: 12, arbitrary: typed() }, { weight: 1, arbitrary: any });
}

const JsonSchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

const knownIds = [2_000_000_000, 2_000_000_001, 1, 0, -1, 4_294_967_295, 2 ** 53];
const tellingTexts = [
  "",
  "\0",
  "a\0b",
  "__proto__",
  "constructor",
  "\ud800",
  "' or 1=1 --",
  "im",
  "sdkappid",
  "2000000000",
  "qcs::im::uin/100000000002:sdkappid/2000000000",
  "team",
  "x".repeat(5_000),
];

const names = Object.keys(actions).filter((name): name is ActionName => name in actions);

test.each(names)("%s answers whatever fits its schema, and what doesn't, with an envelope", async (name) => {
  const action = actions[name];
  const schema = z.toJSONSchema(action.request, { io: "input" });
  await fc.assert(
    fc.asyncProperty(fitting(schema), fc.nat(), async (value, nonce) => {
      const wire = signed({
        url: served.url,
        action: name,
        version: action.version,
        key: action.access === "admin" ? operator : served.key,
        body: JSON.stringify(value) ?? "",
        now: served.now,
        more: [["x-nonce", String(nonce)]],
      });
      const answer = await send(served.url, wire);
      // Nothing of ours ever fails: neither the status nor the code says so.
      expect(answer.status).toBe(200);
      expect(answer.code).not.toBe("InternalError");
      expect(answer.code).not.toBe("ServiceUnavailable");
      if (answer.code !== undefined) {
        expect(isErrorCode(answer.code)).toBe(true);
        return;
      }
      const { RequestId: _, ...first } = JSON.parse(answer.body).Response;
      action.response.parse(first);
      if (action.access === "read") return;
      const again = await send(served.url, wire);
      expect(again).toMatchObject({ status: 200 });
      expect(again.code).not.toBe("InternalError");
      // A service of Tencent's takes it for another one.
      if (action.service !== "rtcapp") return;
      // The very same request once more changes nothing, and so says the same.
      const { RequestId: __, ...second } = JSON.parse(again.body).Response;
      expect(second).toEqual(first);
    }),
    { numRuns: inputs(100) },
  );
  // Faults and settings of one action must not hide the others' mistakes.
  await served.reset();
});
