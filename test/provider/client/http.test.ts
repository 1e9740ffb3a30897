import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CommonClient } from "tencentcloud-sdk-nodejs/tencentcloud/common/common_client";
import Sign from "tencentcloud-sdk-nodejs/tencentcloud/common/sign";
import {
  type Action,
  CreateTag,
  DescribeAccount,
  DescribeTags,
  parseAuthorization,
  printAuthorization,
  tc3Signature,
} from "../../../backend/api";
import { HttpTransport } from "../../../provider/client/http/http";
import { PerServiceTransport } from "../../../provider/client/per-service";
import type { Transport } from "../../../provider/client/transport";

const credentials = { secretId: "AKIDEXAMPLE", secretKey: "SKEXAMPLE" };
const call = (signal = new AbortController().signal) => ({ signal, mayCreateBackend: false });

let server: Server | undefined;
const transports: HttpTransport[] = [];
afterEach(async () => {
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

/** A server that answers as a test says. */
async function serve(listener: RequestListener): Promise<URL> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port }: Pick<AddressInfo, "port"> = JSON.parse(JSON.stringify(listening.address()));
  return new URL(`http://127.0.0.1:${port}`);
}

const envelope = (response: unknown) => JSON.stringify({ Response: response });
const transportTo = (endpoint: URL, more = {}) => {
  const transport = new HttpTransport({ endpoint, credentials, retries: 2, ...more });
  transports.push(transport);
  return transport;
};
const noTags = envelope({ TotalCount: 0, Offset: 0, Limit: 15, Tags: [], RequestId: "r" });

describe("the signature", () => {
  const timestamp = 1_700_000_000;
  const payload = '{"TagKey":"env","TagValue":"prod"}';
  const headers = [
    ["content-type", "application/json"],
    ["host", "tag.tencentcloudapi.com"],
  ] as const;
  const request = { method: "POST", path: "/", query: "", headers, payload, timestamp, service: "tag" };

  test("is the known one", () => {
    expect(tc3Signature(request, "SKEXAMPLE")).toBe(
      "e92912c7eedac208bfd940fa337c4bdcf7d35d8589701af8c34077c5f7c00af7",
    );
  });

  test.each([
    ["plain", { TagKey: "env" }, "/"],
    ["other letters", { TagKey: "团队 😀" }, "/"],
    ["a path", { Limit: 1 }, "/rtc/api"],
  ])("is that of Tencent's SDK: %s", (_, body, path) => {
    const official = Sign.sign3({
      method: "POST",
      url: `https://tag.tencentcloudapi.com${path}`,
      payload: body,
      timestamp,
      service: "tag",
      secretId: credentials.secretId,
      secretKey: credentials.secretKey,
      multipart: false,
      boundary: "",
      headers: { "Content-Type": "application/json" },
    });
    const signature = tc3Signature(
      { ...request, path, payload: JSON.stringify(body) },
      credentials.secretKey,
    );
    const own = {
      ...credentials,
      date: "2023-11-14",
      service: "tag",
      signedHeaders: ["content-type", "host"],
    };
    expect(printAuthorization({ ...own, signature })).toBe(official);
    expect(parseAuthorization(official)).toMatchObject({ secretId: "AKIDEXAMPLE", signature });
  });

  test("goes with a token where the key pair is temporary", async () => {
    let token: unknown;
    const url = await serve((incoming, outgoing) => {
      token = incoming.headers["x-tc-token"];
      outgoing.end(noTags);
    });
    await transportTo(url, { credentials: { ...credentials, token: "sts" } }).call(DescribeTags, {}, call());
    expect(token).toBe("sts");
  });
});

test("Tencent's general client gets the same answer as ours", async () => {
  const url = await serve((_, outgoing) => {
    outgoing.setHeader("content-type", "application/json");
    outgoing.end(noTags);
  });
  const profile = { httpProfile: { endpoint: url.host, protocol: "http://" } };
  const client = new CommonClient(url.host, DescribeTags.version, {
    credential: credentials,
    region: "",
    profile,
  });
  const { RequestId: _, ...official } = await client.request("DescribeTags", {});
  expect(await transportTo(url).call(DescribeTags, {}, call())).toEqual(official);
});

