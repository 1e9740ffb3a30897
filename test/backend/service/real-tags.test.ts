import { randomUUID } from "node:crypto";
import {
  DescribeActivities,
  DescribeResourceTags,
  DescribeResourceTagsByResourceIds,
  DescribeTags,
  EnrolApplication,
  ListEnrolledApplications,
  ModifyResourceTags,
} from "../../../backend/api";
import { RealBackend, sdkAppId, uin } from "./real-backend";

let real: RealBackend;
beforeEach(async () => {
  real = (await RealBackend.open()).withCredentials();
  await real.enrol();
});
afterEach(() => real.close());

const named = (service = "im", id = sdkAppId, account = uin) =>
  `qcs::${service}::uin/${account}:sdkappid/${id}`;
const pairs = (tags: Record<string, string>) =>
  Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
const put = (tags: Record<string, string>, id = sdkAppId) =>
  real.call(ModifyResourceTags, { Resource: named("im", id), ReplaceTags: pairs(tags) });
const take = (...keys: string[]) =>
  real.call(ModifyResourceTags, { Resource: named(), DeleteTags: keys.map((TagKey) => ({ TagKey })) });
const refusalOf = (work: Promise<unknown>): Promise<{ code: string; message: string }> =>
  work.then(
    () => ({ code: "none", message: "" }),
    (error) => ({ code: error.code, message: error.message }),
  );
