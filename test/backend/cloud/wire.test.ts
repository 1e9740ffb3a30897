import Sign from "tencentcloud-sdk-nodejs/tencentcloud/common/sign";
import { Api } from "tls-sig-api-v2";
import type { Site } from "../../../backend/api";
import {
  Chat,
  CloudAccount,
  changeTags,
  Exchange,
  endpointsIn,
  tagsUnder,
  tencentIn,
} from "../../../backend/cloud";
import { chatRequest } from "../../../backend/cloud/chat/chat";
import { serviceRequest } from "../../../backend/cloud/service";
import { PlayedTencent as Played, type PlayedTencent } from "./played-tencent";

const now = Date.UTC(2026, 2, 1, 12);
const timestamp = now / 1_000;
const credentials = { secretId: "AKIDEXAMPLE", secretKey: "SKEXAMPLE", token: "TOKENEXAMPLE" };
const secretKey = "0123456789abcdef".repeat(4);
const sdkAppId = 1_400_000_001;

/** Every action of API 3.0 with what the documents and SDKs say of its request. */
const services = [
  ["china", "sts", "2018-08-13", "GetCallerIdentity", "sts.tencentcloudapi.com", "ap-guangzhou"],
  ["international", "sts", "2018-08-13", "GetCallerIdentity", "sts.intl.tencentcloudapi.com", "ap-singapore"],
  ["china", "cim", "2019-03-18", "DescribeSdkAppid", "cim.tencentcloudapi.com", "ap-guangzhou"],
  [
    "international",
    "trtc",
    "2019-07-22",
    "DescribeTrtcUsage",
    "trtc.intl.tencentcloudapi.com",
    "ap-singapore",
  ],
  ["china", "tag", "2018-08-13", "ModifyResourceTags", "tag.tencentcloudapi.com", "ap-guangzhou"],
  [
    "international",
    "tag",
    "2018-08-13",
    "DescribeResourceTagsByResourceIds",
    "tag.intl.tencentcloudapi.com",
    "ap-singapore",
  ],
] as const;

describe.each(services)("on the site %s, %s %s %s", (site, service, version, name, host, region) => {
  const endpoint = endpointsIn({}).service(site, service);
  const body = { StartTime: "2026-02-28" };

  test("has the documented URL, query, headers and body, and the signature of Tencent's own SDK", () => {
    const action = { service, version, name };
    const request = serviceRequest({
      action,
      endpoint,
      region,
      credentials,
      timestamp,
      body: JSON.stringify(body),
    });
    expect({ url: new URL(request.path, endpoint).href, ...request }).toEqual({
      url: `https://${host}/`,
      path: "/",
      body: '{"StartTime":"2026-02-28"}',
      headers: {
        "content-type": "application/json",
        host,
        "x-tc-action": name,
        "x-tc-version": version,
        "x-tc-region": region,
        "x-tc-timestamp": String(timestamp),
        "x-tc-token": "TOKENEXAMPLE",
        authorization: Sign.sign3({
          method: "POST",
          url: endpoint.href,
          payload: body,
          timestamp,
          service,
          ...credentials,
          multipart: false,
          boundary: "",
          headers: { "Content-Type": "application/json" },
        }),
      },
    });
  });
});

describe("account_check", () => {
  afterEach(() => jest.useRealTimers());

  test.each([
    ["china", "console.tim.qq.com"],
    ["singapore", "adminapisgp.im.qcloud.com"],
    ["seoul", "adminapikr.im.qcloud.com"],
    ["tokyo", "adminapijpn.im.qcloud.com"],
    ["frankfurt", "adminapiger.im.qcloud.com"],
    ["silicon-valley", "adminapiusa.im.qcloud.com"],
    ["jakarta", "adminapiidn.im.qcloud.com"],
  ] as const)(
    "at %s has the documented URL, query, headers and body, and the UserSig of Tencent's library",
    (region, host) => {
      jest.useFakeTimers({ now });
      const endpoint = endpointsIn({}).chat(region);
      const look = {
        command: "im_open_login_svc/account_check",
        body: { CheckItem: [{ UserID: "administrator" }] },
        perSecond: 1,
      };
      const parts = {
        endpoint,
        look,
        sdkAppId,
        secretKey,
        userId: "administrator",
        issuedAt: timestamp,
        random: 4_294_967_295,
      };
      const { path, headers, body } = chatRequest(parts);
      const url = new URL(path, endpoint);
      expect([url.origin, url.pathname]).toEqual([`https://${host}`, "/v4/im_open_login_svc/account_check"]);
      expect([...url.searchParams]).toEqual([
        ["sdkappid", "1400000001"],
        ["identifier", "administrator"],
        ["usersig", new Api(sdkAppId, secretKey).genUserSig("administrator", 600)],
        ["random", "4294967295"],
        ["contenttype", "json"],
      ]);
      expect(headers).toEqual({ "content-type": "application/json" });
      expect(body).toBe('{"CheckItem":[{"UserID":"administrator"}]}');
    },
  );
});