describe("an answer", () => {
  const answering = async (status: number, body: string, action: Action = DescribeTags) => {
    let requests = 0;
    const url = await serve((_, outgoing) => {
      requests += 1;
      outgoing.writeHead(status).end(body);
    });
    const outcome: unknown = await transportTo(url)
      .call(action, {}, call())
      .catch((error: unknown) => error);
    return { outcome, requests };
  };

  test.each<[string, number, string, number, object]>([
    [
      "a refusal of the contract",
      200,
      envelope({ Error: { Code: "ResourceNotFound.Tag", Message: "m" }, RequestId: "r" }),
      1,
      { name: "ApiError", code: "ResourceNotFound.Tag", requestId: "r" },
    ],
    [
      "a refusal whose code is new",
      200,
      envelope({ Error: { Code: "LimitExceeded.TagKey", Message: "m" } }),
      1,
      { name: "ApiError", code: "LimitExceeded", message: "m [LimitExceeded.TagKey]" },
    ],
    [
      "a refusal of a new family",
      200,
      envelope({ Error: { Code: "Strange.Code", Message: "m" } }),
      1,
      { name: "ApiError", code: "FailedOperation" },
    ],
    [
      "a resource of another kind that is gone",
      200,
      envelope({ Error: { Code: "ResourceNotFound.Other", Message: "m" } }),
      1,
      { code: "ResourceNotFound" },
    ],
    [
      "HTTP 500, three times",
      500,
      "",
      3,
      { name: "BackendUnavailable", message: expect.stringContaining("HTTP 500") },
    ],
    ["HTTP 429, three times", 429, "", 3, { name: "BackendUnavailable" }],
    [
      "HTTP 404, which says nothing about resources",
      404,
      "",
      1,
      { name: "BackendUnavailable", reason: "unusable" },
    ],
    ["HTTP 403 of a proxy", 403, "<html>", 1, { name: "BackendUnavailable" }],
    [
      "no JSON",
      200,
      "<html>",
      1,
      { name: "BackendUnavailable", message: expect.stringContaining("is no answer") },
    ],
    ["JSON of another kind", 200, '{"ok":true}', 1, { name: "BackendUnavailable" }],
    [
      "an answer of another action",
      200,
      envelope({ Tags: "x" }),
      1,
      { name: "BackendUnavailable", message: expect.stringContaining("TotalCount") },
    ],
  ])("%s", async (_, status, body, requests, expected) => {
    const answer = await answering(status, body);
    expect(answer.outcome).toMatchObject(expected);
    expect(answer.requests).toBe(requests);
  });
});

test("a request without an answer is sent again as it was signed", async () => {
  const seen: unknown[] = [];
  const url = await serve((incoming, outgoing) => {
    seen.push(incoming.headers.authorization);
    if (seen.length < 3) incoming.socket.destroy();
    else outgoing.end(envelope({}));
  });
  await transportTo(url).call(CreateTag, { TagKey: "a", TagValue: "b" }, call());
  expect(seen).toHaveLength(3);
  expect(new Set(seen).size).toBe(1);
});

test("two requests are two, even when they are alike", async () => {
  const seen: unknown[] = [];
  const url = await serve((incoming, outgoing) => {
    seen.push(incoming.headers.authorization);
    outgoing.end(envelope({}));
  });
  const transport = transportTo(url, { now: () => 1_700_000_000_000 });
  for (const _ of [1, 2]) await transport.call(CreateTag, { TagKey: "a", TagValue: "b" }, call());
  expect(new Set(seen).size).toBe(2);
});

test("a cancelled call ends with the reason, in the middle of an answer or of a pause", async () => {
  for (const status of [undefined, 500]) {
    const url = await serve((_, outgoing) => {
      controller.abort(new Error("cancelled by the user"));
      if (status) outgoing.writeHead(status).end();
    });
    const controller = new AbortController();
    await expect(transportTo(url).call(DescribeAccount, {}, call(controller.signal))).rejects.toThrow(
      "cancelled by the user",
    );
    server?.closeAllConnections();
    server?.close();
  }
});

test("a host that doesn't exist is said at once", async () => {
  const transport = transportTo(new URL("http://nowhere.invalid"));
  await expect(transport.call(DescribeTags, {}, call())).rejects.toMatchObject({
    name: "BackendUnavailable",
    reason: "unusable",
  });
});

test("a request that the client itself refuses is not tried again", async () => {
  let requests = 0;
  const url = await serve((_, outgoing) => {
    requests += 1;
    outgoing.end(noTags);
  });
  const transport = transportTo(url, { credentials: { ...credentials, token: "line\nend" }, retries: 100 });
  await expect(transport.call(DescribeTags, {}, call())).rejects.toMatchObject({
    message: expect.stringContaining("UND_ERR_INVALID_ARG"),
  });
  expect(requests).toBe(0);
});

test("services go where they are told, the rest to the management backend", async () => {
  const called: string[] = [];
  const named = (name: string): Transport => ({
    requestsPerSecond: name === "management" ? Number.POSITIVE_INFINITY : 20,
    call: async (action) => {
      called.push(`${action.name} → ${name}`);
      throw new Error("enough");
    },
    close: async () => void called.push(`close ${name}`),
  });
  const transport = new PerServiceTransport(named("management"), new Map([["tag", named("tencent")]]));
  for (const action of [DescribeTags, DescribeAccount])
    await transport.call(action, {}, call()).catch(() => {});
  await transport.close();
  expect(called).toEqual([
    "DescribeTags → tencent",
    "DescribeAccount → management",
    "close management",
    "close tencent",
  ]);
  expect(transport.requestsPerSecond).toBe(20);
});
