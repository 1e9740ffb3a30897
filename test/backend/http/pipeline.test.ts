import { request as httpRequest } from "node:http";
import {
  CreateAdminAccount,
  CreateApplication,
  CreateTag,
  DescribeAccount,
  DescribeApplications,
  ListApplications,
  ModifyFaults,
  ModifySettings,
  managementVersion,
  tagVersion,
  unsignedPayload,
} from "../../../backend/api";
import { removeAccessKey } from "../../../backend/service";
import { send, signed, type Wire } from "./requests";
import { options, Served } from "./served";

let served: Served;
beforeAll(async () => {
  served = await Served.open();
});
afterAll(() => served.close());

const wire = (action = "DescribeAccount", body = "{}", changes: Partial<Parameters<typeof signed>[0]> = {}) =>
  signed({
    url: served.url,
    action,
    version: action.endsWith("Tag") || action.endsWith("Tags") ? tagVersion : managementVersion,
    key: served.key,
    body,
    now: served.now,
    ...changes,
  });
const without = ({ headers, ...rest }: Wire, name: string): Wire => ({
  ...rest,
  headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)),
});
const having = (request: Wire, headers: Record<string, string>): Wire => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

const ofOurs = { "x-tc-action": "DescribeAccount", "x-tc-version": managementVersion };
/** Signed so that any body would do. */
const unsignedBody = (action: string): Wire => ({
  ...having(wire(action, unsignedPayload), { "x-tc-content-sha256": unsignedPayload }),
  body: "{}",
});

describe("a request", () => {
  test("that is signed is answered", async () => {
    expect(await send(served.url, wire())).toMatchObject({ status: 200, code: undefined });
  });

  test.each<[string, () => Wire, string]>([
    ["without an action", () => without(wire(), "x-tc-action"), "MissingParameter"],
    ["with an unknown action", () => having(wire(), { "x-tc-action": "toString" }), "InvalidAction"],
    ["of another version", () => having(wire(), { "x-tc-version": "2020-01-01" }), "NoSuchVersion"],
    ["by GET", () => ({ ...wire(), method: "GET", body: "" }), "UnsupportedProtocol"],
    ["without a signature", () => without(wire(), "authorization"), "AuthFailure.InvalidAuthorization"],
    [
      "that signs a header of no request",
      () =>
        having(wire(), {
          authorization: (wire().headers.authorization ?? "").replace(";host;", ";host;constructor;"),
        }),
      "AuthFailure.InvalidAuthorization",
    ],
    [
      "with text that is no JSON and another key",
      () => wire("DescribeAccount", "{", { key: { ...served.key, secretKey: "x".repeat(32) } }),
      "AuthFailure.SignatureFailure",
    ],
    ["with another body", () => ({ ...wire(), body: "{ }" }), "AuthFailure.SignatureFailure"],
    ["with a list as its body", () => wire("DescribeAccount", "[]"), "InvalidRequest"],
    ["with text that is no JSON", () => wire("DescribeAccount", "{"), "InvalidRequest"],
    ["with an unknown parameter", () => wire("DescribeAccount", '{"A":1}'), "UnknownParameter"],
    [
      "from 301 seconds ago",
      () => wire("DescribeAccount", "{}", { now: served.now - 301_000 }),
      "AuthFailure.SignatureExpire",
    ],
    [
      "301 seconds ahead",
      () => wire("DescribeAccount", "{}", { now: served.now + 301_000 }),
      "AuthFailure.SignatureExpire",
    ],
    [
      "with another time than signed",
      () => having(wire(), { "x-tc-timestamp": String(served.now / 1_000 + 1) }),
      "AuthFailure.SignatureFailure",
    ],
    [
      "of an unknown key pair",
      () => wire("DescribeAccount", "{}", { key: { ...served.key, secretId: "AKIDnone" } }),
      "AuthFailure.SecretIdNotFound",
    ],
    [
      "with a wrong key",
      () => wire("DescribeAccount", "{}", { key: { ...served.key, secretKey: "wrong" } }),
      "AuthFailure.SignatureFailure",
    ],
    [
      "that was signed for another action of ours",
      () => having(wire("DescribeTrials"), { "x-tc-action": "DisableApplication" }),
      "AuthFailure.SignatureFailure",
    ],
    [
      "that signs no action of ours",
      () => having(wire("DescribeTags", "{}", { service: "rtcapp" }), ofOurs),
      "AuthFailure.InvalidAuthorization",
    ],
    [
      "that was signed for a service of Tencent's",
      () => having(wire("DescribeTags", "{}", { service: "tag" }), ofOurs),
      "AuthFailure.InvalidAuthorization",
    ],
    [
      "of ours in the name of Tencent's",
      () => wire("DescribeAccount", "{}", { service: "tag" }),
      "AuthFailure.InvalidAuthorization",
    ],
    [
      "that leaves its body unsigned",
      () => unsignedBody("DescribeAccount"),
      "AuthFailure.InvalidAuthorization",
    ],
    ["with a token", () => having(wire(), { "x-tc-token": "t" }), "AuthFailure.TokenFailure"],
    ["for another host", () => having(wire(), { host: "127.0.0.2" }), "AuthFailure.SignatureFailure"],
    [
      "with a signed header that is missing",
      () => without(wire("DescribeAccount", "{}", { more: [["x-a", "1"]] }), "x-a"),
      "AuthFailure.InvalidAuthorization",
    ],
    [
      "with a signed header that was changed",
      () => having(wire("DescribeAccount", "{}", { more: [["x-a", "1"]] }), { "x-a": "2" }),
      "AuthFailure.SignatureFailure",
    ],
    [
      "that signs too little",
      () =>
        having(wire(), {
          authorization: wire().headers.authorization?.replace("content-type;host", "content-type;x-b") ?? "",
        }),
      "AuthFailure.InvalidAuthorization",
    ],
  ])("%s is refused", async (_, request, code) => {
    expect(await send(served.url, request())).toMatchObject({ status: 200, code });
  });

  test.each([-300_000, 299_000])("whose clock is off by %i ms is answered", async (off) => {
    const answer = await send(served.url, wire("DescribeAccount", "{}", { now: served.now + off }));
    expect(answer.code).toBeUndefined();
  });

  test("may sign more headers, values in lower case, the host without its port, and for Tencent's any service", async () => {
    const accepted = async (request: Wire) => (await send(served.url, request)).code === undefined;
    const signing = (value: string) => wire("DescribeTags", "{}", { more: [["x-mixed", value]] });
    expect(await accepted(signing("UPPER"))).toBe(true);
    expect(await accepted(having(signing("upper"), { "x-mixed": "UPPER" }))).toBe(true);
    const portless = wire("DescribeAccount", "{}", { url: "http://127.0.0.1" });
    expect(await accepted(having(portless, { host: new URL(served.url).host }))).toBe(true);
    expect(await accepted(wire("DescribeTags", "{}", { service: "127" }))).toBe(true);
    expect(await accepted(unsignedBody("DescribeTags"))).toBe(true);
  });

  test("larger than the limit is refused before it is read, announced or not", async () => {
    const body = JSON.stringify({ A: "x".repeat(1024 * 1024) });
    expect((await send(served.url, wire("DescribeAccount", body))).code).toBe("RequestSizeLimitExceeded");
    const chunked = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(served.url);
      const request = httpRequest({ hostname, port, method: "POST", headers: wire().headers }, (response) => {
        response.on("data", (part) => resolve(String(part)));
      });
      request.on("error", reject);
      for (let part = 0; part < 20; part += 1) request.write("x".repeat(64 * 1024));
      request.end();
    });
    expect(chunked).toContain("RequestSizeLimitExceeded");
  });
});

