import { randomInt } from "node:crypto";
import { z } from "zod";
import { type RegionName, signUserSig } from "../api";
import { type ChatAnswer, chatAnswer } from "./chat-answers";
import type { Endpoints } from "./endpoints";
import { Passing } from "./errors";
import type { CloudRequest, Exchange } from "./exchange";

/** Who asks: an admin of an application, whose key signs. */
export interface Signer {
  readonly sdkAppId: number;
  /** The application's SDKSecretKey. */
  readonly secretKey: string;
  readonly userId: string;
}

interface CheckParts extends Signer {
  readonly endpoint: URL;
  /** Seconds since 1970. */
  readonly issuedAt: number;
  /** 0-4294967295. */
  readonly random: number;
}

/** Seconds for which a UserSig of ours is valid: long enough for a clock that is a little off. */
const userSigSeconds = 600;
/** Calls a second that Tencent allows of account_check (1047/34956). */
const checksPerSecond = 100;

/**
 * `account_check` of the signer itself: the cheapest look that an admin alone may take (1047/34620, 1047/34956). Pure.
 */
export function accountCheckRequest(parts: CheckParts): CloudRequest {
  const { endpoint, sdkAppId, userId, secretKey, issuedAt, random } = parts;
  const claims = { sdkAppId, userId, issuedAt, expiresIn: userSigSeconds };
  const query = new URLSearchParams({
    sdkappid: String(sdkAppId),
    identifier: userId,
    usersig: signUserSig(secretKey, claims),
    random: String(random),
    contenttype: "json",
  });
  return {
    path: `${endpoint.pathname.replace(/\/$/, "")}/v4/im_open_login_svc/account_check?${query}`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ CheckItem: [{ UserID: userId }] }),
  };
}

const Answer = z.object({ ErrorCode: z.int(), ErrorInfo: z.string().default("") });

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
   * What the host of a region answers to the signer.
   *
   * @throws CloudUnavailable where there is no answer.
   */
  accountCheck(signer: Signer, region: RegionName, signal: AbortSignal): Promise<ChatAnswer> {
    const { endpoints, exchange, now } = this.options;
    const endpoint = endpoints.chat(region);
    return exchange.call(
      {
        endpoint,
        what: "account_check",
        limit: { name: "account_check", perSecond: checksPerSecond },
        request: () =>
          accountCheckRequest({
            ...signer,
            endpoint,
            issuedAt: Math.floor(now() / 1_000),
            random: randomInt(2 ** 32),
          }),
        read: (json) => {
          const { data } = Answer.safeParse(json);
          if (!data) return undefined;
          const answer = chatAnswer(data.ErrorCode, data.ErrorInfo);
          if (answer.after === "again") throw new Passing(`${answer.code}, ${answer.words}`);
          return answer;
        },
      },
      signal,
    );
  }
}
