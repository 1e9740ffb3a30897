import {
  ClaimTrial,
  CreateAdminAccount,
  CreateApplication,
  DeleteAdminAccount,
  DeleteApplication,
  DescribeActivities,
  DescribeApplications,
  DescribeWebhooks,
  DisableApplication,
  defaultAdminAccount,
  ModifySettings,
  type RequestOf,
  regions,
  SetWebhook,
  SimulateBilling,
  SimulateSubscription,
  signUserSig,
  webhookFamilies,
  webhookProducts,
} from "../../../backend/api";
import { Chat, CloudAccount, Exchange, endpointsIn, ownershipOf, prove } from "../../../backend/cloud";
import { chatAnswer } from "../../../backend/cloud/chat/answers";
import { chatCodes } from "../../../backend/rules/chat-calls";
import { addAccount } from "../../../backend/service";
import type { HttpTransport } from "../../../provider/client/http/http";
import { options, Served } from "./served";

const signal = new AbortController().signal;
const minutes = 60_000;

let served: Served;
let transport: HttpTransport;
let exchange: Exchange;
beforeAll(async () => {
  served = await Served.open({ WindowSecondsMin: 60, WindowSecondsMax: 60, TrialsPerAccount: 1_000 });
  transport = served.transport();
});
afterAll(() => served.close());
beforeEach(() => {
  exchange = new Exchange({ environment: {}, retryAfterMs: 1 });
});
afterEach(() => exchange.close());

/** An application with its key, of which nothing has been asked yet. */
async function made(Products: RequestOf<typeof CreateApplication>["Products"] = ["chat"]) {
  const request: RequestOf<typeof CreateApplication> = {
    Name: "support",
    Region: "tokyo",
    Products,
  };
  const { SdkAppId } = await transport.call(CreateApplication, request, options());
  const found = await transport.call(
    DescribeApplications,
    { SdkAppIds: [SdkAppId], WithSecrets: true },
    options(),
  );
  const [entry] = found.Entries;
  if (entry?.Outcome !== "Found" || !entry.Application.SecretKey) throw new Error("it has no key");
  return { sdkAppId: SdkAppId, secretKey: entry.Application.SecretKey };
}
type Made = Awaited<ReturnType<typeof made>>;

const ways = () => ({
  endpoints: endpointsIn({
    TENCENTRTC_CLOUD_ENDPOINT: served.url,
    TENCENTRTC_CLOUD_CHAT_ENDPOINTS: regions.map((name) => `${name}=${served.url}/chat/${name}`).join(","),
  }),
  exchange,
});
const chat = () => new Chat({ ...ways(), now: () => served.now });

const disable = ({ sdkAppId }: Made) =>
  transport.call(DisableApplication, { SdkAppId: sdkAppId }, options()).then(() => pass(2 * minutes));
const billed = (Event: "arrears" | "refund" | "expired" | "pay-as-you-go-off", days: number) => (app: Made) =>
  served
    .admin(SimulateBilling, { SdkAppId: app.sdkAppId, Event })
    .then(() => pass(days * 24 * 60 * minutes + minutes));
const pass = (milliseconds: number): void => {
  served.now += milliseconds;
};
const sign = (app: Made, more: Partial<Parameters<typeof signUserSig>[1]> = {}) =>
  signUserSig(app.secretKey, {
    sdkAppId: app.sdkAppId,
    userId: defaultAdminAccount,
    issuedAt: Math.floor(served.now / 1_000),
    expiresIn: 600,
    ...more,
  });

interface Sent {
  readonly region?: string;
  readonly command?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly method?: string;
}
interface Received {
  readonly status: number;
  readonly ErrorCode?: unknown;
  readonly Response?: { readonly Url?: unknown };
}
async function sent(app: Made, { region = "tokyo", ...more }: Sent = {}): Promise<Received> {
  const query = new URLSearchParams({
    sdkappid: String(app.sdkAppId),
    identifier: defaultAdminAccount,
    usersig: sign(app),
    random: "4294967295",
    contenttype: "json",
    ...more.query,
  });
  const { command = "im_open_login_svc/account_check", method = "POST" } = more;
  const { body = JSON.stringify({ CheckItem: [{ UserID: defaultAdminAccount }, { UserID: "ann" }] }) } = more;
  const url = `${served.url}/chat/${region}/v4/${command}?${query}`;
  const answer = await fetch(url, { method, ...(method === "POST" && { body }) });
  return { ...JSON.parse(await answer.text()), status: answer.status };
}
const codeOf = async (...of: Parameters<typeof sent>) => (await sent(...of)).ErrorCode;