describe.each([
  ["call", "call_config", ["set", "get", "delete"]],
  ["conference", "room_config", ["set", "get", "update", "delete"]],
  ["live", "live_config", ["set", "get", "update", "delete"]],
] as const)("the webhook of %s", (product, service, commands) => {
  const contents = { Url: "https://example.com/hook?token=a", Events: ["Call.CallbackAfterEndCall"] };

  test.each(commands)("%s has the documented path, query and body", async (command) => {
    const tencent = await new Played().open();
    tencent.applications.set(sdkAppId, { region: "singapore", secretKey, admins: ["administrator"] });
    const ways = tencentIn(tencent.environment());
    const signer = { sdkAppId, secretKey, userId: "administrator" };
    const at = { region: "singapore", product } as const;
    const { signal } = new AbortController();
    if (command !== "set") tencent.webhooks.put(sdkAppId, product, contents);
    const isSetting = command === "set" || command === "update";
    const answer =
      command === "get"
        ? await ways.webhooks.get(signer, at, signal)
        : await ways.webhooks.change(
            signer,
            { ...at, command, contents: isSetting ? contents : undefined },
            signal,
          );
    await ways.close();
    await tencent.close();
    expect(answer).toMatchObject(command === "get" ? { is: "there", contents } : { is: "done" });
    const [heard] = tencent.heard;
    expect(heard?.url.pathname).toBe(`/singapore/v4/${service}/${command}_callback`);
    expect([...(heard?.url.searchParams.keys() ?? [])]).toEqual([
      "sdkappid",
      "identifier",
      "usersig",
      "random",
      "contenttype",
    ]);
    expect(heard?.body).toBe(
      isSetting
        ? '{"Url":"https://example.com/hook?token=a","CallbackCommandList":["Call.CallbackAfterEndCall"]}'
        : "{}",
    );
    expect(tencent.heard).toHaveLength(1);
  });
});

test.each([
  ["an answer that is lost", "hangs up", 1, "unanswered"],
  ["an answer that is lost after the work", "hangs up afterwards", 1, "unanswered"],
  ["a gateway's fault", { status: 502, body: "" }, 1, "unanswered"],
  ["a page in HTML", { status: 200, body: "<html>" }, 1, "unanswered"],
  [
    "too many calls, which did nothing",
    { status: 200, body: '{"ErrorCode":60018,"ErrorInfo":"x"}' },
    4,
    "unasked",
  ],
] as const)(
  "after %s a change is sent again only where it surely did nothing",
  async (_, instead, calls, is) => {
    const tencent = await new Played().open();
    tencent.interfere = () => instead;
    const ways = tencentIn(tencent.environment());
    const change = { region: "tokyo", product: "live", command: "set", contents: undefined } as const;
    const signer = { sdkAppId, secretKey, userId: "administrator" };
    const done = await ways.webhooks.change(signer, change, new AbortController().signal);
    await ways.close();
    await tencent.close();
    expect(done.is).toBe(is);
    expect(JSON.stringify(done)).not.toMatch(/usersig|eJ/);
    expect(tencent.heard).toHaveLength(calls);
  },
);

