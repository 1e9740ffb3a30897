import { createHash, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { type ActionName, ApiError, actions, type Fault, type ServiceName } from "../api";
import { type Access, type Actor, actorOf, mayWrite, type Service } from "../service";
import { type Authenticated, authenticate } from "./authentication";
import { refusal, success } from "./envelope";
import { BrokenReply, type FaultPlan } from "./faults";
import { type Incoming, parse } from "./incoming";
import { begin, type Trace, witnessOf } from "./journal";
import type { KeyPairs } from "./key-pairs";
import type { Metrics } from "./metrics";
import type { RateLimit } from "./rate-limit";

/** What a server answers with. Without a body the connection is to break. */
export interface Reply {
  readonly status: 200 | 500;
  readonly body: string | undefined;
}

export interface Parts {
  readonly service: Service;
  readonly keyPairs: KeyPairs;
  readonly rateLimit: RateLimit;
  readonly faultPlan: FaultPlan;
  /** Faults for every account, beside its own. */
  readonly commonFaults: () => readonly Fault[];
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => Date;
}

/**
 * Answers requests. The order is fixed: a request costs little until it is known who sent it, counts against
 * the sender's rate only once that is proven, and does nothing before every check has passed.
 */
export function pipeline(parts: Parts): (incoming: Incoming | ApiError) => Promise<Reply> {
  return async (incoming) => {
    const trace: Trace = { requestId: randomUUID() };
    const end = begin(trace, parts);
    const answered = await answer(incoming, trace, parts);
    end(answered);
    return answered.reply;
  };
}

interface Answered {
  readonly reply: Reply;
  readonly code: string;
  readonly error?: unknown;
}

async function answer(incoming: Incoming | ApiError, trace: Trace, parts: Parts): Promise<Answered> {
  try {
    // 1. Size: whoever read the request gives an error in place of one that is too large.
    if (incoming instanceof ApiError) throw incoming;
    // 2. Form: an action that exists, in its version.
    const parsed = parse(incoming);
    trace.action = parsed.action;
    // 3. Signature: who sends it.
    const { service } = actions[parsed.action];
    const now = parts.now().getTime();
    const authenticated = await authenticate(incoming, service, parts.keyPairs.find, now);
    const { access } = authenticated;
    trace.access = access;
    // 4. Rights: whether that key pair may.
    mustHaveRight(access, parsed.action);
    // 5. Rate: whether the account may now.
    mustHaveRoom(access, parsed.action, parts);
    // 6. Parameters: the first thing that may cost something.
    const parameters = parsed.parameters();
    // 7. Faults: what somebody wants to see go wrong.
    const mishap = mishapOf(parsed.action, access, parts);
    if (mishap.latency > 0) await delay(mishap.latency);
    if (mishap.before) throw mishap.before;
    // 8. The work itself.
    const result = await dispatch(
      { action: parsed.action, parameters },
      authenticated,
      incoming,
      trace,
      parts,
    );
    if (mishap.after) throw mishap.after;
    // 9. Envelope.
    return { reply: { status: 200, body: success(result, trace.requestId) }, code: "OK" };
  } catch (error) {
    if (error instanceof BrokenReply) return broken(error);
    const { code, body } = refusal(error, trace.requestId);
    return { reply: { status: 200, body }, code, error };
  }
}

const broken = ({ how }: BrokenReply): Answered =>
  how === "lost"
    ? { reply: { status: 500, body: undefined }, code: "fault:lost-reply" }
    : { reply: { status: 500, body: "Internal Server Error" }, code: "fault:error" };

/** @throws ApiError where the key pair may only read, and the action changes something. */
export function mustHaveRight(access: Access, action: ActionName): void {
  if (mayWrite(access) || actions[action].access === "read") return;
  throw new ApiError(
    "UnauthorizedOperation.ReadOnly",
    `${action} changes something, and this key pair may only read: use one with the right to write`,
  );
}

/** @throws ApiError where the account has asked for as many of the action as it may in a second. */
function mustHaveRoom({ uin, settings }: Access, action: ActionName, { rateLimit }: Parts): void {
  const { RequestsPerSecond: perSecond } = settings;
  if (rateLimit.take(uin, action, perSecond)) return;
  throw new ApiError(
    "RequestLimitExceeded",
    `the account may ask for ${action} ${perSecond} times a second: ask again a little later`,
  );
}

const harmless = { latency: 0, before: undefined, after: undefined };

/** An operator's action is never hindered: it is what ends the faults. Nor is a real account's. */
function mishapOf(action: ActionName, { uin, faults, executor }: Access, parts: Parts) {
  const common = parts.commonFaults();
  if (
    executor === "operator" ||
    actions[action].access === "admin" ||
    common.length + faults.faults.length === 0
  )
    return harmless;
  return parts.faultPlan.mishap(uin, action, [...faults.faults, ...common], faults.since);
}

/** The kinds of client that name themselves so; every other is a program of its own. */
const clients: ReadonlyMap<string | undefined, Actor["kind"]> = new Map([
  ["pulumi-tencentrtc-provider", "provider"],
  ["pulumi-tencentrtc-console", "console"],
  ["pulumi-tencentrtc-cli", "cli"],
]);

const kindOf = ({ rights }: Access, action: ActionName, incoming: Incoming): Actor["kind"] =>
  rights === "admin" && actions[action].access === "admin"
    ? "admin"
    : (clients.get(incoming.header("x-tc-requestclient")) ?? "api");

async function dispatch(
  { action, parameters }: { readonly action: ActionName; readonly parameters: unknown },
  { access, signature, signedAt }: Authenticated,
  incoming: Incoming,
  trace: Trace,
  { service, keyPairs }: Parts,
): Promise<string> {
  const { access: kind, service: asked } = actions[action];
  try {
    return await service.text(action, parameters, {
      uin: access.uin,
      actor: actorOf(access, kindOf(access, action, incoming)),
      requestId: trace.requestId,
      witness: witnessOf(trace),
      signedAt,
      fingerprint: kind === "read" || asked !== ours ? undefined : fingerprintOf(signature, action, incoming),
    });
  } finally {
    if (kind === "admin") keyPairs.forget();
  }
}

/**
 * The service whose requests change something once, however often they arrive. Tencent's services know nothing of the
 * kind: their SDKs sign no nonce, and two calls within one second that are alike are two.
 */
const ours: ServiceName = "rtcapp";

/** The action and the body are part of it, since a client need not sign either. */
const fingerprintOf = (signature: string, action: ActionName, { query, body }: Incoming): string =>
  createHash("sha256")
    .update(JSON.stringify(query === "" ? [signature, action, body] : [signature, action, body, query]))
    .digest("hex");
