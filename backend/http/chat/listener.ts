import { randomUUID } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger } from "pino";
import { z } from "zod";
import { ApiError } from "../../api";
import { type ChatCode, chatCodes, isWrongSignature } from "../../rules/chat-calls";
import { enterChat, type LateWebhooks } from "../../service";
import type { Store } from "../../store";
import { readBody } from "../body";
import type { Hold, InFlight } from "../connection/in-flight";
import { begin, type Trace } from "../journal";
import type { Metrics } from "../metrics";
import type { RateLimit } from "../rate-limit";
import { chatCommands } from "./commands";
import type { ChatMeters } from "./meters";

/** What stands before the path that Tencent's hosts have: a region in the place of its host. */
const form = /^\/chat\/([a-z-]{1,32})\/v4\/([a-z_]{1,64}\/[a-z_]{1,64})(?:\?|$)/;

export const isForChat = (url: string | undefined): boolean => url?.startsWith("/chat/") === true;

export interface ChatParts {
  readonly store: Store;
  readonly meters: ChatMeters;
  readonly late: LateWebhooks;
  readonly rateLimit: RateLimit;
  readonly inFlight: InFlight;
  readonly requestLimit: number;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => Date;
}

/** The query of every call (1047/34620). */
const Query = z.object({
  sdkappid: z.coerce.number().int().min(1).max(4_294_967_295),
  identifier: z.string().min(1).max(1_000),
  usersig: z.string().min(1).max(10_000),
  random: z.coerce.number().int().min(0).max(4_294_967_295),
  contenttype: z.literal("json"),
});

/**
 * Answers Chat's REST API for the applications of all accounts at `/chat/<region>/v4/<service>/<command>`, as Tencent's
 * hosts do for theirs: HTTP 200 with an ErrorCode. Webhooks alone can be changed.
 */
export const chatListener =
  (parts: ChatParts): RequestListener =>
  async (incoming, outgoing) => {
    const trace: Trace = { requestId: randomUUID() };
    const end = begin(trace, parts);
    const held = parts.inFlight.hold();
    try {
      const body = await answer(incoming, held, trace, parts);
      end({ code: String(body.ErrorCode) });
      send(200, body, outgoing);
    } catch (error) {
      // The one thing that Tencent tells by an HTTP status is that its servers weren't reached.
      end({ code: error instanceof ApiError ? error.code : "ServiceUnavailable", error });
      if (!incoming.complete) outgoing.setHeader("connection", "close");
      send(502, undefined, outgoing);
    } finally {
      held.end();
    }
  };

type Answer = { readonly ErrorCode: number };

async function answer(
  incoming: IncomingMessage,
  held: Hold,
  trace: Trace,
  parts: ChatParts,
): Promise<Answer> {
  const { url = "", method } = incoming;
  const text = await readBody(incoming, parts.requestLimit, held);
  const [, region = "", name = ""] = form.exec(url) ?? [];
  const command = chatCommands.get(name);
  if (!command || method !== "POST") return refused(chatCodes.noSuchCommand);
  trace.action = name;
  const query = Query.safeParse(Object.fromEntries(new URL(url, "http://localhost").searchParams)).data;
  const answerer = command.read(jsonIn(text));
  if (!query || !answerer) return refused(chatCodes.malformed);
  const { sdkappid: sdkAppId, identifier: userId, usersig: userSig } = query;
  trace.sdkAppId = sdkAppId;
  if (parts.meters.isLocked(sdkAppId)) return refused(chatCodes.locked);
  const now = parts.now().getTime();
  const entry = await enterChat(parts.store, { region, sdkAppId, userId, userSig }, now);
  if (isWrongSignature(entry.code)) parts.meters.signedWrong(sdkAppId);
  if (entry.code !== chatCodes.ok) return refused(entry.code);
  parts.meters.signedRight(sdkAppId);
  const { admins, callsPerDay } = entry.application;
  if (!parts.rateLimit.take(`chat of ${sdkAppId}`, name, command.perSecond))
    return refused(chatCodes.tooOften);
  if (callsPerDay !== undefined && !parts.meters.takeOfDay(sdkAppId, callsPerDay)) {
    return refused(chatCodes.trialUsedUp);
  }
  if (!admins.includes(userId)) return refused(chatCodes.noAdmin);
  const { store, late } = parts;
  const call = { sdkAppId, userId, requestId: trace.requestId, now, store, late };
  return { ErrorCode: chatCodes.ok, ...(await answerer(entry.application, call)) };
}

const refused = (ErrorCode: ChatCode): Answer => ({ ErrorCode });

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(status: number, answer: Answer | undefined, outgoing: ServerResponse): void {
  const ActionStatus = answer?.ErrorCode === chatCodes.ok ? "OK" : "FAIL";
  const body = JSON.stringify({ ActionStatus, ErrorInfo: "", ...answer });
  outgoing.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  outgoing.end(body);
}
