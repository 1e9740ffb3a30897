import {
  type Agent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from "node:http";
import {
  actions,
  isActionName,
  printAuthorization,
  type Tc3Request,
  tc3Date,
  tc3Signature,
} from "../../../backend/api";

/** A request as it goes over the wire, for tests that change what no client would. */
export interface Wire {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The error's code in the envelope; undefined where the action succeeded. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Signs as Tencent's SDKs do, content type and host, and for actions of ours the action, too. */
export function signed(options: {
  readonly url: string;
  readonly action: string;
  readonly version: string;
  readonly key: { readonly secretId: string; readonly secretKey: string };
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly more?: Tc3Request["headers"];
  readonly service?: string;
}): Wire {
  const { url, action, version, key, body, now, more = [], service = "rtcapp" } = options;
  const ofTencent = isActionName(action) && actions[action].service !== "rtcapp";
  const timestamp = Math.floor(now / 1_000);
  const headers: Tc3Request["headers"] = [
    ["content-type", "application/json"],
    ["host", new URL(url).host],
    ...(ofTencent ? [] : [["x-tc-action", action.toLowerCase()] as const]),
    ...more,
  ];
  const covered = { method: "POST", path: "/", query: "", headers, payload: body, timestamp, service };
  const authorization = printAuthorization({
    secretId: key.secretId,
    date: tc3Date(timestamp),
    service,
    signedHeaders: headers.map(([name]) => name),
    signature: tc3Signature(covered, key.secretKey),
  });
  return {
    method: "POST",
    path: "/",
    headers: {
      ...Object.fromEntries(headers),
      authorization,
      "x-tc-action": action,
      "x-tc-version": version,
      "x-tc-timestamp": String(timestamp),
    },
    body,
  };
}

/** Sends exactly these bytes, on a connection of its own unless told. Rejects when the connection breaks. */
export function send(
  url: string,
  { method, path, headers, body }: Wire,
  agent: Agent | false = false,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const length = body === "" ? {} : { "content-length": Buffer.byteLength(body) };
    const request = httpRequest(
      { hostname, port, method, path, agent, headers: { ...headers, ...length } },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part) => {
          text += part;
        });
        response.on("error", reject);
        response.on("end", () => resolve(answerOf(response, text)));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

function answerOf({ statusCode: status = 0, headers }: IncomingMessage, body: string): Answer {
  if (!body.startsWith("{")) return { status, headers, body, code: undefined, message: undefined };
  const { Response } = JSON.parse(body);
  if (Response === undefined) return { status, headers, body, code: undefined, message: undefined };
  expect(Response.RequestId).toMatch(/^[0-9a-f-]{36}$/);
  return { status, headers, body, code: Response.Error?.Code, message: Response.Error?.Message };
}
