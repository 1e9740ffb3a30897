import { CreateTag, DeleteTag, DescribeTags, TagResources } from "../../../backend/api";
import { Backend } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const pair = (TagKey: string, TagValue: string) => ({ TagKey, TagValue });
const listed = async (request: Parameters<typeof DescribeTags.request.parse>[0] = {}) =>
  (await backend.call(DescribeTags, DescribeTags.request.parse(request))).Tags.map(
    ({ TagKey, TagValue, CanDelete }) => `${TagKey}=${TagValue} ${CanDelete}`,
  );

describe("CreateTag", () => {
  test.each([
    ["", "v", "InvalidParameterValue.TagKeyEmpty"],
    ["k".repeat(128), "v", "InvalidParameterValue.TagKeyLengthExceeded"],
    ["a*b", "v", "InvalidParameterValue.TagKeyCharacterIllegal"],
    ["qcs:k", "v", "InvalidParameterValue.ReservedTagKey"],
    ["k", "", "InvalidParameterValue.TagValueEmpty"],
    ["k", "v".repeat(256), "InvalidParameterValue.TagValueLengthExceeded"],
    ["k", "a*b", "InvalidParameterValue.TagValueCharacterIllegal"],
  ])("%p=%p: %s", async (key, value, code) => {
    expect((await backend.refusal(CreateTag, pair(key, value))).code).toBe(code);
  });

  test("refuses a pair that exists; another value or another case is another pair", async () => {
    await backend.call(CreateTag, pair("team", "a"));
    expect((await backend.refusal(CreateTag, pair("team", "a"))).code).toBe("ResourceInUse.TagDuplicate");
    await backend.call(CreateTag, pair("team", "b"));
    await backend.call(CreateTag, pair("Team", "a"));
    expect(await listed()).toEqual(["Team=a 1", "team=a 1", "team=b 1"]);
  });
});

describe("DeleteTag", () => {
  test("takes a pair away, once", async () => {
    await backend.call(CreateTag, pair("team", "a"));
    await backend.call(DeleteTag, pair("team", "a"));
    expect((await backend.refusal(DeleteTag, pair("team", "a"))).code).toBe("ResourceNotFound.TagNonExist");
  });

  test("is refused while an application has the pair", async () => {
    const { SdkAppId } = await backend.create();
    await backend.call(TagResources, {
      ResourceList: [backend.resource(SdkAppId)],
      Tags: [pair("team", "a")],
    });
    expect(await listed()).toEqual(["team=a 0"]);
    expect((await backend.refusal(DeleteTag, pair("team", "a"))).code).toBe(
      "FailedOperation.TagAttachedResource",
    );
    await backend.destroy(SdkAppId);
    expect(await listed()).toEqual(["team=a 1"]);
    await backend.call(DeleteTag, pair("team", "a"));
  });
});

describe("DescribeTags", () => {
  beforeEach(async () => {
    for (const [key, value] of [
      ["a", "1"],
      ["a", "2"],
      ["b", "1"],
    ] as const) {
      await backend.call(CreateTag, pair(key, value));
    }
  });

  test.each([
    [{}, ["a=1 1", "a=2 1", "b=1 1"]],
    [{ TagKey: "a" }, ["a=1 1", "a=2 1"]],
    [{ TagValue: "1" }, ["a=1 1", "b=1 1"]],
    [{ TagKey: "a", TagValue: "2" }, ["a=2 1"]],
    [{ TagKey: "A" }, []],
    [{ Offset: 2, Limit: 2 }, ["b=1 1"]],
  ])("%p", async (request, expected) => {
    expect(await listed(request)).toEqual(expected);
  });

  test("refuses an Offset between pages", async () => {
    const refusal = await backend.refusal(DescribeTags, { Offset: 1, Limit: 2 });
    expect(refusal.code).toBe("InvalidParameterValue.OffsetInvalid");
  });

  test("counts all pairs, not those of the page", async () => {
    expect(await backend.call(DescribeTags, { Limit: 1 })).toMatchObject({
      TotalCount: 3,
      Offset: 0,
      Limit: 1,
    });
  });
});
