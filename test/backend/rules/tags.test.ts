import fc from "fast-check";
import { ApiError, applicationResource, resourceServices } from "../../../backend/api";
import { parseApplicationResource, parseResourceId } from "../../../backend/rules/resource-names";
import { judgeBinding, judgeDifference, judgeKeys, judgePair, judgeTags } from "../../../backend/rules/tags";

const pair = (TagKey: string, TagValue = "v") => ({ TagKey, TagValue });
const many = (count: number, prefix = "k") =>
  Array.from({ length: count }, (_, index) => pair(`${prefix}${index}`));
const uin = "100000000001";

describe("a pair", () => {
  test.each([
    ["team", "support", undefined],
    ["团队", "客服", undefined],
    ["a b", "c d", undefined],
    ["k+-=._:/@()[],;><", "＋－＝／＠（）【】：", undefined],
    ["k".repeat(127), "v".repeat(255), undefined],
    ["e\u0301quipe", "v", undefined],
    ["👍", "v", "InvalidParameterValue.TagKeyCharacterIllegal"],
    ["", "v", "InvalidParameterValue.TagKeyEmpty"],
    ["k".repeat(128), "v", "InvalidParameterValue.TagKeyLengthExceeded"],
    ["a*b", "v", "InvalidParameterValue.TagKeyCharacterIllegal"],
    [" team", "v", "InvalidParameterValue.TagKeyCharacterIllegal"],
    ["a\u0000b", "v", "InvalidParameterValue.TagKeyCharacterIllegal"],
    ["qcs:x", "v", "InvalidParameterValue.ReservedTagKey"],
    ["QCloud", "v", "InvalidParameterValue.ReservedTagKey"],
    ["tencentX", "v", "InvalidParameterValue.ReservedTagKey"],
    ["Project", "v", "InvalidParameterValue.ReservedTagKey"],
    ["项目一", "v", "InvalidParameterValue.ReservedTagKey"],
    ["k", "", "InvalidParameterValue.TagValueEmpty"],
    ["k", "v".repeat(256), "InvalidParameterValue.TagValueLengthExceeded"],
    ["k", "a*b", "InvalidParameterValue.TagValueCharacterIllegal"],
    ["k", "v ", "InvalidParameterValue.TagValueCharacterIllegal"],
    ["k", "project", undefined],
  ])("%p = %p: %p", (key, value, code) => {
    expect(judgePair(pair(key, value))?.code).toBe(code);
  });
});

describe("tags of one request", () => {
  test.each([
    ["ten", many(10), undefined, undefined],
    ["none", [], "InvalidParameter", "Tags"],
    ["eleven", many(11), "LimitExceeded.TagNumPerRequest", "Tags"],
    ["a key twice", [pair("a"), pair("a")], "InvalidParameterValue.TagKeyDuplicate", "Tags.1.TagKey"],
    ["a reserved key", [pair("qcloud")], "InvalidParameter.ReservedTagKey", "Tags.0.TagKey"],
    ["an empty value", [pair("a", "")], "InvalidParameterValue.TagValueEmpty", "Tags.0.TagValue"],
    ["keys that differ in case", [pair("a"), pair("A")], undefined, undefined],
  ])("%s", (_what, tags, code, parameter) => {
    const judged = judgeTags(tags, "Tags");
    expect(judged?.code).toBe(code);
    expect(judged?.parameter).toBe(parameter);
  });

  test("keys to take off are judged alike", () => {
    expect(judgeKeys(["a", ""], (index) => `TagKeys.${index}`, "TagKeys")).toMatchObject({
      code: "InvalidParameterValue.TagKeyEmpty",
      parameter: "TagKeys.1",
    });
  });
});

describe("a difference", () => {
  test.each([
    ["nothing", undefined, undefined, "MissingParameter"],
    ["an empty half", [], undefined, "InvalidParameter"],
    ["both halves", [pair("a")], [pair("b")], undefined],
    ["ten in each", many(10), many(10, "other"), undefined],
    ["eleven to take off", undefined, many(11), "LimitExceeded.TagNumPerRequest"],
    ["a key in both", [pair("a")], [pair("a")], "InvalidParameterValue.DeleteTagsParamError"],
  ])("%s", (_what, replace, remove, code) => {
    expect(judgeDifference(replace, remove)?.code).toBe(code);
  });
});

describe("a resource has at most 50 tags", () => {
  test.each([
    ["the fiftieth", many(49), many(1, "new"), [], true],
    ["the fifty-first", many(50), many(1, "new"), [], false],
    ["another value of one it has", many(50), [pair("k0", "other")], [], true],
    ["one in the place of another", many(50), many(1, "new"), ["k0"], true],
  ])("%s", (_what, held, replace, remove, room) => {
    expect(judgeBinding(held, replace, remove)?.code).toBe(
      room ? undefined : "LimitExceeded.ResourceAttachedTags",
    );
  });
});

describe("six-segment names", () => {
  test("parse ∘ print is the identity", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4_294_967_295 }),
        fc.constantFrom(...resourceServices),
        (id, service) => {
          expect(parseApplicationResource(applicationResource(uin, id, service), uin, "R")).toBe(id);
        },
      ),
    );
  });

  test.each([
    ["nonsense", "InvalidParameterValue.ResourceDescriptionError"],
    ["qcs::im:ap-singapore:uin/100000000001:sdkappid/1", "InvalidParameterValue.ResourceDescriptionError"],
    ["qcs::im::uin/2:sdkappid/1", "InvalidParameterValue.UinInvalid"],
    ["qcs::cim::uin/100000000001:sdkappid/1", "InvalidParameterValue.ServiceTypeInvalid"],
    ["qcs::im::uin/100000000001:instance/1", "InvalidParameterValue.ResourcePrefixInvalid"],
    ["qcs::im::uin/100000000001:sdkappid/x1", "InvalidParameterValue.ResourceIdInvalid"],
    ["qcs::im::uin/100000000001:sdkappid/01", "InvalidParameterValue.ResourceIdInvalid"],
  ])("%s: %s", (name, code) => {
    expect(parseApplicationResource(name, uin, "Resource")).toMatchObject({ code, parameter: "Resource" });
  });

  test("no text makes parsing throw", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseResourceId(text, "ResourceIds.0");
        expect(typeof parsed === "number" || parsed instanceof ApiError).toBe(true);
      }),
    );
  });
});
