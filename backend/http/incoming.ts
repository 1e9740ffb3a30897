import { type ActionName, ApiError, actions, isActionName } from "../api";
import { queryParameters } from "./query";

/** A request as it came over the wire. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  /** Without "?". */
  readonly query: string;
  /** A header by its lower-case name. */
  header(name: string): string | undefined;
  readonly body: string;
}

/** A request that can be understood; who sent it is still open. */
export interface Parsed {
  readonly action: ActionName;
  /**
   * Reads the body or the query. That may cost something, so it waits until the sender is known.
   *
   * @throws ApiError `InvalidRequest`
   */
  readonly parameters: () => unknown;
}

/**
 * The action, and how to read its parameters.
 *
 * @throws ApiError in the words of Tencent Cloud API 3.0.
 */
export function parse(incoming: Incoming): Parsed {
  const { method } = incoming;
  const name = incoming.header("x-tc-action");
  if (!name) throw withoutAction(incoming);
  if (!isActionName(name)) {
    throw new ApiError("InvalidAction", "there is no such action here; /openapi.json lists all", "Action");
  }
  const { version, service } = actions[name];
  const isQuery = method === "GET" && service !== "rtcapp";
  if (method !== "POST" && !isQuery) {
    throw new ApiError(
      "UnsupportedProtocol",
      "requests are POST with a JSON body; GET with a query is for the actions of Tencent's own services",
    );
  }
  if (incoming.header("x-tc-version") !== version) {
    throw new ApiError(
      "NoSuchVersion",
      `${name} has the version ${version}: send it in X-TC-Version`,
      "Version",
    );
  }
  const parameters = () =>
    isQuery ? parametersIn(incoming.query, actions[name].request) : parametersOf(incoming.body);
  return { action: name, parameters };
}

function parametersIn(...given: Parameters<typeof queryParameters>): unknown {
  const parameters = queryParameters(...given);
  if (parameters !== undefined) return parameters;
  throw new ApiError("InvalidRequest", "the query must name each parameter once, as Tags.0.TagKey=env does");
}

/** Tencent's first way to sign, which every SDK still offers, has the action and the signature among the parameters. */
function withoutAction({ query, body, header }: Incoming): ApiError {
  const isForm = header("content-type")?.startsWith("application/x-www-form-urlencoded") === true;
  const parameters = new URLSearchParams(isForm && body !== "" ? body : query);
  if (!parameters.has("Signature")) {
    return new ApiError("MissingParameter", "the header X-TC-Action is missing", "Action");
  }
  const given = parameters.get("SignatureMethod") ?? "HmacSHA1";
  const method = /^Hmac[A-Z0-9]{1,10}$/.test(given) ? given : "another method";
  return new ApiError(
    "AuthFailure.InvalidAuthorization",
    `the request is signed with ${method}, and only TC3-HMAC-SHA256 is taken: set signMethod (SignMethod) of the SDK's client profile to "TC3-HMAC-SHA256", or leave it out`,
  );
}

/** Tencent's SDK for Node sends an empty text as JSON where an action has no parameters. */
const nothing = '""';

/** What the client signed of the body. */
export const signedBody = (body: string): string => (body === nothing ? "" : body);

function parametersOf(body: string): unknown {
  if (signedBody(body) === "") return {};
  try {
    const parameters: unknown = JSON.parse(body);
    if (typeof parameters === "object" && parameters !== null && !Array.isArray(parameters))
      return parameters;
  } catch {
    // Said below: what exactly is wrong with it may hold what nobody should read in a log.
  }
  throw new ApiError("InvalidRequest", "the body must be a JSON object");
}