describe("what leaves", () => {
  let tencent: PlayedTencent;
  let exchange: Exchange;
  const signal = new AbortController().signal;
  beforeEach(async () => {
    tencent = await new Played().open();
    tencent.accounts = [{ uin: "100012345678", ...credentials, sdkAppIds: [sdkAppId] }];
    exchange = new Exchange({ environment: {}, retryAfterMs: 1 });
  });
  afterEach(async () => {
    await exchange.close();
    await tencent.close();
  });
  const common = () => ({ endpoints: endpointsIn(tencent.environment()), exchange, now: () => now });
  const account = (site: Site, uin?: string) => new CloudAccount({ ...common(), site, credentials, uin });
  const actions = () => tencent.heard.map(({ headers }) => headers["x-tc-action"]);

  test("asks whose the key pair is before anything else, once", async () => {
    const china = account("china", "100012345678");
    expect(await Promise.all([china.sdkAppIds(signal), china.sdkAppIds(signal)])).toEqual([
      { answer: [sdkAppId], requestId: "played-request" },
      { answer: [sdkAppId], requestId: "played-request" },
    ]);
    expect(actions()).toEqual(["GetCallerIdentity", "DescribeSdkAppid"]);
  });

  test("asks nothing more with the key pair of another account", async () => {
    const other = account("international", "100000000001");
    await expect(other.usage(sdkAppId, signal)).rejects.toThrow(
      /of the account 100012345678, and 100000000001/,
    );
    await expect(other.usage(sdkAppId, signal)).rejects.toThrow(/100012345678/);
    expect(actions()).toEqual(["GetCallerIdentity"]);
  });

  test("asks for the minutes of yesterday", async () => {
    await account("international").usage(sdkAppId, signal);
    expect(tencent.heard.at(-1)?.body).toBe(
      '{"StartTime":"2026-02-28","EndTime":"2026-02-28","SdkAppId":1400000001}',
    );
  });

  test("names applications to the tag service in six segments, and says that they lie in no region", async () => {
    const international = account("international", "100012345678");
    const change = { replace: [{ TagKey: "team", TagValue: "a" }], remove: ["cost"] };
    await changeTags("im", international, { uin: "100012345678", sdkAppId }, change, signal);
    await tagsUnder("trtc", international, [sdkAppId], signal);
    expect(tencent.heard.map(({ body }) => body)).toEqual([
      "{}",
      '{"Resource":"qcs::im::uin/100012345678:sdkappid/1400000001","ReplaceTags":[{"TagKey":"team","TagValue":"a"}],"DeleteTags":[{"TagKey":"cost"}]}',
      '{"ServiceType":"trtc","ResourcePrefix":"sdkappid","ResourceIds":["1400000001"],"ResourceRegion":"","Offset":0,"Limit":1000,"Category":"Custom"}',
    ]);
  });

  test("reads tags page by page, fifty applications at a time", async () => {
    const ids = Array.from({ length: 60 }, (_, index) => 1 + index);
    for (const id of ids) {
      tencent.tags.put(id, Object.fromEntries(Array.from({ length: 30 }, (_, key) => [`key${key}`, "v"])));
    }
    const found = await tagsUnder("im", account("china"), ids, signal);
    expect([...found.values()].filter(({ tags }) => Object.keys(tags).length !== 30)).toEqual([]);
    // 1,500 tags of the first fifty, and 300 of the others.
    expect(actions().filter((name) => name === "DescribeResourceTagsByResourceIds")).toHaveLength(3);
  });

  test("says the code and the RequestId of a refusal", async () => {
    const error = await account("international")
      .usage(7, signal)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "InvalidParameter.SdkAppId", requestId: "played-request" });
  });

  test.each([
    [
      "a rate",
      200,
      '{"ErrorCode":60018,"ErrorInfo":"x"}',
      4,
      "gives no answer to account_check (60018, too many calls)",
    ],
    ["a gateway's fault", 502, "", 4, "gives no answer to account_check (HTTP 502)"],
    ["a page in HTML", 200, "<html>", 1, "isn't in Tencent's form"],
    ["what no Tencent answers", 404, "", 1, "answers with HTTP 404"],
  ])("after %s asks as often as helps, and repeats no signature", async (_, status, body, calls, message) => {
    tencent.interfere = () => ({ status, body });
    const signer = { sdkAppId, secretKey, userId: "administrator" };
    const error = await new Chat(common())
      .accountCheck(signer, "tokyo", signal)
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toMatch(/usersig|eJ/);
    expect(tencent.heard).toHaveLength(calls);
  });

  test("goes over connections that are kept", async () => {
    const chat = new Chat(common());
    const signer = { sdkAppId, secretKey, userId: "administrator" };
    for (let call = 0; call < 5; call += 1) await chat.accountCheck(signer, "tokyo", signal);
    expect(tencent.heard).toHaveLength(5);
    expect(tencent.connections).toBeLessThan(5);
  });

  test("ends at once when the run is cancelled", async () => {
    const controller = new AbortController();
    tencent.interfere = () => {
      controller.abort(new Error("cancelled"));
      return "silence";
    };
    const signer = { sdkAppId, secretKey, userId: "administrator" };
    const asked = new Chat(common()).accountCheck(signer, "tokyo", controller.signal);
    await expect(asked).rejects.toThrow("cancelled");
    expect(tencent.heard).toHaveLength(1);
  });
});

test.each([
  [{ TENCENTRTC_CLOUD_ENDPOINT: "http://example.com" }],
  [{ TENCENTRTC_CLOUD_ENDPOINT: "https://user:secret@example.com" }],
  [{ TENCENTRTC_CLOUD_CHAT_ENDPOINTS: "tokyo=http://example.com" }],
  [{ TENCENTRTC_CLOUD_CHAT_ENDPOINTS: "mars=https://example.com" }],
])("no call goes to %j", (environment) => {
  expect(() => endpointsIn(environment)).toThrow(/TENCENTRTC_CLOUD_/);
  expect(() => endpointsIn(environment)).not.toThrow(/secret/);
});
