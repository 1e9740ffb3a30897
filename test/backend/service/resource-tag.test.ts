import { createHash } from "node:crypto";
import {
  applicationResource,
  DeleteApplication,
  DescribeResourceTagsByResourceIds,
  DescribeTags,
  ModifyResourceTags,
  TagResources,
  UnTagResources,
} from "../../../backend/api";
import { Backend, uin } from "./backend";

let backend: Backend;
let one: number;
let two: number;
beforeEach(async () => {
  backend = await Backend.open();
  one = (await backend.create()).SdkAppId;
  two = (await backend.create()).SdkAppId;
});
afterEach(() => backend.close());

const pair = (TagKey: string, TagValue = "v") => ({ TagKey, TagValue });
const many = (count: number, prefix = "k") =>
  Array.from({ length: count }, (_, index) => pair(`${prefix}${index}`));
const tag = (id: number, ...Tags: { TagKey: string; TagValue: string }[]) =>
  backend.call(ModifyResourceTags, { Resource: backend.resource(id), ReplaceTags: Tags });

async function tagsOf(id: number, ServiceType = "im"): Promise<string[]> {
  const { Tags } = await backend.call(DescribeResourceTagsByResourceIds, {
    ServiceType,
    ResourcePrefix: "sdkappid",
    ResourceIds: [String(id)],
    Limit: 1_000,
  });
  return Tags.map(({ TagKey, TagValue }) => `${TagKey}=${TagValue}`);
}

describe("TagResources", () => {
  test("makes missing pairs, binds them, and overwrites the value of a key", async () => {
    await tag(one, pair("team", "old"));
    const ResourceList = [backend.resource(one), backend.resource(two)];
    const answer = await backend.call(TagResources, {
      ResourceList,
      Tags: [pair("team", "new"), pair("env")],
    });
    expect(answer.FailedResources).toEqual([]);
    expect(await tagsOf(one)).toEqual(["env=v", "team=new"]);
    expect(await tagsOf(two)).toEqual(["env=v", "team=new"]);
    expect((await backend.call(DescribeTags, {})).TotalCount).toBe(3);
  });

  test("succeeds with partial failures inside, and those that fail are as they were", async () => {
    await backend.disable(two);
    await backend.call(DeleteApplication, { SdkAppId: two });
    const full = (await backend.create()).SdkAppId;
    for (let index = 0; index < 5; index += 1) await tag(full, ...many(10, `k${index}x`));
    const ResourceList = [one, two, full, 1400000000].map((id) => backend.resource(id));
    const { FailedResources } = await backend.call(TagResources, { ResourceList, Tags: [pair("team")] });
    expect(FailedResources.map(({ Resource, Code }) => [Resource, Code])).toEqual([
      [backend.resource(two), "OperationDenied.ApplicationDeleting"],
      [backend.resource(full), "LimitExceeded.ResourceAttachedTags"],
      [backend.resource(1400000000), "InvalidParameterValue.ResourceIdInvalid"],
    ]);
    expect(await tagsOf(one)).toEqual(["team=v"]);
    expect(await tagsOf(full)).toHaveLength(50);
  });

  test.each([
    [
      "eleven resources",
      many(11).map((_, index) => index + 1),
      [pair("a")],
      "LimitExceeded.ResourceNumPerRequest",
    ],
    ["no resource", [], [pair("a")], "InvalidParameter"],
    ["eleven tags", [1], many(11), "LimitExceeded.TagNumPerRequest"],
    ["no tag", [1], [], "InvalidParameter"],
    ["a key twice", [1], [pair("a"), pair("a", "w")], "InvalidParameterValue.TagKeyDuplicate"],
    ["a reserved key", [1], [pair("qcloud")], "InvalidParameter.ReservedTagKey"],
    ["a long key", [1], [pair("k".repeat(128))], "InvalidParameterValue.TagKeyLengthExceeded"],
    ["an empty value", [1], [pair("k", "")], "InvalidParameterValue.TagValueEmpty"],
  ])("refuses %s: %s", async (_what, ids, Tags, code) => {
    const ResourceList = ids.map((id) => applicationResource(uin, id));
    expect((await backend.refusal(TagResources, { ResourceList, Tags })).code).toBe(code);
  });

  test.each([
    ["nonsense", "InvalidParameterValue.ResourceDescriptionError"],
    ["qcs::im::uin/2:sdkappid/1999000001", "InvalidParameterValue.UinInvalid"],
    ["qcs::cim::uin/100000000001:sdkappid/1999000001", "InvalidParameterValue.ServiceTypeInvalid"],
    ["qcs::im::uin/100000000001:app/1999000001", "InvalidParameterValue.ResourcePrefixInvalid"],
    ["qcs::im::uin/100000000001:sdkappid/one", "InvalidParameterValue.ResourceIdInvalid"],
  ])("refuses the resource %s: %s", async (Resource, code) => {
    const refusal = await backend.refusal(TagResources, { ResourceList: [Resource], Tags: [pair("a")] });
    expect(refusal).toMatchObject({ code, parameter: "ResourceList.0" });
  });
});