test("an admin's call is answered as Tencent's hosts answer it", async () => {
  const app = await made();
  expect(await sent(app)).toEqual({
    status: 200,
    ActionStatus: "OK",
    ErrorInfo: "",
    ErrorCode: 0,
    ResultItem: [
      { UserID: defaultAdminAccount, ResultCode: 0, ResultInfo: "", AccountStatus: "Imported" },
      { UserID: "ann", ResultCode: 0, ResultInfo: "", AccountStatus: "NotImported" },
    ],
  });
  const info = await sent(app, {
    command: "openconfigsvr/getappinfo",
    body: JSON.stringify({ RequestField: ["AppName"] }),
  });
  expect(info).toMatchObject({ ErrorCode: 0, Result: [{ AppName: "support" }] });
});

interface Case {
  readonly name: string;
  readonly code: number;
  readonly happened?: (app: Made) => unknown;
  readonly asked?: (app: Made) => Sent;
}
const cases: readonly Case[] = [
  { name: "another region's host", code: chatCodes.otherRegion, asked: () => ({ region: "seoul" }) },
  { name: "what is no UserSig", code: chatCodes.noUserSig, asked: () => ({ query: { usersig: "eJx" } }) },
  {
    name: "another application's key",
    code: chatCodes.otherKey,
    asked: (app) => ({ query: { usersig: sign({ ...app, secretKey: "0".repeat(64) }) } }),
  },
  {
    name: "another application's UserSig",
    code: chatCodes.otherApplication,
    asked: (app) => ({ query: { usersig: sign(app, { sdkAppId: 1 }) } }),
  },
  {
    name: "another user's UserSig",
    code: chatCodes.otherUser,
    asked: (app) => ({ query: { usersig: sign(app, { userId: "ann" }) } }),
  },
  {
    name: "a UserSig that has expired",
    code: chatCodes.userSigExpired,
    asked: (app) => ({ query: { usersig: sign(app, { issuedAt: Math.floor(served.now / 1_000) - 601 }) } }),
  },
  {
    name: "a user who is no admin",
    code: chatCodes.noAdmin,
    asked: (app) => ({ query: { identifier: "ann", usersig: sign(app, { userId: "ann" }) } }),
  },
  { name: "disabled by hand", code: chatCodes.disabled, happened: disable },
  {
    name: "gone",
    code: chatCodes.noApplication,
    happened: async (app) => {
      await disable(app);
      await transport.call(DeleteApplication, { SdkAppId: app.sdkAppId }, options());
      pass(2 * minutes);
    },
  },
  { name: "arrears in their days of grace", code: chatCodes.ok, happened: billed("arrears", 1) },
  { name: "arrears", code: chatCodes.arrears, happened: billed("arrears", 8) },
  { name: "a package that has ended", code: chatCodes.expired, happened: billed("expired", 1) },
  { name: "a package that ended long ago", code: chatCodes.deactivated, happened: billed("expired", 8) },
  { name: "a refund", code: chatCodes.expired, happened: billed("refund", 1) },
  { name: "pay-as-you-go off", code: chatCodes.deactivated, happened: billed("pay-as-you-go-off", 0) },
  { name: "a body that isn't JSON", code: chatCodes.malformed, asked: () => ({ body: "" }) },
  {
    name: "a random number that is too large",
    code: chatCodes.malformed,
    asked: () => ({ query: { random: "4294967296" } }),
  },
  {
    name: "a command that changes something",
    code: chatCodes.noSuchCommand,
    asked: () => ({ command: "im_open_login_svc/account_delete" }),
  },
  { name: "GET", code: chatCodes.noSuchCommand, asked: () => ({ method: "GET" }) },
  {
    name: "what is told of calls, without a package or trial of Call",
    code: chatCodes.notIncluded,
    asked: () => ({ command: "call_config/get_callback", body: "{}" }),
  },
];
test.each(cases)("$name: $code", async ({ code, happened, asked }) => {
  const app = await made();
  await happened?.(app);
  expect(await codeOf(app, asked?.(app))).toBe(code);
});

