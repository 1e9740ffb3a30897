import { cim, tag, trtc } from "tencentcloud-sdk-nodejs";
import { CreateApplication, isActionName, SimulateRoom } from "../../../backend/api";
import { options, Served } from "./served";

let served: Served;
beforeAll(async () => {
  served = await Served.open({ RequestsPerSecond: 1_000 });
  // The SDK's clock is the machine's.
  served.now = Date.now();
});
afterAll(() => served.close());

const profileFor = (url: string) => ({
  credential: { secretId: served.key.secretId, secretKey: served.key.secretKey },
  region: "ap-guangzhou",
  profile: { httpProfile: { endpoint: new URL(url).host, protocol: "http://" } },
});

const tagClient = () => new tag.v20180813.Client(profileFor(served.url));

const newApplication = async () => {
  const made = await served
    .transport()
    .call(CreateApplication, { Name: "app", Region: "tokyo", Products: ["chat"] }, options());
  return made.SdkAppId;
};

test("Tencent's SDK for Node makes, lists and deletes a tag", async () => {
  const client = tagClient();
  await client.CreateTag({ TagKey: "env", TagValue: "prod" });
  const listed = await client.DescribeTags({ TagKey: "env", Offset: 0, Limit: 10 });
  expect(listed).toMatchObject({ TotalCount: 1, Tags: [{ TagKey: "env", TagValue: "prod", CanDelete: 1 }] });
  expect(listed.RequestId).toMatch(/^[0-9a-f-]{36}$/);
  await client.DeleteTag({ TagKey: "env", TagValue: "prod" });
  await expect(client.DeleteTag({ TagKey: "env", TagValue: "other" })).rejects.toMatchObject({
    code: "ResourceNotFound.TagNonExist",
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

test("it tags an application by its six-segment name", async () => {
  const id = await newApplication();
  const resource = `qcs::im::uin/${served.key.uin}:sdkappid/${id}`;
  const client = tagClient();
  const outcome = await client.TagResources({
    ResourceList: [resource, `qcs::im::uin/${served.key.uin}:sdkappid/1`],
    Tags: [{ TagKey: "team", TagValue: "支持" }],
  });
  expect(outcome.FailedResources).toMatchObject([{ Code: "InvalidParameterValue.ResourceIdInvalid" }]);
  const listed = await client.DescribeResourceTagsByResourceIds({
    ServiceType: "im",
    ResourcePrefix: "sdkappid",
    ResourceIds: [String(id)],
    ResourceRegion: "",
  });
  expect(listed.Tags).toMatchObject([{ TagKey: "team", TagValue: "支持", ResourceId: String(id) }]);
});

test("it lists the SDKAppIDs of the account, without parameters", async () => {
  const id = await newApplication();
  const client = new cim.v20190318.Client(profileFor(served.url));
  expect((await client.DescribeSdkAppid(null)).SdkAppids).toContain(id);
});

test("it lists rooms, removes a user from one and dismisses it", async () => {
  const { SdkAppId } = await served
    .transport()
    .call(CreateApplication, { Name: "app", Region: "tokyo", Products: ["rtc-engine"] }, options());
  await served.admin(SimulateRoom, { SdkAppId, RoomId: "standup", UserIds: ["ann", "bob"] });
  const client = new trtc.v20190722.Client(profileFor(served.url));
  const StartTime = Math.floor(served.now / 1_000) - 3_600;
  const about = { SdkAppId, StartTime, EndTime: StartTime + 7_200 };
  const open = { RoomString: "standup", IsFinished: false };
  expect((await client.DescribeRoomInfo(about)).RoomList).toMatchObject([open]);
  await client.RemoveUserByStrRoomId({ SdkAppId, RoomId: "standup", UserIds: ["ann"] });
  await client.DismissRoomByStrRoomId({ SdkAppId, RoomId: "standup" });
  const { Total, RoomList } = await client.DescribeRoomInfo({ ...about, PageNumber: 0, PageSize: 10 });
  expect({ Total, RoomList }).toMatchObject({ Total: 1, RoomList: [{ ...open, IsFinished: true }] });
  await expect(client.DismissRoom({ SdkAppId, RoomId: 7 })).rejects.toMatchObject({
    code: expect.stringMatching(/Room/),
  });
});

test("a wrong key is refused in its words", async () => {
  const profile = profileFor(served.url);
  const client = new tag.v20180813.Client({
    ...profile,
    credential: { ...profile.credential, secretKey: "wrong" },
  });
  await expect(client.DescribeTags({})).rejects.toMatchObject({ code: "AuthFailure.SignatureFailure" });
});

describe("every tag action of the emulation, through the SDK", () => {
  const client = () => tagClient();
  const refused = (code: string) => expect.objectContaining({ code });
  let resource: string;
  let id: string;
  beforeAll(async () => {
    id = String(await newApplication());
    resource = `qcs::trtc::uin/${served.key.uin}:sdkappid/${id}`;
  });

  test("CreateTags and DeleteTags make and take all or none", async () => {
    const Tags = ["a", "b"].map((TagValue) => ({ TagKey: "many", TagValue }));
    await client().CreateTags({ Tags });
    await expect(client().CreateTags({ Tags: [{ TagKey: "many", TagValue: "c" }, ...Tags] })).rejects.toEqual(
      refused("ResourceInUse.TagDuplicate"),
    );
    expect((await client().DescribeTags({ TagKeys: ["many"] })).TotalCount).toBe(2);
    await client().DeleteTags({ Tags });
    await expect(client().DeleteTags({ Tags })).rejects.toEqual(refused("ResourceNotFound.TagNonExist"));
    const eleven = Array.from({ length: 11 }, (_, index) => ({ TagKey: "n", TagValue: String(index) }));
    await expect(client().CreateTags({ Tags: eleven })).rejects.toEqual(
      refused("LimitExceeded.TagNumPerRequest"),
    );
  });

  test("the SDK has no action that isn't served", () => {
    const names = Object.getOwnPropertyNames(tag.v20180813.Client.prototype).filter(
      (name) => name !== "constructor",
    );
    expect(names).toHaveLength(31);
    expect(names.filter((name) => !isActionName(name))).toEqual([]);
  });

  test("AddProject, UpdateProject and DescribeProjects keep an account's projects", async () => {
    const page = { AllList: 0, Limit: 1_000, Offset: 0 };
    const { ProjectId = 0, IsNew } = await client().AddProject({ ProjectName: "shop", Info: "web" });
    expect({ ProjectId, IsNew }).toEqual({ ProjectId: 1_000_001, IsNew: 1 });
    await expect(client().AddProject({ ProjectName: "shop" })).rejects.toEqual(
      refused("InvalidParameter.ProjectNameExisted"),
    );
    const second = await client().AddProject({ ProjectName: "ops" });
    expect(second.ProjectId).toBe(1_000_002);
    await client().UpdateProject({ ProjectId, ProjectName: "store", Disable: 1 });
    expect(await client().DescribeProjects(page)).toMatchObject({
      Total: 1,
      Projects: [{ ProjectName: "ops" }],
    });
    const { Total, Projects } = await client().DescribeProjects({
      ...page,
      AllList: 1,
      ProjectName: "store",
    });
    expect({ Total, Projects }).toEqual({
      Total: 1,
      Projects: [
        {
          ProjectId,
          ProjectName: "store",
          CreatorUin: Number(served.key.uin),
          ProjectInfo: "web",
          CreateTime: new Date(served.now).toISOString(),
        },
      ],
    });
    await client().UpdateProject({ ProjectId, Disable: 0 });
    expect((await client().DescribeProjects({ ...page, Limit: 1, Offset: 1 })).Projects).toMatchObject([
      { ProjectName: "ops" },
    ]);
    await expect(client().UpdateProject({ ProjectId: 7, Info: "x" })).rejects.toEqual(
      refused("ResourceNotFound.RecordNotFound"),
    );
    await expect(client().UpdateProject({ ProjectId, ProjectName: "ops" })).rejects.toEqual(
      refused("InvalidParameter.ProjectNameExisted"),
    );
    await expect(client().DescribeProjects({ ...page, ProjectName: "ops\0" })).rejects.toEqual(
      refused("InvalidParameterValue"),
    );
  });

  test("AddResourceTag, UpdateResourceTagValue and DeleteResourceTag know whether the key is there", async () => {
    const tag = { TagKey: "one", TagValue: "1", Resource: resource };
    await expect(client().UpdateResourceTagValue(tag)).rejects.toEqual(
      refused("ResourceNotFound.AttachedTagKeyNotFound"),
    );
    await client().AddResourceTag(tag);
    await expect(client().AddResourceTag({ ...tag, TagValue: "3" })).rejects.toEqual(
      refused("ResourceInUse.TagKeyAttached"),
    );
    await client().UpdateResourceTagValue({ ...tag, TagValue: "2" });
    const { ResourceTagMappingList } = await client().GetResources({ ResourceList: [resource] });
    expect(ResourceTagMappingList).toMatchObject([
      { Resource: resource, Tags: [{ TagKey: "one", TagValue: "2" }] },
    ]);
    await client().DeleteResourceTag({ TagKey: "one", Resource: resource.replace("trtc", "im") });
    await expect(client().DeleteResourceTag({ TagKey: "one", Resource: resource })).rejects.toEqual(
      refused("ResourceNotFound.AttachedTagKeyNotFound"),
    );
  });

  test("AttachResourcesTag, ModifyResourcesTagValue and DetachResourcesTag change several at once or none", async () => {
    const ids = [id, String(await newApplication())];
    const several = { ServiceType: "im", ResourcePrefix: "sdkappid", ResourceIds: ids, TagKey: "crew" };
    await expect(client().ModifyResourcesTagValue({ ...several, TagValue: "x" })).rejects.toEqual(
      refused("ResourceNotFound.AttachedTagKeyNotFound"),
    );
    await expect(
      client().AttachResourcesTag({ ...several, ResourceIds: [id, "5"], TagValue: "a" }),
    ).rejects.toEqual(refused("InvalidParameterValue.ResourceIdInvalid"));
    expect(
      (await client().GetResources({ TagFilters: [{ TagKey: "crew" }] })).ResourceTagMappingList,
    ).toEqual([]);
    await client().AttachResourcesTag({ ...several, TagValue: "a" });
    await client().ModifyResourcesTagValue({ ...several, ResourceIds: [id], TagValue: "b" });
    const found = async (TagValue?: string[]) =>
      (await client().GetResources({ TagFilters: [{ TagKey: "crew", TagValue }] })).ResourceTagMappingList
        ?.length;
    expect([await found(), await found(["a"]), await found(["a", "b"]), await found(["c"])]).toEqual([
      2, 1, 2, 0,
    ]);
    await client().DetachResourcesTag(several);
    expect(await found()).toBe(0);
  });

  test("GetTags, GetTagKeys, GetTagValues and GetResources give every row once, page by page", async () => {
    const Tags = Array.from({ length: 7 }, (_, index) => ({
      TagKey: `page${index % 3}`,
      TagValue: `v${index}`,
    }));
    await client().CreateTags({ Tags });
    const TagKeys = ["page0", "page1", "page2"];
    const all = async <Row>(
      next: (PaginationToken: string) => Promise<{ PaginationToken?: string; rows: Row[] }>,
    ) => {
      const rows: Row[] = [];
      for (let token = "", pages = 0; pages < 20; pages += 1) {
        const page = await next(token);
        rows.push(...page.rows);
        token = page.PaginationToken ?? "";
        if (token === "") return rows;
      }
      throw new Error("the last page never came");
    };
    const listed = await all(async (PaginationToken) => {
      const page = await client().GetTags({ TagKeys, MaxResults: 2, PaginationToken });
      return { ...page, rows: page.Tags ?? [] };
    });
    expect(listed.map(({ TagKey, TagValue }) => `${TagKey}=${TagValue}`).sort()).toEqual(
      Tags.map(({ TagKey, TagValue }) => `${TagKey}=${TagValue}`).sort(),
    );
    const values = await client().GetTagValues({ TagKeys: ["page0"] });
    expect(values.Tags?.map(({ TagValue }) => TagValue)).toEqual(["v0", "v3", "v6"]);
    const keys = await all(async (PaginationToken) => {
      const page = await client().GetTagKeys({ MaxResults: 1, PaginationToken });
      return { ...page, rows: page.TagKeys ?? [] };
    });
    expect(keys.filter((key) => key.startsWith("page"))).toEqual(TagKeys);
    await expect(client().GetTags({ PaginationToken: "?" })).rejects.toEqual(
      refused("InvalidParameter.PaginationTokenInvalid"),
    );
    const seven = Array.from({ length: 7 }, (_, index) => ({ TagKey: `k${index}` }));
    await expect(client().GetResources({ TagFilters: seven })).rejects.toEqual(
      refused("InvalidParameterValue.TagFiltersLengthExceeded"),
    );
    expect((await client().GetTags({ Category: "System" })).Tags).toEqual([]);
  });

  describe("lists by offset", () => {
    const page = { Offset: 0, Limit: 10 };
    let other: string;
    beforeAll(async () => {
      other = String(await newApplication());
      const name = (sdkAppId: string) => `qcs::im::uin/${served.key.uin}:sdkappid/${sdkAppId}`;
      const put = (ids: string[], Tags: { TagKey: string; TagValue: string }[]) =>
        client().TagResources({ ResourceList: ids.map(name), Tags });
      await put([id], [{ TagKey: "list-a", TagValue: "1" }]);
      await put([id, other], [{ TagKey: "list-b", TagValue: "2" }]);
    });
    const tagged = (TagKey: string, TagValue: string) => ({ TagKey, TagValue, Category: "Custom" });

    test("DescribeTagKeys and DescribeTagValues give every one once", async () => {
      const keys: string[] = [];
      for (let Offset = 0; ; Offset += 2) {
        const { Tags = [], TotalCount } = await client().DescribeTagKeys({
          Offset,
          Limit: 2,
          ShowProject: 0,
        });
        keys.push(...Tags);
        if (Tags.length < 2) {
          expect(keys).toHaveLength(TotalCount ?? 0);
          break;
        }
      }
      expect(keys).toEqual([...new Set(keys)].sort());
      expect(keys).toEqual(expect.arrayContaining(["list-a", "list-b"]));
      const TagKeys = ["list-a", "list-b"];
      const both = { TotalCount: 2, Tags: [tagged("list-a", "1"), tagged("list-b", "2")] };
      expect(await client().DescribeTagValues({ TagKeys })).toMatchObject(both);
      expect(await client().DescribeTagValuesSeq({ TagKeys })).toMatchObject(both);
      expect(await client().DescribeTagKeys({ Category: "System" })).toMatchObject({
        TotalCount: 0,
        Tags: [],
      });
    });

    test("DescribeTags goes by TagKeys alone where both are given, as DescribeTagsSeq does", async () => {
      const request = { TagKey: "list-a", TagKeys: ["list-b"], ShowProject: 1 };
      for (const answer of [await client().DescribeTags(request), await client().DescribeTagsSeq(request)]) {
        expect(answer).toMatchObject({ TotalCount: 1, Tags: [{ TagKey: "list-b", CanDelete: 0 }] });
      }
    });

    test("DescribeResourceTags tells of one resource, and of all", async () => {
      const one = await client().DescribeResourceTags({ ServiceType: "im", ResourceId: other });
      expect(one).toMatchObject({
        TotalCount: 1,
        Rows: [{ ...tagged("list-b", "2"), ResourceId: other, ServiceType: "im" }],
      });
      const all = (await client().DescribeResourceTags({ Limit: 1_000 })).Rows ?? [];
      expect(all.filter(({ TagKey }) => TagKey === "list-b")).toHaveLength(2);
      const bySeq = {
        ServiceType: "im",
        ResourcePrefix: "sdkappid",
        ResourceRegion: "",
        ResourceIds: [other],
      };
      expect((await client().DescribeResourceTagsByResourceIdsSeq(bySeq)).Tags).toEqual(one.Rows);
    });

    test("DescribeResourceTagsByTagKeys leaves other keys out", async () => {
      const of = {
        ServiceType: "im",
        ResourcePrefix: "sdkappid",
        ResourceRegion: "",
        ResourceIds: [id, other],
      };
      expect(await client().DescribeResourceTagsByTagKeys({ ...of, TagKeys: ["list-a"] })).toMatchObject({
        TotalCount: 1,
        Limit: 400,
        Rows: [{ ResourceId: id, TagKeyValues: [tagged("list-a", "1")] }],
      });
    });

    test("DescribeResourcesByTags wants every filter, its Union any", async () => {
      const TagFilters = [{ TagKey: "list-a" }, { TagKey: "list-b", TagValue: ["2", "3"] }];
      const request = {
        TagFilters,
        ServiceType: "trtc",
        ResourcePrefix: "sdkappid",
        ResourceRegion: "",
        ...page,
      };
      const rows = async (union: boolean) => {
        const asked = union
          ? client().DescribeResourcesByTagsUnion(request)
          : client().DescribeResourcesByTags(request);
        return (await asked).Rows?.map(({ ResourceId, Tags }) => [ResourceId, Tags?.length]);
      };
      expect(await rows(false)).toEqual([[id, 2]]);
      expect(await rows(true)).toEqual([
        [id, 2],
        [other, 1],
      ]);
    });

    const off = { Offset: 3, Limit: 2 };
    test.each<[string, () => Promise<unknown>]>([
      ["DescribeTags", () => client().DescribeTags(off)],
      ["DescribeTagKeys", () => client().DescribeTagKeys(off)],
      ["DescribeTagValues", () => client().DescribeTagValues({ TagKeys: ["a"], ...off })],
      ["DescribeResourceTags", () => client().DescribeResourceTags(off)],
      [
        "DescribeResourcesByTags",
        () => client().DescribeResourcesByTags({ TagFilters: [{ TagKey: "a" }], ...off }),
      ],
      [
        "DescribeResourceTagsByResourceIds",
        () =>
          client().DescribeResourceTagsByResourceIds({
            ServiceType: "im",
            ResourcePrefix: "sdkappid",
            ResourceIds: ["1"],
            ResourceRegion: "",
            ...off,
          }),
      ],
    ])("%s refuses an offset between pages", async (_, ask) => {
      await expect(ask()).rejects.toEqual(refused("InvalidParameterValue.OffsetInvalid"));
    });
  });

  test("a rule is told in the field's words", async () => {
    const TagKeys = Array.from({ length: 21 }, (_, index) => `k${index}`);
    await expect(client().DescribeTags({ TagKeys })).rejects.toMatchObject({
      message: "TagKeys: must have at most 20 entries",
    });
    await expect(client().DescribeTags({ Limit: 0 })).rejects.toMatchObject({
      message: "Limit: must be at least 1",
    });
  });
});

describe("other ways that the SDK has to ask", () => {
  const clientWith = (profile: { signMethod?: "HmacSHA1" | "HmacSHA256"; reqMethod?: "GET" | "POST" }) => {
    const base = profileFor(served.url);
    const { signMethod, reqMethod } = profile;
    return new tag.v20180813.Client({
      ...base,
      profile: { signMethod, httpProfile: { ...base.profile.httpProfile, reqMethod } },
    });
  };

  test("GET with TC3 is answered, numbers and lists included, and changes things too", async () => {
    const client = clientWith({ reqMethod: "GET" });
    const Tags = [1, 2, 3].map((index) => ({ TagKey: "by-get", TagValue: `é = ${index}` }));
    await client.CreateTags({ Tags });
    const listed = await client.DescribeTags({ TagKeys: ["by-get"], Offset: 2, Limit: 2, ShowProject: 0 });
    expect(listed).toMatchObject({ TotalCount: 3, Tags: [{ TagKey: "by-get", TagValue: "é = 3" }] });
    expect((await client.DescribeTags({})).TotalCount).toBeGreaterThan(2);
    await expect(client.DeleteTag({ TagKey: "by-get", TagValue: "none" })).rejects.toMatchObject({
      code: "ResourceNotFound.TagNonExist",
    });
  });

  test.each(["HmacSHA1", "HmacSHA256"] as const)("%s is refused with what is taken", async (signMethod) => {
    for (const reqMethod of ["GET", "POST"] as const) {
      await expect(clientWith({ signMethod, reqMethod }).DescribeTags({})).rejects.toMatchObject({
        code: "AuthFailure.InvalidAuthorization",
        message: expect.stringContaining(`signed with ${signMethod}, and only TC3-HMAC-SHA256 is taken`),
      });
    }
  });
});