describe("UnTagResources", () => {
  test("takes keys off, also some that aren't there; the pairs stay in Tag Management", async () => {
    await tag(one, pair("a"), pair("b"));
    const request = { ResourceList: [backend.resource(one)], TagKeys: ["a", "nothing"] };
    expect(await backend.call(UnTagResources, request)).toEqual({ FailedResources: [] });
    expect(await tagsOf(one)).toEqual(["b=v"]);
    expect((await backend.call(DescribeTags, {})).TotalCount).toBe(2);
    expect(await backend.call(UnTagResources, request)).toEqual({ FailedResources: [] });
  });

  test.each([
    [[], "InvalidParameter"],
    [["a", "a"], "InvalidParameterValue.TagKeyDuplicate"],
    [[""], "InvalidParameterValue.TagKeyEmpty"],
    [many(11).map(({ TagKey }) => TagKey), "LimitExceeded.TagNumPerRequest"],
  ])("refuses %j", async (TagKeys, code) => {
    const refusal = await backend.refusal(UnTagResources, { ResourceList: [backend.resource(one)], TagKeys });
    expect(refusal.code).toBe(code);
  });
});

describe("ModifyResourceTags", () => {
  test("carries one difference out", async () => {
    await tag(one, pair("a"), pair("b"), pair("foreign"));
    const Resource = applicationResource(uin, one, "trtc");
    const ReplaceTags = [pair("b", "w"), pair("c")];
    await backend.call(ModifyResourceTags, { Resource, ReplaceTags, DeleteTags: [{ TagKey: "a" }] });
    expect(await tagsOf(one)).toEqual(["b=w", "c=v", "foreign=v"]);
  });

  test("both names of an application show the same tags", async () => {
    await tag(one, pair("a"));
    expect(await tagsOf(one, "trtc")).toEqual(await tagsOf(one, "im"));
  });

  test.each([
    ["no half", {}, "MissingParameter"],
    ["an empty half", { ReplaceTags: [] }, "InvalidParameter"],
    [
      "a key in both",
      { ReplaceTags: [pair("a")], DeleteTags: [{ TagKey: "a" }] },
      "InvalidParameterValue.DeleteTagsParamError",
    ],
    ["eleven", { ReplaceTags: many(11) }, "LimitExceeded.TagNumPerRequest"],
  ])("refuses %s", async (_what, difference, code) => {
    const refusal = await backend.refusal(ModifyResourceTags, {
      Resource: backend.resource(one),
      ...difference,
    });
    expect(refusal.code).toBe(code);
  });

  test("refuses the fifty-first tag and changes nothing", async () => {
    for (let index = 0; index < 5; index += 1) await tag(one, ...many(10, `k${index}x`));
    const Resource = backend.resource(one);
    const late = { Resource, ReplaceTags: [pair("x"), pair("y")], DeleteTags: [{ TagKey: "k0x0" }] };
    expect((await backend.refusal(ModifyResourceTags, late)).code).toBe("LimitExceeded.ResourceAttachedTags");
    expect(await tagsOf(one)).toHaveLength(50);
    await backend.call(ModifyResourceTags, { ...late, ReplaceTags: [pair("x")] });
    expect(await tagsOf(one)).toContain("x=v");
  });

  test("refuses an application that is gone as an id that is none", async () => {
    await backend.destroy(one);
    const refusal = await backend.refusal(ModifyResourceTags, {
      Resource: backend.resource(one),
      ReplaceTags: [pair("a")],
    });
    expect(refusal.code).toBe("InvalidParameterValue.ResourceIdInvalid");
  });
});

describe("DescribeResourceTagsByResourceIds", () => {
  const ask = (changes: object = {}) => ({
    ServiceType: "im",
    ResourcePrefix: "sdkappid",
    ResourceIds: [String(two), String(one)],
    ...changes,
  });

  const md5 = (text: string) => createHash("md5").update(text).digest("hex");
  const shown = (TagKey: string, id: number) => ({
    TagKey,
    TagValue: "v",
    ResourceId: String(id),
    TagKeyMd5: md5(TagKey),
    TagValueMd5: md5("v"),
    ServiceType: "im",
    Category: "Custom",
  });

  test("gives each tag with its application, by page", async () => {
    await tag(one, pair("a"), pair("b"));
    await tag(two, pair("c"));
    const whole = await backend.call(DescribeResourceTagsByResourceIds, ask());
    expect(whole).toEqual({
      TotalCount: 3,
      Offset: 0,
      Limit: 15,
      Tags: [shown("a", one), shown("b", one), shown("c", two)],
    });
    const page = await backend.call(DescribeResourceTagsByResourceIds, ask({ Offset: 2, Limit: 2 }));
    expect(page).toMatchObject({ TotalCount: 3, Tags: [{ TagKey: "c" }] });
  });

  test("shows nothing of an application that is gone, and no system tags", async () => {
    await tag(one, pair("a"));
    const system = await backend.call(DescribeResourceTagsByResourceIds, ask({ Category: "System" }));
    expect(system.TotalCount).toBe(0);
    await backend.destroy(one);
    expect(await backend.call(DescribeResourceTagsByResourceIds, ask())).toMatchObject({
      TotalCount: 0,
      Tags: [],
    });
  });

  test("shows nothing of another account", async () => {
    await tag(one, pair("a"));
    await backend.addAccount("200000000002");
    const answer = await backend.as("200000000002", DescribeResourceTagsByResourceIds, ask());
    expect(answer.TotalCount).toBe(0);
  });

  test.each([
    [{ ServiceType: "cim" }, "InvalidParameterValue.ServiceTypeInvalid"],
    [{ ResourcePrefix: "app" }, "InvalidParameterValue.ResourcePrefixInvalid"],
    [{ ResourceIds: ["one"] }, "InvalidParameterValue.ResourceIdInvalid"],
  ])("refuses %j", async (changes, code) => {
    expect((await backend.refusal(DescribeResourceTagsByResourceIds, ask(changes))).code).toBe(code);
  });
});
