import { generateKeyPairSync } from "node:crypto";
import { drawnBytes } from "../../ground/drawn-bytes";
import type { ParsedRequestOf, RequestOf, ResponseOf } from "../api";
import { type Action, type ActionName, ApiError, actions, type Executor, isActionName } from "../api";
import type { Tencent } from "../cloud";
import { BackendError, type Store } from "../store";
import { sharedTencent } from "./enrolment/shared-tencent";
import { handlers } from "./handlers";
import { AnsweredBefore } from "./repetition";
import { type Form, parseRequest } from "./request";
import { type CallContext, OtherExecutor, type Random, type Scope, scopeOf } from "./scope";

export * from "./account/access-keys";
export * from "./account/accounts";
export type { Actor, CallContext, Random, Witness } from "./scope";
export * from "./tencent/chat";
export * from "./tencent/chat-webhook";
export * from "./tencent/late-webhooks";

/** The management backend behind any door: in process, or a server. */
export interface Service {
  /**
   * Answers one action.
   *
   * @throws ApiError with its RequestId: a refusal of the contract, or `InternalError` whose `cause` is for logs.
   * @throws BackendError when the database itself can't be used, with what its owner can do.
   */
  call<A extends Action>(action: A, request: RequestOf<A>, context: CallContext): Promise<ResponseOf<A>>;
  /** Checks the action and fields of a request from outside, then answers it like `call`. */
  answer(action: string, request: unknown, context: CallContext): Promise<unknown>;
  /** Answers like `answer`, as a JSON object in text: for whoever sends it on. */
  text(action: string, request: unknown, context: CallContext): Promise<string>;
}

export interface ServiceOptions {
  readonly now?: () => Date;
  readonly random?: Random;
  /** Tencent Cloud, for the real account of a number; as the environment of this process leads there unless given. */
  readonly tencent?: (uin: string) => Tencent;
}

/** The curve of the key pairs that the consoles gave out before HMAC. */
const legacyCurve = "secp256k1";

const systemRandom: Random = {
  bytes: drawnBytes,
  fraction: () => drawnBytes(4).readUInt32BE() / 2 ** 32,
  keyPair: () =>
    generateKeyPairSync("ec", {
      namedCurve: legacyCurve,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    }),
};

/** Tencent Cloud, as the environment of each account leads there. */
export const tencentBy =
  (environmentOf: (uin: string) => NodeJS.ProcessEnv) =>
  (uin: string): Tencent => {
    // Loaded late: it brings a client of HTTP, which simulated accounts don't need.
    const { tencentIn }: typeof import("../cloud") = require("../cloud");
    return tencentIn(environmentOf(uin));
  };

export function createService(store: Store, options: ServiceOptions = {}): Service {
  const { now = () => new Date(), random = systemRandom } = options;
  const tencent = sharedTencent(options.tencent ?? tencentBy(() => process.env));
  /** Those of accounts that were seen not to be simulated. Every transaction looks whether it is so. */
  const executors = new Map<string, Executor>();

  async function perform(name: ActionName, request: unknown, context: CallContext): Promise<unknown> {
    const by = (executor: Executor) =>
      handle(
        name,
        request,
        scopeOf({ store, action: name, context, executor, now, random, tencent }),
        executor,
      );
    try {
      return await by(executors.get(context.uin) ?? "clock");
    } catch (error) {
      if (!(error instanceof OtherExecutor)) throw error;
      executors.set(context.uin, error.executor);
      return by(error.executor);
    }
  }

  async function answer(name: string, request: unknown, context: CallContext): Promise<unknown> {
    try {
      if (!isActionName(name)) {
        throw new ApiError("InvalidAction", `there is no action "${name}"`, "Action");
      }
      mustBeAllowed(actions[name], context);
      return await perform(name, request, context);
    } catch (error) {
      if (error instanceof AnsweredBefore) return error.answer;
      throw asAnswer(error, context.requestId);
    }
  }

  function call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    context: CallContext,
  ): Promise<ResponseOf<A>>;
  function call(action: Action, request: unknown, context: CallContext): Promise<unknown> {
    return answer(action.name, request, context);
  }

  const text = async (...asked: Parameters<typeof answer>) => JSON.stringify((await answer(...asked)) ?? {});

  return { call, answer, text };
}

type Forms = { readonly [Name in ActionName]: Form<ParsedRequestOf<(typeof actions)[Name]>> };
const forms: Forms = actions;

async function handle<Name extends ActionName>(
  name: Name,
  request: unknown,
  scope: Scope,
  executor: Executor,
): Promise<unknown> {
  const parsed = parseRequest(forms[name], request);
  if (executor === "operator") await scope.mustBeNew();
  return handlers[executor][name](parsed, scope);
}

function mustBeAllowed(action: Action, { actor }: CallContext): void {
  if (action.access !== "admin" || actor.kind === "admin") return;
  throw new ApiError(
    "UnauthorizedOperation",
    `${action.name} is for the operator of this backend: use an administrator's credentials`,
  );
}

/** What a caller may see of an error: refusals as they are, everything else only as a number to ask for. */
function asAnswer(error: unknown, requestId: string): unknown {
  if (error instanceof BackendError) return error;
  const answered =
    error instanceof ApiError
      ? error
      : new ApiError(
          "InternalError",
          "the management backend failed and changed nothing: try again, and report it with the RequestId if it stays",
          undefined,
          { cause: error },
        );
  answered.requestId = requestId;
  return answered;
}
