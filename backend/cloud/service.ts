import { z } from "zod";
import { printAuthorization, tc3Date, tc3Signature } from "../api";
import type { CloudCredentials } from "./credentials";
import { CloudRefusal, Passing } from "./errors";
import type { CloudRequest } from "./exchange";

/** An action of Tencent Cloud API 3.0. */
export interface ServiceAction {
  readonly service: string;
  readonly version: string;
  readonly name: string;
}

interface RequestParts {
  readonly action: ServiceAction;
  readonly endpoint: URL;
  /** `X-TC-Region` */
  readonly region: string;
  /** Undefined for an action that proves itself by what is in its body. */
  readonly credentials: CloudCredentials | undefined;
  readonly body: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** A request of API 3.0, signed as Tencent's SDKs sign it: content type, host and body. Pure. */
export function serviceRequest(parts: RequestParts): CloudRequest {
  const { action, endpoint, region, credentials, body, timestamp } = parts;
  const { pathname: path, host } = endpoint;
  return {
    path,
    body,
    headers: {
      "content-type": contentType,
      host,
      "x-tc-action": action.name,
      "x-tc-version": action.version,
      "x-tc-region": region,
      "x-tc-timestamp": String(timestamp),
      ...(credentials?.token && { "x-tc-token": credentials.token }),
      authorization: credentials ? authorizationOf(parts, credentials) : "SKIP",
    },
  };
}

const contentType = "application/json";

function authorizationOf(
  { action: { service }, endpoint, body, timestamp }: RequestParts,
  { secretId, secretKey }: CloudCredentials,
): string {
  const headers = [
    ["content-type", contentType],
    ["host", endpoint.host],
  ] as const;
  const { pathname: path } = endpoint;
  return printAuthorization({
    secretId,
    date: tc3Date(timestamp),
    service,
    signedHeaders: headers.map(([name]) => name),
    signature: tc3Signature(
      { method: "POST", path, query: "", headers, payload: body, timestamp, service },
      secretKey,
    ),
  });
}

const Refusal = z.object({
  Response: z.object({
    Error: z.object({ Code: z.string(), Message: z.string() }),
    RequestId: z.string().optional(),
  }),
});

const Answered = z.object({ Response: z.looseObject({ RequestId: z.string().optional() }) });

/** What a service answered, and by which request. */
export interface ServiceAnswer<Answer> {
  readonly answer: Answer;
  readonly requestId: string | undefined;
}

/** The family of codes of too many calls a second. */
const rate = /^RequestLimitExceeded(?:\.|$)/;
/** Families of codes after which the same call may succeed. */
const passing = /^(?:RequestLimitExceeded|InternalError|ServiceUnavailable)(?:\.|$)/;

/**
 * What a service answered; undefined for what is no answer of API 3.0.
 *
 * @throws CloudRefusal, or Passing for one that may be over soon.
 */
export function serviceResponse<Schema extends z.ZodType>(
  schema: Schema,
  json: unknown,
): ServiceAnswer<z.output<Schema>> | undefined {
  const refused = Refusal.safeParse(json);
  if (refused.success) {
    const { Error: error, RequestId } = refused.data.Response;
    if (passing.test(error.Code)) throw new Passing(error.Code, rate.test(error.Code));
    throw new CloudRefusal(error.Code, error.Message, RequestId);
  }
  const answered = Answered.safeParse(json);
  if (!answered.success) return undefined;
  const { success, data: answer } = schema.safeParse(answered.data.Response);
  return success ? { answer, requestId: answered.data.Response.RequestId } : undefined;
}