describe.each(webhookProducts)("the webhook of %s", (product) => {
  const { service, setOverwrites, events } = webhookFamilies[product];
  const [first = "", second = ""] = Object.keys(events);
  const told = { Url: "https://example.com/a?token=s3cr3t", CallbackCommandList: [first, second].sort() };
  const asked = (app: Made, verb: string, body: object = {}) =>
    sent(app, { command: `${service}/${verb}_callback`, body: JSON.stringify(body) });
  const code = async (...of: Parameters<typeof asked>) => (await asked(...of)).ErrorCode;
  const there = async ({ sdkAppId }: Made) => {
    const Webhooks = [{ SdkAppId: sdkAppId, Product: product }];
    const [entry] = (await transport.call(DescribeWebhooks, { Webhooks }, options())).Entries;
    return entry?.Outcome === "Found" ? entry.Webhook : undefined;
  };
  let app: Made;
  beforeEach(async () => {
    app = await made(["chat", "call", "conference", "live"]);
    await transport.call(ClaimTrial, { SdkAppId: app.sdkAppId, Product: product }, options());
  });

  test("is set, told, and deleted once", async () => {
    expect([await code(app, "get"), await code(app, "delete")]).toEqual([100301, 100301]);
    expect(await code(app, "set", told)).toBe(0);
    expect(await asked(app, "get")).toMatchObject({ ErrorCode: 0, ActionStatus: "OK", Response: told });
    expect(await there(app)).toMatchObject({ Url: told.Url, Events: told.CallbackCommandList, Owner: null });
    expect([await code(app, "delete"), await code(app, "delete")]).toEqual([0, 100301]);
    expect(await there(app)).toBeUndefined();
  });

  test("is set over what is there, or updated, as its family does it", async () => {
    const other = { ...told, Url: "https://other.example/" };
    const update = setOverwrites ? chatCodes.noSuchCommand : 100301;
    expect(await code(app, "update", told)).toBe(update);
    expect(await code(app, "set", told)).toBe(0);
    expect(await code(app, "set", other)).toBe(setOverwrites ? 0 : 100300);
    if (!setOverwrites) expect(await code(app, "update", other)).toBe(0);
    expect(await asked(app, "get")).toMatchObject({ Response: other });
  });

  test("that a declaration has set is nobody's once it was changed so, and the log says who did it, without its secret", async () => {
    const { SdkAppId, ...hook } = {
      SdkAppId: app.sdkAppId,
      Product: product,
      Url: "https://example.com/ours",
    };
    await transport.call(
      SetWebhook,
      { SdkAppId, ...hook, Events: [first], Owner: "o::s::p::::hook" },
      options(),
    );
    if (!setOverwrites) expect(await code(app, "delete")).toBe(0);
    expect(await code(app, "set", told)).toBe(0);
    expect(await there(app)).toMatchObject({ Url: told.Url, Owner: null });
    const { Activities } = await transport.call(DescribeActivities, { SdkAppId }, options());
    expect(Activities[0]).toMatchObject({
      Action: `${service}/set_callback`,
      Actor: { Kind: "api", User: defaultAdminAccount, SecretId: null },
      Fields: ["Webhooks"],
    });
    expect(JSON.stringify(Activities)).not.toContain("s3cr3t");
  });

  test("is shown late where a setting says so, and a change of it knows what is there", async () => {
    await served.admin(ModifySettings, { WebhookVisibleSeconds: 90 });
    const other = { ...told, Url: "https://other.example/" };
    const shown = async () => {
      const { ErrorCode, Response } = await asked(app, "get");
      return ErrorCode === 0 ? Response?.Url : ErrorCode;
    };
    const later = (seconds: number) => {
      served.now += seconds * 1_000;
      return shown();
    };
    expect(await code(app, "set", told)).toBe(0);
    expect([await shown(), await later(60)]).toEqual([100301, 100301]);
    expect(await there(app)).toMatchObject({ Url: told.Url });
    if (!setOverwrites) expect(await code(app, "set", other)).toBe(100300);
    expect(await code(app, setOverwrites ? "set" : "update", other)).toBe(0);
    expect([await shown(), await later(30), await later(59.9)]).toEqual([100301, told.Url, told.Url]);
    expect(await later(0.1)).toBe(other.Url);
    expect([await code(app, "delete"), await code(app, "delete")]).toEqual([0, 100301]);
    expect([await shown(), await later(89), await later(1)]).toEqual([other.Url, other.Url, 100301]);

    await code(app, "set", told);
    await served.admin(ModifySettings, { WebhookVisibleSeconds: 0 });
    expect(await shown()).toBe(told.Url);
  });

  test("takes no other URL and no other event", async () => {
    expect(await code(app, "set", { ...told, Url: "ftp://example.com" })).toBe(100002);
    expect(await code(app, "set", { ...told, CallbackCommandList: [] })).toBe(100002);
  });

  test("can't be had once the trial is over", async () => {
    await code(app, "set", told);
    await served.admin(SimulateSubscription, { SdkAppId: app.sdkAppId, Product: product, Event: "expired" });
    for (const verb of ["get", "set", "delete"]) expect(await code(app, verb, told)).toBe(60027);
  });
});

