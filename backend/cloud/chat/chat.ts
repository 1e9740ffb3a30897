import { randomInt } from "node:crypto";
import { z } from "zod";
import { type RegionName, signUserSig } from "../../api";
import type { Endpoints } from "../endpoints";
import { Passing } from "../errors";
import type { CloudRequest, Exchange } from "../exchange";
import { type ChatAnswer, chatAnswer } from "./answers";

/** Who asks: an admin of an application, whose key signs. */
export interface Signer {
  readonly sdkAppId: number;
  /** The application's SDKSecretKey. */
  readonly secretKey: string;
  readonly userId: string;
}

/** A command of Chat's REST API that only reads; those that change something are in `./webhook`. */
export interface ChatLook {
  /** `<service>/<command>` */
  readonly command: string;
  readonly body: object;
  /** Calls a second that Tencent allows. */
  readonly perSecond: number;
  /** Whether it may do its work once alone. */
  readonly isOnce?: boolean;
}

/** Whether users are known: the cheapest look that an admin alone may take (1047/34956). */
const accountCheck = (userId: string): ChatLook => ({
  command: "im_open_login_svc/account_check",
  body: { CheckItem: [{ UserID: userId }] },
  perSecond: 100,
});

interface RequestParts extends Signer {
  readonly endpoint: URL;
  readonly look: ChatLook;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** 0-4294967295. */
  readonly random: number;
}

/** Seconds for which a UserSig of ours is valid: long enough for a clock that is a little off. */
const userSigSeconds = 600;

/** A request of Chat's REST API (1047/34620). Pure. */
export function chatRequest(parts: RequestParts): CloudRequest {
  const { endpoint, look, sdkAppId, userId, secretKey, issuedAt, random } = parts;
  const claims = { sdkAppId, userId, issuedAt, expiresIn: userSigSeconds };
  const query = new URLSearchParams({
    sdkappid: String(sdkAppId),
    identifier: userId,
    usersig: signUserSig(secretKey, claims),
    random: String(random),
    contenttype: "json",
  });
  return {
    path: `${endpoint.pathname.replace(/\/$/, "")}/v4/${look.command}?${query}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(look.body),
  };
}

/** Its pages show no RequestId in answers of `account_check`; other commands' answers have one, which is kept. */
const Answer = z.object({
  ErrorCode: z.int(),
  ErrorInfo: z.string().default(""),
  RequestId: z.string().optional().catch(undefined),
});

/** What an answer means, and by which request it came. */
export interface ChatReply extends ChatAnswer {
  readonly requestId: string | undefined;
}

export interface ChatOptions {
  readonly endpoints: Endpoints;
  readonly exchange: Exchange;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Chat's REST API, signed with an application's own key. */
export class Chat {
  constructor(private readonly options: ChatOptions) {}

  /**
   * What the host of a region answers to the signer about itself.
   *
   * @throws CloudUnavailable where there is no answer.
   */
  async accountCheck(signer: Signer, region: RegionName, signal: AbortSignal): Promise<ChatReply> {
    const { answer } = await this.look(signer, region, accountCheck(signer.userId), signal);
    return answer;
  }

  /** What a look answers, with all of its JSON. */
  look(
    signer: Signer,
    region: RegionName,
    look: ChatLook,
    signal: AbortSignal,
  ): Promise<{ readonly answer: ChatReply; readonly json: unknown }> {
    const { endpoints, exchange, now } = this.options;
    const endpoint = endpoints.chat(region);
    const what = look.command.slice(look.command.indexOf("/") + 1);
    return exchange.call(
      {
        endpoint,
        what,
        // Tencent counts by command and application; whoever asks many shares one address.
        limit: { name: look.command, perSecond: look.perSecond },
        isOnce: look.isOnce ?? false,
        request: () => {
          const issuedAt = Math.floor(now() / 1_000);
          return chatRequest({ ...signer, endpoint, look, issuedAt, random: randomInt(2 ** 32) });
        },
        read: (json) => {
          const { data } = Answer.safeParse(json);
          if (!data) return undefined;
          const answer = chatAnswer(data.ErrorCode, data.ErrorInfo);
          if (answer.after === "again") throw new Passing(`${answer.code}, ${answer.words}`);
          return { answer: { ...answer, requestId: data.RequestId }, json };
        },
      },
      signal,
    );
  }
}
