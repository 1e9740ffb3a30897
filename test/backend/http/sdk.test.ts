import { cim, tag } from "tencentcloud-sdk-nodejs";
import { CreateApplication } from "../../../backend/api";
import { options, Served } from "./served";

let served: Served;
beforeAll(async () => {
  served = await Served.open();
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
  expect(outcome.FailedResources).toMatchObject([{ Code: "ResourceNotFound.Application" }]);
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

test("a wrong key is refused in its words", async () => {
  const profile = profileFor(served.url);
  const client = new tag.v20180813.Client({
    ...profile,
    credential: { ...profile.credential, secretKey: "wrong" },
  });
  await expect(client.DescribeTags({})).rejects.toMatchObject({ code: "AuthFailure.SignatureFailure" });
});