test("three wrong signatures lock an application for a minute, whoever signs", async () => {
  const app = await made();
  const wrong = { query: { usersig: sign({ ...app, secretKey: "0".repeat(64) }) } };
  const codes = [
    await codeOf(app, wrong),
    await codeOf(app, wrong),
    await codeOf(app),
    await codeOf(app, wrong),
  ];
  expect(codes).toEqual([chatCodes.otherKey, chatCodes.otherKey, 0, chatCodes.otherKey]);
  expect([await codeOf(app, wrong), await codeOf(app, wrong), await codeOf(app)]).toEqual([
    chatCodes.otherKey,
    chatCodes.otherKey,
    chatCodes.locked,
  ]);
  served.elapsed += minutes;
  expect(await codeOf(app)).toBe(0);
});

test("a trial takes so many calls of a day", async () => {
  await served.admin(ModifySettings, { TrialChatCallsPerDay: 2 });
  try {
    const app = await made();
    const codes = [await codeOf(app), await codeOf(app), await codeOf(app)];
    served.elapsed += 24 * 60 * minutes;
    expect([...codes, await codeOf(app)]).toEqual([0, 0, chatCodes.trialUsedUp, 0]);
  } finally {
    await served.admin(ModifySettings, { TrialChatCallsPerDay: 10_000 });
  }
});

test("what proves a real application proves a simulated one, and a removed admin shows", async () => {
  const app = await made();
  await transport.call(CreateAdminAccount, { SdkAppId: app.sdkAppId, UserId: "ops" }, options());
  const claimed = { ...app, region: undefined, admins: ["ops"] };
  const before = await prove(chat(), claimed, signal);
  expect([before.key.value, before.region.value, before.status.value]).toEqual([true, "tokyo", "serves"]);
  expect(before.admins.map(({ isAdmin }) => isAdmin.value)).toEqual([true, true]);
  await transport.call(DeleteAdminAccount, { SdkAppId: app.sdkAppId, UserId: "ops" }, options());
  const after = await prove(chat(), claimed, signal);
  expect(after.admins.map(({ isAdmin }) => isAdmin.value)).toEqual([true, false]);
});

test.each([
  ["china", "proven"],
  ["international", "inferred"],
] as const)("on the site %s an account's own application is told from another's", async (site, how) => {
  const app = await made();
  const account = (key: { secretId: string; secretKey: string }) =>
    new CloudAccount({ ...ways(), now: () => served.now, site, credentials: key, uin: undefined });
  expect(await ownershipOf(account(served.key), app.sdkAppId, signal)).toMatchObject({ value: true, how });
  expect((await account(served.key).identity(signal)).AccountId).toBe(served.key.uin);
  const other = await addAccount(served.store, { name: `other-${site}`, now: served.now });
  expect(await ownershipOf(account(other), app.sdkAppId, signal)).toMatchObject({ value: null });
});

test("every code is one that is understood, except those of what isn't asked", () => {
  const ofOthers: number[] = [
    chatCodes.noSuchCommand,
    chatCodes.noCallback,
    chatCodes.callbackThere,
    chatCodes.malformedCallback,
  ];
  const codes = Object.values(chatCodes).filter((code) => !ofOthers.includes(code));
  expect(codes.filter((code) => chatAnswer(code, "").words.includes("doesn't know"))).toEqual([]);
});

test("no UserSig and no key reaches the log, which names the command, the application and the code", async () => {
  const app = await made();
  const userSig = sign(app);
  served.logged.length = 0;
  await sent(app, { query: { usersig: userSig } });
  const [line = ""] = served.logged;
  expect(JSON.parse(line)).toMatchObject({
    action: "im_open_login_svc/account_check",
    sdkAppId: app.sdkAppId,
    code: "0",
  });
  expect(served.logged.join("")).not.toContain(userSig.slice(0, 40));
  expect(served.logged.join("")).not.toContain(app.secretKey);
});

test("a body that is too large is answered as a gateway does", async () => {
  const app = await made();
  expect((await sent(app, { body: " ".repeat(2 ** 21) })).status).toBe(502);
});
