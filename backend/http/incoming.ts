import { type ActionName, ApiError, actions, isActionName } from "../api";

/** A request as it came over the wire. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  /** Without "?". */
  readonly query: string;
  /** By lower-case name. */
  header(name: string): string | undefined;
  readonly body: string;
}

/** A request that can be understood; who sent it is still open. */
export interface Parsed {
  readonly action: ActionName;
  readonly parameters: unknown;
}

/**
 * The action and its parameters.
 *
 * @throws ApiError in the words of Tencent Cloud API 3.0.
 */
export function parse(incoming: Incoming): Parsed {
  if (incoming.method !== "POST") {
    throw new ApiError("UnsupportedProtocol", "requests are POST with a JSON body, whatever the action");
  }
  const name = incoming.header("x-tc-action");
  if (!name) throw new ApiError("MissingParameter", "the header X-TC-Action is missing", "Action");
  if (!isActionName(name)) {
    throw new ApiError("InvalidAction", "there is no such action here; /openapi.json lists all", "Action");
  }
  const { version } = actions[name];
  if (incoming.header("x-tc-version") !== version) {
    throw new ApiError(
      "NoSuchVersion",
      `${name} has the version ${version}: send it in X-TC-Version`,
      "Version",
    );
  }
  return { action: name, parameters: parametersOf(incoming.body) };
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