describe("a key pair", () => {
  test.each(["read", "read-no-secrets"] as const)("with the rights %s changes nothing", async (rights) => {
    const transport = served.transport(await served.addKey(rights));
    await transport.call(DescribeAccount, {}, options());
    await expect(transport.call(CreateTag, { TagKey: "a", TagValue: "b" }, options())).rejects.toMatchObject({
      code: "UnauthorizedOperation.ReadOnly",
    });
  });

  test.each([
    ["read-no-secrets", { SecretsWithheld: true }, ["SecretKey"]],
    ["read", { SecretKey: expect.any(String) }, ["SecretsWithheld"]],
  ] as const)("with the rights %s reads an application as far as they go", async (rights, has, hasNot) => {
    const { SdkAppId } = await served
      .transport()
      .call(CreateApplication, { Name: "a", Region: "tokyo", Products: ["chat"] }, options());
    const transport = served.transport(await served.addKey(rights));
    const asked = { SdkAppIds: [SdkAppId], WithSecrets: true };
    const { Entries } = await transport.call(DescribeApplications, asked, options());
    const listed = await transport.call(ListApplications, { WithSecrets: true }, options());
    for (const record of [Entries[0], listed.Applications.find((one) => one.SdkAppId === SdkAppId)]) {
      const found = record && "Outcome" in record ? record.Outcome === "Found" && record.Application : record;
      expect(found).toMatchObject(has);
      for (const name of hasNot) expect(found).not.toHaveProperty(name);
    }
  });

  test("that may write is no operator", async () => {
    await expect(served.transport().call(ModifySettings, {}, options())).rejects.toMatchObject({
      code: "UnauthorizedOperation",
    });
  });

  test("that was taken away is refused", async () => {
    const key = await served.addKey("read");
    await removeAccessKey(served.store, key.secretId, served.now);
    await expect(served.transport(key).call(DescribeAccount, {}, options())).rejects.toMatchObject({
      code: "AuthFailure.SecretIdNotFound",
    });
  });
});

