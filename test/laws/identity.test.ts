import fc from "fast-check";
import { TagKey, UserId } from "../../backend/api";
import { UserError } from "../../ground/errors";
import {
  parentsFromUrn,
  parseDeclaration,
  printDeclaration,
  urnOf,
} from "../../provider/lifecycle/run/declaration";
import { parseApplicationId, parseChildId } from "../../provider/resources/application/id";
import { inputs } from "../depth";
import { Backend } from "../provider/backend";
import { adminAccount, application, idOf, tag } from "../provider/engine/declarations";

const key = fc
  .string({ minLength: 1, maxLength: 20, unit: "grapheme" })
  .filter((text) => TagKey.safeParse(text).success);
const userId = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);
const sdkAppId = fc.integer({ min: 1, max: 4_294_967_295 });

describe("ids", () => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await Backend.open({ PaidUpgradeCall: "self-service" });
  });
  afterAll(() => backend.close());

  test("of applications: parse ∘ print = id", () => {
    fc.assert(fc.property(sdkAppId, (id) => parseApplicationId(String(id)) === id));
  });

  test("of children: parse ∘ print = id, whatever the key", () => {
    fc.assert(
      fc.property(sdkAppId, fc.oneof(key, userId), (id, text) => {
        const { sdkAppId: parsed, rest } = parseChildId(`${id}/${encodeURIComponent(text)}`, { form: "" });
        return parsed === id && decodeURIComponent(rest) === text;
      }),
    );
  });

  test("any text is an id or a mistake of the user's, never of ours", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(String(parseApplicationId(text))).toBe(text);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });

  test("a tag of any legal key is found again under its id", async () => {
    const engine = backend.engine();
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { minLength: 1, maxLength: 8 }), userId, async (keys, user) => {
        const program = [
          application("app"),
          adminAccount("account", { application: idOf("app"), userId: user }),
          ...keys.map((one) => tag(`tag ${one}`, { application: idOf("app"), key: one, value: "v" })),
        ];
        expect(await engine.up(program)).toMatchObject({ faults: [] });
        const app = engine.resource("app").id;
        expect(engine.resource("account").id).toBe(`${app}/${user}`);
        for (const one of keys)
          expect(engine.resource(`tag ${one}`).id).toBe(`${app}/${encodeURIComponent(one)}`);
        const { changed, ops } = await engine.refresh();
        expect(Object.values(changed).flat()).toEqual([]);
        expect(Object.values(ops)).not.toContain("drop");
        expect(await backend.tags(app)).toEqual(Object.fromEntries(keys.map((one) => [one, "v"])));
      }),
      { numRuns: inputs(20) },
    );
  });

  test("the default account's name and any legal one pass the rule that the backend has", () => {
    fc.assert(fc.property(userId, (text) => UserId.safeParse(text).success));
  });
});

describe("declarations", () => {
  const part = fc.stringMatching(/^[a-z0-9_.-]{1,12}$/);
  const name = fc.string({ minLength: 1 });
  const parents = fc.constantFrom("", "my:mod:Team", "my:mod:Team$my:mod:Group");
  const parts = fc.record({ organization: part, stack: part, project: part, parents, name });

  test("parse ∘ print = parts, whatever the name holds", () => {
    fc.assert(
      fc.property(parts, (given) => expect(parseDeclaration(printDeclaration(given))).toEqual(given)),
    );
  });

  test("a child's parents are found in its parent's URN", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const urn = urnOf(given, "my:mod:Unit");
        const expected = given.parents === "" ? "my:mod:Unit" : `${given.parents}$my:mod:Unit`;
        return parentsFromUrn(urn) === expected;
      }),
    );
  });

  test("no two print the same", () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        return printDeclaration(one) !== printDeclaration(other);
      }),
    );
  });
});
