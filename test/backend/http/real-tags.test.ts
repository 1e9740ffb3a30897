import { tag } from "tencentcloud-sdk-nodejs";
import {
  CreateApplication,
  DescribeResourceTagsByResourceIds,
  EnrolApplication,
  ModifyResourceTags,
  ModifySettings,
} from "../../../backend/api";
import { tencentIn } from "../../../backend/cloud";
import { addAccount, addRealAccount, createService } from "../../../backend/service";
import { Backend, requestId } from "../service/backend";
import { options, Served } from "./served";

/** A real account in a backend of its own, whose Tencent Cloud is a server that plays it. */
let served: Served;
let backend: Backend;
let sdkAppId: number;
beforeEach(async () => {
  served = await Served.open();
  served.now = Date.now();
  sdkAppId = await served.create();
  backend = await Backend.open();
  const { uin } = served.key;
  await addRealAccount(backend.store, { name: "prod", site: "international", uin, now: backend.now });
  await call(EnrolApplication, { SdkAppId: sdkAppId });
});
afterEach(async () => {
  await backend.close();
  await served.close();
});

const call: Backend["call"] = (action, request) => {
  const { uin, secretId, secretKey } = served.key;
  const environment = {
    TENCENTRTC_CLOUD_ENDPOINT: served.url,
    TENCENTRTC_CLOUD_SECRET_ID: secretId,
    TENCENTRTC_CLOUD_SECRET_KEY: secretKey,
  };
  const service = createService(backend.store, {
    now: () => new Date(backend.now),
    tencent: () => tencentIn(environment),
  });
  return service.call(action, request, { uin, actor: { kind: "provider" }, requestId });
};
const named = (service = "im", id = sdkAppId) => `qcs::${service}::uin/${served.key.uin}:sdkappid/${id}`;
const put = (TagValue: string, id = sdkAppId) =>
  call(ModifyResourceTags, { Resource: named("im", id), ReplaceTags: [{ TagKey: "team", TagValue }] });
const byIds = (ServiceType = "im") => ({
  ...{ ServiceType, ResourcePrefix: "sdkappid", ResourceIds: [String(sdkAppId)], ResourceRegion: "" },
});
const seen = async () =>
  (await call(DescribeResourceTagsByResourceIds, byIds())).Tags.map(
    ({ TagKey, TagValue }) => `${TagKey}=${TagValue}`,
  );
/** Tencent's own SDK. */
const official = () =>
  new tag.v20180813.Client({
    credential: { secretId: served.key.secretId, secretKey: served.key.secretKey },
    region: "ap-singapore",
    profile: { httpProfile: { endpoint: new URL(served.url).host, protocol: "http://" } },
  });
const tagServices = (TagServices: "trtc" | "none") => served.admin(ModifySettings, { TagServices });

test("Tencent's SDK sees the tags of a real account, and a real account those that the SDK puts on", async () => {
  await put("支持");
  const { Tags } = await official().DescribeResourceTagsByResourceIds(byIds());
  expect(Tags).toMatchObject([{ TagKey: "team", TagValue: "支持", ResourceId: String(sdkAppId) }]);
  const ResourceList = [named(), named("trtc", 1)];
  const { FailedResources } = await official().TagResources({
    ResourceList,
    Tags: [{ TagKey: "cost", TagValue: "1" }],
  });
  expect(FailedResources).toMatchObject([
    { Resource: named("trtc", 1), Code: "InvalidParameterValue.ResourceIdInvalid" },
  ]);
  expect(await seen()).toEqual(["cost=1", "team=支持"]);
});

test("a service that takes applications as trtc alone is used so", async () => {
  await tagServices("trtc");
  await put("a");
  const asked = official().DescribeResourceTagsByResourceIds(byIds());
  await expect(asked).rejects.toMatchObject({ code: "InvalidParameter.UnsupportedService" });
  const { Tags } = await official().DescribeResourceTagsByResourceIds(byIds("trtc"));
  expect(Tags).toMatchObject([{ TagKey: "team", TagValue: "a" }]);
  expect(await seen()).toEqual(["team=a"]);
});

test("a service that takes none refuses everybody alike", async () => {
  await tagServices("none");
  const unsupported = { code: "InvalidParameter.UnsupportedService" };
  await expect(put("a")).rejects.toMatchObject(unsupported);
  await expect(seen()).rejects.toMatchObject(unsupported);
  const change = { Resource: named(), ReplaceTags: [{ TagKey: "team", TagValue: "a" }] };
  await expect(official().ModifyResourceTags(change)).rejects.toMatchObject(unsupported);
  const several = { ResourceList: [named()], Tags: [{ TagKey: "team", TagValue: "a" }] };
  expect((await official().TagResources(several)).FailedResources).toMatchObject([
    { Code: unsupported.code },
  ]);
});

test("another account's application is refused by its code", async () => {
  const other = await addAccount(served.store, { name: "other", now: served.now });
  const made = await served
    .transport(other)
    .call(CreateApplication, { Name: "theirs", Region: "tokyo", Products: ["chat"] }, options());
  await call(EnrolApplication, { SdkAppId: made.SdkAppId });
  const foreign = { code: "FailedOperation.ResourceAppIdNotSame" };
  await expect(put("a", made.SdkAppId)).rejects.toMatchObject(foreign);
  const change = { Resource: named("im", made.SdkAppId), ReplaceTags: [{ TagKey: "team", TagValue: "a" }] };
  await expect(official().ModifyResourceTags(change)).rejects.toMatchObject(foreign);
});