const seen = async (ids = [sdkAppId]) => {
  const { Tags } = await real.call(DescribeResourceTagsByResourceIds, {
    ServiceType: "im",
    ResourcePrefix: "sdkappid",
    ResourceIds: ids.map(String),
    Limit: 1_000,
  });
  return Object.fromEntries(Tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
};
const logged = async () => {
  const { Activities } = await real.call(DescribeActivities, { PaginationToken: "", MaxResults: 50 });
  return Activities.flatMap(({ Fields, Summary }) => (Fields.includes("Tags") ? [Summary] : []));
};
const intents = () => real.backend.store.read((db) => db.selectFrom("tag_intents").selectAll().execute());
const isModify = (action: string) => action === "ModifyResourceTags";
const actionsHeard = () => real.tencent.heard.map(({ headers }) => String(headers["x-tc-action"]));

test("tags are put on, changed, seen and taken off at Tencent Cloud; those of others stay", async () => {
  real.tencent.tags.put(sdkAppId, { theirs: "1" });
  await put({ team: "a", cost: "1" });
  expect(await seen()).toEqual({ theirs: "1", team: "a", cost: "1" });
  await put({ team: "b" });
  await take("cost");
  expect(real.tencent.tags.of(sdkAppId)).toEqual({ theirs: "1", team: "b" });
  expect(await logged()).toEqual([
    "tag cost=1 taken off",
    'tag team: "a" → "b"',
    "tag team=a put on; tag cost=1 put on",
  ]);
});

test("each look is kept as proven, with its RequestId", async () => {
  real.tencent.tags.put(sdkAppId, { team: "a" });
  await seen();
  const { Applications } = await real.call(ListEnrolledApplications, {});
  expect(Applications[0]?.Facts.find(({ Fact }) => Fact === "Tags")).toMatchObject({
    Value: { team: "a" },
    How: "proven",
    By: "DescribeResourceTagsByResourceIds of im",
    RequestId: "played-request",
  });
});

test("the tags of all applications are seen in one answer, and of another account's nobody asks", async () => {
  real.tencent.tags.put(sdkAppId, { team: "a" });
  const { Rows, TotalCount } = await real.call(DescribeResourceTags, { Limit: 1_000 });
  expect([TotalCount, Rows[0]?.TagKey]).toEqual([1, "team"]);
  expect(await seen([999])).toEqual({});
});

test("a pair is looked up in Tag Management", async () => {
  real.tencent.tags.put(sdkAppId, { team: "a" });
  const count = async (TagValue: string) =>
    (await real.call(DescribeTags, { TagKey: "team", TagValue })).TotalCount;
  expect([await count("a"), await count("b")]).toEqual([1, 0]);
});

test("a signed request that is sent again after a newer one changes nothing, and is answered as before", async () => {
  const signed = (fingerprint: string, tags: Record<string, string>) =>
    real
      .service()
      .call(
        ModifyResourceTags,
        { Resource: named(), ReplaceTags: pairs(tags) },
        { uin, actor: { kind: "api" }, requestId: fingerprint, fingerprint, signedAt: real.backend.now },
      );
  const first = await signed("a".repeat(64), { team: "a" });
  await signed("b".repeat(64), { team: "b" });
  expect(await signed("a".repeat(64), { team: "a" })).toEqual(first);
  expect(real.tencent.tags.of(sdkAppId)).toEqual({ team: "b" });
});

describe("the service type", () => {
  test.each([
    ["im", ["im", "trtc"], "im"],
    ["trtc, where im isn't taken", ["trtc"], "trtc"],
  ])("is %s", async (_, services, used) => {
    real.tencent.tags.services = services;
    await put({ team: "a" });
    expect(real.tencent.tags.changed).toEqual([named(used)]);
    expect(await seen()).toEqual({ team: "a" });
  });

  test("that took a write is used from then on, also where the other one is taken later", async () => {
    real.tencent.tags.services = ["trtc"];
    await put({ team: "a" });
    real.tencent.tags.services = ["im", "trtc"];
    real.tencent.heard.length = 0;
    await put({ team: "b" });
    await seen();
    expect(real.tencent.tags.changed).toEqual([named("trtc"), named("trtc")]);
    expect(real.tencent.heard.filter(({ body }) => body.includes("qcs::im"))).toEqual([]);
  });

  test("isn't decided by a look, nor by a write without an answer", async () => {
    await seen();
    real.tencent.interfere = () =>
      actionsHeard().at(-1) === "ModifyResourceTags" ? { status: 400, body: "" } : undefined;
    expect(await refusalOf(put({ team: "a" }))).toMatchObject({ code: "FailedOperation" });
    real.tencent.interfere = () => undefined;
    real.tencent.tags.services = ["trtc"];
    await put({ team: "a" });
    expect(real.tencent.tags.changed).toEqual([named("trtc")]);
  });

  test("is refused with one code where neither is taken", async () => {
    real.tencent.tags.services = [];
    const unsupported = {
      code: "InvalidParameter.UnsupportedService",
      message: expect.stringContaining("im, trtc"),
    };
    expect(await refusalOf(put({ team: "a" }))).toEqual(unsupported);
    expect(await refusalOf(seen())).toEqual(unsupported);
    expect(await logged()).toEqual([]);
  });
});

describe("what can't be done", () => {
  test("without credentials tags aren't known, and Tencent hears nothing", async () => {
    real.environment = {};
    real.tencent.heard.length = 0;
    expect(await refusalOf(seen())).toMatchObject({ code: "FailedOperation.NotProven" });
    expect(await refusalOf(put({ team: "a" }))).toMatchObject({ code: "FailedOperation.NotProven" });
    expect(real.tencent.heard).toEqual([]);
  });

  test("with a key pair of another account nothing but whose it is is asked", async () => {
    real.tencent.accounts = real.tencent.accounts.map((one) => ({ ...one, uin: "200099999999" }));
    real.tencent.heard.length = 0;
    expect(await refusalOf(put({ team: "a" }))).toMatchObject({
      code: "FailedOperation",
      message: expect.stringContaining("200099999999"),
    });
    expect(actionsHeard()).toEqual(["GetCallerIdentity"]);
  });

  test.each<[string, string, string, string]>([
    [
      "another account's application",
      "FailedOperation.ResourceAppIdNotSame",
      "FailedOperation.ResourceAppIdNotSame",
      "check the SDKAppID",
    ],
    ["a missing permission", "UnauthorizedOperation.CamNoAuth", "FailedOperation", "tag:ModifyResourceTags"],
    [
      "a key pair that isn't there any more",
      "AuthFailure.SecretIdNotFound",
      "FailedOperation",
      "Permissions",
    ],
    [
      "a resource that is being tagged",
      "FailedOperation.ResourceTagProcessing",
      "FailedOperation.ResourceTagProcessing",
      "",
    ],
    [
      "too many tags",
      "LimitExceeded.ResourceAttachedTags",
      "LimitExceeded.ResourceAttachedTags",
      "take some tags off",
    ],
    ["a code that nobody knows", "FailedOperation.New", "FailedOperation", "FailedOperation.New"],
  ])(
    "%s is refused in its own words, with its code and RequestId, and leaves nothing behind",
    async (_, played, code, words) => {
      real.tencent.interfere = () =>
        actionsHeard().at(-1) === "ModifyResourceTags"
          ? {
              status: 200,
              body: JSON.stringify({
                Response: { Error: { Code: played, Message: "no" }, RequestId: "theirs" },
              }),
            }
          : undefined;
      const refusal = await refusalOf(put({ team: "a" }));
      expect(refusal.code).toBe(code);
      for (const part of [words, played, "theirs"]) expect(refusal.message).toContain(part);
      expect((await intents()).length).toBe(0);
      expect(await logged()).toEqual([]);
    },
  );

  test("an application that isn't enrolled, or was deleted, is refused before anybody is asked", async () => {
    real.tencent.heard.length = 0;
    expect(await refusalOf(put({ team: "a" }, 999))).toMatchObject({ code: "FailedOperation.NotEnrolled" });
    expect(real.tencent.tags.changed).toEqual([]);
  });

  test("a name of another account is refused", async () => {
    const Resource = named("im", sdkAppId, "200099999999");
    expect(
      await refusalOf(real.call(ModifyResourceTags, { Resource, ReplaceTags: pairs({ a: "b" }) })),
    ).toMatchObject({
      code: "InvalidParameterValue.UinInvalid",
    });
  });
});

/** Ends the process, as far as the backend can tell, at a point of a change: what came after never happened. */
describe("a process that ends", () => {
  const dies = (when: (action: string) => boolean, after = false) => {
    const { tags } = real.tencent;
    const answer = tags.answer.bind(tags);
    real.tencent.interfere = (url) => {
      if (!url.pathname.startsWith("/services") || !when(actionsHeard().at(-1) ?? "")) return undefined;
      const heard = real.tencent.heard.at(-1);
      const [account] = real.tencent.accounts;
      if (after && heard && account) answer("ModifyResourceTags", JSON.parse(heard.body), account);
      return { status: 400, body: "" };
    };
  };
  test.each([
    ["before the call was done", false, []],
    ["after the call was done", true, ["tag team=a put on (its answer was lost; seen so later)"]],
  ])("%s is made up for by the next look, a minute later", async (_, isDone, expected) => {
    dies(isModify, isDone);
    await refusalOf(put({ team: "a" }));
    real.tencent.interfere = () => undefined;
    expect(await intents()).toHaveLength(1);
    await seen();
    // Somebody may still be at it.
    expect(await logged()).toEqual([]);
    real.backend.pass({ seconds: 61 });
    await seen();
    expect([await logged(), await intents()]).toEqual([expected, []]);
  });

  /** It was answered, and a minute later another run puts tags on. */
  const diesBefore = async (next: Record<string, string>) => {
    dies(isModify, true);
    await refusalOf(put({ team: "a" }));
    real.tencent.interfere = () => undefined;
    real.backend.pass({ seconds: 61 });
    await real.callAs("22222222-2222-4333-8444-555555555555", ModifyResourceTags, {
      Resource: named(),
      ReplaceTags: pairs(next),
    });
  };

  test("is followed by a run that does the same: the log has it once", async () => {
    await diesBefore({ team: "a" });
    expect([await logged(), await intents()]).toEqual([["tag team=a put on"], []]);
  });

  test("is followed by another change: the log has both", async () => {
    await diesBefore({ cost: "1" });
    expect(await logged()).toEqual([
      "tag cost=1 put on",
      "tag team=a put on (asked for; its answer was lost)",
    ]);
  });
});

test("sixty changes at once all get through at twenty calls a second, and ask once whose the key pair is", async () => {
  const ids = Array.from({ length: 60 }, (_, index) => 30_000_000 + index);
  const { accounts, tags } = real.tencent;
  real.tencent.accounts = accounts.map((one) => ({ ...one, sdkAppIds: ids }));
  for (const SdkAppId of ids) await real.call(EnrolApplication, { SdkAppId });
  tags.perSecond = 20;
  real.tencent.heard.length = 0;
  const service = real.service();
  await Promise.all(
    ids.map((id) =>
      service.call(
        ModifyResourceTags,
        { Resource: named("im", id), ReplaceTags: pairs({ team: "a" }) },
        { uin, actor: { kind: "cli" }, requestId: randomUUID() },
      ),
    ),
  );
  expect(ids.filter((id) => tags.of(id).team !== "a")).toEqual([]);
  expect(actionsHeard().filter((name) => name === "GetCallerIdentity")).toHaveLength(1);
  real.tencent.heard.length = 0;
  expect(Object.keys(await seen(ids.slice(0, 50)))).toEqual(["team"]);
  expect(actionsHeard()).toEqual(["GetCallerIdentity", "DescribeResourceTagsByResourceIds"]);
});
