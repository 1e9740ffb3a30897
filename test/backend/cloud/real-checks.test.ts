import {
  askAll,
  Chat,
  CloudAccount,
  Exchange,
  endpointsIn,
  questionsOf,
  questionsOfAccount,
} from "../../../backend/cloud";
import { PlayedTencent } from "./played-tencent";

const now = Date.UTC(2026, 2, 1, 12);
const credentials = { secretId: "AKIDEXAMPLE", secretKey: "SKEXAMPLE" };
const secretKey = "0123456789abcdef".repeat(4);
const sdkAppId = 1_400_000_001;
const signal = new AbortController().signal;

let tencent: PlayedTencent;
let exchange: Exchange;
beforeEach(async () => {
  tencent = await new PlayedTencent().open();
  tencent.accounts = [{ uin: "100012345678", ...credentials, sdkAppIds: [sdkAppId] }];
  tencent.applications.set(sdkAppId, { region: "tokyo", secretKey, admins: ["administrator"] });
  exchange = new Exchange({ environment: {}, retryAfterMs: 1 });
});
afterEach(async () => {
  await exchange.close();
  await tencent.close();
});
const ways = () => ({ endpoints: endpointsIn(tencent.environment()), exchange });

async function checks() {
  const account = new CloudAccount({ ...ways(), now: () => now, site: "china", credentials, uin: undefined });
  const chat = new Chat({ ...ways(), now: Date.now });
  const application = { sdkAppId, region: "tokyo", secretKey } as const;
  return [
    ...(await askAll(questionsOfAccount(account, [sdkAppId], now, signal), signal)),
    ...(await askAll(questionsOf(chat, application, signal), signal)),
  ];
}

test("each answer stands beside what the documents let us expect, without any secret", async () => {
  const answers = await checks();
  expect(answers.map(({ answer, holds }) => [answer, holds])).toEqual([
    ["answered", true],
    ["listed", true],
    ["answered", true],
    ["InvalidParameter.SdkAppId", true],
    ["p_cvm; none is an application of the list", null],
    ["ModifyAppInfo", null],
    ["ModifyAppInfo", null],
    ["0", true],
    ["60026", true],
    ["70107", true],
    ["100301", null],
    ["100301", null],
    ["100301", null],
    ["0, without a name", null],
    ["70003", true],
  ]);
  expect(JSON.stringify(answers)).not.toMatch(/SKEXAMPLE|0123456789abcdef|usersig|eJ/);
});

test("what is sent are the documented looks, and nothing else", async () => {
  await checks();
  const events = (type: string) =>
    `{"StartTime":1769860800,"EndTime":1772366400,"MaxResults":50,"LookupAttributes":[{"AttributeKey":"ResourceType","AttributeValue":"${type}"}]}`;
  const self = '{"CheckItem":[{"UserID":"administrator"}]}';
  const usage = (id: number) => `{"StartTime":"2026-02-28","EndTime":"2026-02-28","SdkAppId":${id}}`;
  const sent = tencent.heard.map(({ url, headers, body }) => [headers["x-tc-action"] ?? url.pathname, body]);
  expect(sent).toEqual([
    ["GetCallerIdentity", "{}"],
    ["DescribeSdkAppid", "{}"],
    ["DescribeTrtcUsage", usage(1_400_000_001)],
    ["DescribeTrtcUsage", usage(1_400_000_000)],
    ["DescribeRenewInstances", '{"MaxResults":100}'],
    ["DescribeEvents", events("im")],
    ["DescribeEvents", events("trtc")],
    ["/tokyo/v4/im_open_login_svc/account_check", self],
    ["/china/v4/im_open_login_svc/account_check", self],
    ["/tokyo/v4/im_open_login_svc/account_check", '{"CheckItem":[{"UserID":"tencentrtc-nobody"}]}'],
    ["/tokyo/v4/call_config/get_callback", "{}"],
    ["/tokyo/v4/room_config/get_callback", "{}"],
    ["/tokyo/v4/live_config/get_callback", "{}"],
    ["/tokyo/v4/openconfigsvr/getappinfo", '{"RequestField":["AppName"]}'],
    ["/tokyo/v4/im_open_login_svc/account_check", self],
  ]);
});

test("what can't be asked is an answer that neither holds nor fails", async () => {
  tencent.interfere = ({ pathname }) =>
    pathname.startsWith("/tokyo") ? { status: 404, body: "" } : undefined;
  const answers = await checks();
  expect(answers.filter(({ answer }) => answer.includes("HTTP 404")).map(({ holds }) => holds)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
