import { z } from "zod";
import { type RegionName, type WebhookContents, type WebhookProduct, webhookFamilies } from "../../api";
import { CloudUnanswered, CloudUnavailable } from "../errors";
import type { Chat, ChatReply, Signer } from "./chat";

/** What a webhook command does. */
type WebhookCommand = "get" | "set" | "update" | "delete";

/** Calls a second of each command for one application (trtc.io/document/68933, 60722). */
const perSecond = 200;

/** There is no answer. @see WebhookDone for what that means of a change */
interface Without {
  readonly why: string;
  readonly reply?: undefined;
}

/** What Tencent has of a webhook, or why it doesn't say so. */
export type SeenWebhook =
  | { readonly is: "there"; readonly contents: WebhookContents; readonly reply: ChatReply }
  | { readonly is: "none" | "unavailable" | "refused"; readonly reply: ChatReply }
  | ({ readonly is: "unasked" } & Without);

/** What became of a command that changes a webhook: `unanswered` ones may have been carried out, `unasked` ones weren't. */
export type WebhookDone =
  | { readonly is: "done" | "there already" | "none" | "unavailable" | "refused"; readonly reply: ChatReply }
  | ({ readonly is: "unanswered" | "unasked" } & Without);

interface Place {
  readonly region: RegionName;
  readonly product: WebhookProduct;
}

interface Change extends Place {
  readonly command: Exclude<WebhookCommand, "get">;
  /** Of all but `delete`. */
  readonly contents: WebhookContents | undefined;
}

/** Of nothing, commands of Chat's REST API show an empty answer where they don't refuse. */
const Shown = z.object({
  Response: z
    .object({ Url: z.string().default(""), CallbackCommandList: z.array(z.string()).default([]) })
    .optional(),
});

/** `call_config/set_callback`. */
const webhookCommand = (product: WebhookProduct, command: WebhookCommand): string =>
  `${webhookFamilies[product].service}/${command}_callback`;

/** Codes that say that the product isn't there to be called. */
const unavailable: readonly number[] = [60027, 60020, 80005, -10108];

/** The webhooks of applications at Tencent Cloud. Each call throws its signal's reason when that aborts. */
export class Webhooks {
  constructor(private readonly chat: Chat) {}

  /** What the host of a region shows of a webhook, to an admin who signs. */
  async get(signer: Signer, { region, product }: Place, signal: AbortSignal): Promise<SeenWebhook> {
    const look = { command: webhookCommand(product, "get"), body: {}, perSecond };
    try {
      const { answer: reply, json } = await this.chat.look(signer, region, look, signal);
      return seenIn(reply, json);
    } catch (error) {
      if (error instanceof CloudUnavailable) return { is: "unasked", why: error.inWords };
      throw error;
    }
  }

  /** Changes a webhook by one call: one without an answer isn't made again here, since only a look tells what it did. */
  async change(signer: Signer, change: Change, signal: AbortSignal): Promise<WebhookDone> {
    const { region, product, command, contents } = change;
    const body = contents ? { Url: contents.Url, CallbackCommandList: contents.Events } : {};
    const call = { command: webhookCommand(product, command), body, perSecond, isOnce: true };
    try {
      const { answer: reply } = await this.chat.look(signer, region, call, signal);
      return { is: doneBy(reply), reply };
    } catch (error) {
      if (error instanceof CloudUnanswered) return { is: "unanswered", why: error.inWords };
      if (error instanceof CloudUnavailable) return { is: "unasked", why: error.inWords };
      throw error;
    }
  }
}

function seenIn(reply: ChatReply, json: unknown): SeenWebhook {
  if (unavailable.includes(reply.code)) return { is: "unavailable", reply };
  if (reply.code === 100301) return { is: "none", reply };
  if (reply.code !== 0) return { is: "refused", reply };
  const { data } = Shown.safeParse(json);
  // Never taken for nothing: who does would overwrite it.
  if (!data) return { is: "unasked", why: "what Tencent shows of the webhook isn't in its form" };
  const { Url = "", CallbackCommandList: Events = [] } = data.Response ?? {};
  return Url === "" ? { is: "none", reply } : { is: "there", contents: { Url, Events }, reply };
}

function doneBy({ code }: ChatReply): "done" | "there already" | "none" | "unavailable" | "refused" {
  if (code === 0) return "done";
  if (code === 100300) return "there already";
  if (code === 100301) return "none";
  return unavailable.includes(code) ? "unavailable" : "refused";
}