test("each action has its rate, and each account its own", async () => {
  await served.admin(ModifySettings, { RequestsPerSecond: 3 });
  const codes = await Promise.all(
    Array.from(
      { length: 8 },
      async (_, index) =>
        (await send(served.url, wire("DescribeAccount", "{}", { more: [["x-n", String(index)]] }))).code,
    ),
  );
  expect(codes.filter((code) => code === "RequestLimitExceeded").length).toBeGreaterThanOrEqual(4);
  expect((await send(served.url, wire("DescribeTags", "{}"))).code).toBeUndefined();
  await served.admin(ModifySettings, { RequestsPerSecond: 1_000 });
});

describe("a request sent again", () => {
  const creation = (nonce: string) =>
    wire("CreateApplication", JSON.stringify({ Name: "once", Region: "tokyo", Products: ["chat"] }), {
      more: [["x-nonce", nonce]],
    });
  const result = (body: string) => JSON.parse(body).Response;

  test("gets its first answer and changes nothing", async () => {
    const request = creation("1");
    const first = result((await send(served.url, request)).body);
    const second = result((await send(served.url, request)).body);
    expect({ ...second, RequestId: "" }).toEqual({ ...first, RequestId: "" });
    expect(second.RequestId).not.toBe(first.RequestId);
    const other = result((await send(served.url, creation("2"))).body);
    expect(other.SdkAppId).not.toBe(first.SdkAppId);
  });

  test("many times at once makes one", async () => {
    const request = creation("3");
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(served.url, request)));
    expect(new Set(answers.map(({ body }) => result(body).SdkAppId)).size).toBe(1);
  });

  test("to another server on the same database makes one", async () => {
    const request = creation("4");
    const first = result((await send(served.url, request)).body);
    const other = await served.anotherServer();
    // Its signature covers the first one's host, under which the other may be asked as well.
    expect(result((await send(other.url, request)).body).SdkAppId).toBe(first.SdkAppId);
    await other.stop();
  });

  test("after a refusal is judged anew", async () => {
    const { SdkAppId } = result((await send(served.url, creation("5"))).body);
    const admin = { SdkAppId, UserId: "later" };
    const request = wire("DeleteAdminAccount", JSON.stringify(admin));
    expect((await send(served.url, request)).code).toBe("ResourceNotFound.AdminAccount");
    await served.transport().call(CreateAdminAccount, admin, options());
    expect((await send(served.url, request)).code).toBeUndefined();
    expect((await send(served.url, request)).code).toBeUndefined();
  });

  test("to a service of Tencent's is another request, as it is there", async () => {
    const request = wire("CreateTag", JSON.stringify({ TagKey: "twice", TagValue: "1" }));
    expect((await send(served.url, request)).code).toBeUndefined();
    expect((await send(served.url, request)).code).toBe("ResourceInUse.TagDuplicate");
  });
});

describe("faults", () => {
  afterEach(() => served.admin(ModifyFaults, { Faults: [] }));

  const create = (ClientToken: string) =>
    served
      .transport()
      .call(CreateApplication, { Name: "f", Region: "tokyo", Products: ["chat"], ClientToken }, options());

  test.each(["error-before-commit", "error-after-commit", "lost-reply"] as const)(
    "%s is survived: the request is sent again and makes one",
    async (Kind) => {
      const before = (await served.admin(DescribeAccount, {})).Applications;
      await served.admin(ModifyFaults, { Faults: [{ Kind, Action: "CreateApplication", Times: 1 }] });
      // The very first answer: a server that knows the request again doesn't take it for a repetition.
      expect(await create(`token-${Kind}`)).toMatchObject({ Replayed: false });
      expect((await served.admin(DescribeAccount, {})).Applications).toBe(before + 1);
    },
  );

  test.each([
    ["throttling", "RequestLimitExceeded"],
    ["expired-clock", "AuthFailure.SignatureExpire"],
  ] as const)("%s refuses with %s", async (Kind, code) => {
    await served.admin(ModifyFaults, { Faults: [{ Kind }] });
    await expect(create(`token-${Kind}`)).rejects.toMatchObject({ code });
    await served.admin(ModifyFaults, { Faults: [] });
    expect(await create(`token-${Kind}`)).toMatchObject({ Replayed: false });
  });

  test("that go on leave a plain explanation", async () => {
    served.faults = [{ Kind: "error-before-commit", Share: 1, Milliseconds: 0 }];
    await expect(create("token-on")).rejects.toMatchObject({
      name: "BackendUnavailable",
      message: expect.stringContaining("gives no answer (HTTP 500)"),
    });
    served.faults = [];
  });
});
