import {
  type Action,
  ApiError,
  actions,
  CreateApplication,
  DescribeApplications,
  ListApplications,
} from "../../../backend/api";
import { createService } from "../../../backend/service";
import { BackendError } from "../../../backend/store";
import { Backend, refusalOf, requestId, uin } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const context = { uin, actor: { kind: "provider" }, requestId } as const;
const answer = (action: string, request: unknown) => backend.service.answer(action, request, context);
const whole = { Name: "support_chat", Region: "tokyo", Products: ["chat"] };
const proto = JSON.parse('{"Name":"support_chat","Region":"tokyo","Products":["chat"],"__proto__":{"x":1}}');

describe("a request", () => {
  test.each([
    ["an unknown action", "CreateEverything", {}, "InvalidAction", "Action"],
    ["an inherited name as action", "constructor", {}, "InvalidAction", "Action"],
    ["a missing field", "CreateApplication", { ...whole, Region: undefined }, "MissingParameter", "Region"],
    ["every field missing", "CreateApplication", {}, "MissingParameter", "Name"],
    ["an unknown field", "CreateApplication", { ...whole, Colour: "red" }, "UnknownParameter", "Colour"],
    ["a hidden field", "CreateApplication", proto, "UnknownParameter", "__proto__"],
    [
      "an unknown field inside",
      "TagResources",
      { ResourceList: [], Tags: [{ TagKey: "a", TagValue: "b", X: 1 }] },
      "UnknownParameter",
      "Tags.0.X",
    ],
    [
      "a missing field inside",
      "TagResources",
      { ResourceList: [], Tags: [{ TagKey: "a" }] },
      "MissingParameter",
      "Tags.0.TagValue",
    ],
    ["a field of another type", "CreateApplication", { ...whole, Name: 7 }, "InvalidParameter", "Name"],
    ["null", "CreateApplication", { ...whole, Name: null }, "InvalidParameter", "Name"],
    [
      "a value of a closed list",
      "CreateApplication",
      { ...whole, Region: "moon" },
      "InvalidParameterValue.Region",
      "Region",
    ],
    [
      "a value inside a list",
      "CreateApplication",
      { ...whole, Products: ["chat", "fax"] },
      "InvalidParameterValue.Products",
      "Products.1",
    ],
    [
      "a product twice",
      "CreateApplication",
      { ...whole, Products: ["chat", "chat"] },
      "InvalidParameterValue.Products",
      "Products",
    ],
    [
      "NUL in a text",
      "CreateApplication",
      { ...whole, Name: "a\u0000b" },
      "InvalidParameterValue.Name",
      "Name",
    ],
    [
      "a long token",
      "CreateApplication",
      { ...whole, ClientToken: "x".repeat(65) },
      "InvalidParameterValue",
      "ClientToken",
    ],
    [
      "closing the RTC service",
      "ModifyApplication",
      { SdkAppId: 1, RtcService: false },
      "InvalidParameterValue.RtcService",
      "RtcService",
    ],
    [
      "too many ids",
      "DescribeApplications",
      { SdkAppIds: Array(101).fill(1) },
      "InvalidParameterValue",
      "SdkAppIds",
    ],
    ["a broken number", "DescribeApplications", { SdkAppIds: [1.5] }, "InvalidParameter", "SdkAppIds.0"],
    ["no object", "ListApplications", "all of them", "InvalidParameter", undefined],
    ["nothing", "ListApplications", undefined, "InvalidParameter", undefined],
  ])("with %s is refused", async (_what, action, request, code, parameter) => {
    const refusal = await refusalOf(answer(action, request));
    expect(refusal).toMatchObject({ code, requestId });
    expect(refusal.parameter).toBe(parameter);
  });

  test("gets its defaults", async () => {
    expect(await answer("ListApplications", {})).toEqual({ TotalCount: 0, Applications: [] });
  });
});

test("every refusal of a rule carries the RequestId", async () => {
  const refusal = await backend.refusal(CreateApplication, { ...backend.newApplication, Name: "客服" });
  expect(refusal.requestId).toBe(requestId);
});

test("two refusals of the same kind don't share one error", async () => {
  const { SdkAppId } = await backend.create();
  const ask = (id: string) =>
    refusalOf(backend.service.answer("DeleteApplication", { SdkAppId }, { ...context, requestId: id }));
  expect((await Promise.all([ask("a"), ask("b")])).map((refusal) => refusal.requestId)).toEqual(["a", "b"]);
});

describe("a failure that no contract names", () => {
  const secret = "5e".repeat(32);
  const failing = () =>
    createService({
      ...backend.store,
      read: () => Promise.reject(new Error(`could not read ${secret}`)),
    });

  test("is InternalError: its cause is kept for logs and nothing of it shown", async () => {
    const refusal = await refusalOf(failing().call(ListApplications, {}, context));
    expect(refusal).toMatchObject({ code: "InternalError", requestId });
    expect(refusal.cause).toBeInstanceOf(Error);
    expect(refusal.message).not.toContain(secret);
    expect(JSON.stringify(refusal)).not.toContain(secret);
  });

  test("of the database comes through as it is: its owner can do something about it", async () => {
    const locked = new BackendError({ kind: "locked", file: "f", what: "w", why: "y", next: "n" });
    const service = createService({ ...backend.store, read: () => Promise.reject(locked) });
    await expect(service.call(ListApplications, {}, context)).rejects.toBe(locked);
  });

  test("leaves nothing half done", async () => {
    const random = {
      bytes: () => new Uint8Array(0),
      fraction: () => 0,
      keyPair: () => ({ publicKey: "", privateKey: "" }),
    };
    const broken = createService(backend.store, { random });
    expect((await refusalOf(broken.call(CreateApplication, backend.newApplication, context))).code).toBe(
      "InternalError",
    );
    expect((await backend.create()).SdkAppId).toBe(1999000001);
  });
});

test("each name in the table of actions is its action's", () => {
  for (const [name, action] of Object.entries(actions)) expect(action.name).toBe(name);
});

test("a claim is answered by each action that makes or takes what is claimed, so that none of these is cut off", () => {
  const claiming = Object.values<Action>(actions).filter(({ answersWith }) => answersWith === "claim");
  expect(claiming.map(({ name }) => name).sort()).toEqual([
    "ClaimApplication",
    "ClaimPushCertificate",
    "ClaimSubscription",
    "ClaimTrial",
    "CreateApplication",
    "CreatePushCertificate",
    "PurchaseSubscription",
  ]);
});

test("a hundred reads at once answer as one does", async () => {
  const { SdkAppId } = await backend.create();
  const asked = Array.from({ length: 100 }, () =>
    backend.call(DescribeApplications, { SdkAppIds: [SdkAppId] }),
  );
  expect(new Set((await Promise.all(asked)).map((answered) => JSON.stringify(answered))).size).toBe(1);
});

test("ApiError is an Error with a name of its own", () => {
  expect(new ApiError("InvalidParameter", "m")).toMatchObject({ name: "ApiError", message: "m" });
});
