import { z } from "zod";
import {
  type WebhookContents,
  type WebhookProduct,
  webhookFamilies,
  webhookProducts,
} from "../../../backend/api";

const Contents = z.strictObject({ Url: z.string().min(1), CallbackCommandList: z.array(z.string()).min(1) });
const Nothing = z.strictObject({});

interface Played {
  readonly contents: WebhookContents | undefined;
  readonly at: number;
}

/** What a webhook command is answered with. */
export interface PlayedAnswer {
  readonly ErrorCode: number;
  readonly Response?: object;
}

/** Plays the webhook commands of Chat's REST API, by what their pages say. */
export class PlayedWebhooks {
  readonly #held = new Map<string, Played[]>();
  /** Products that aren't bought. */
  readonly notBought = new Set<WebhookProduct>();
  /** Milliseconds after which a look shows a change. */
  visibleAfter = 0;
  now = (): number => 0;
  /** Changes that took place, in their order: "set 1400000001/call". */
  readonly done: string[] = [];

  /** What is there; undefined where nothing is. */
  at(sdkAppId: number, product: WebhookProduct): WebhookContents | undefined {
    return this.#held.get(`${sdkAppId}/${product}`)?.at(-1)?.contents;
  }

  /** Somebody else changes it: a person, or a program at its start. */
  put(sdkAppId: number, product: WebhookProduct, contents: WebhookContents | undefined): void {
    this.#change(`${sdkAppId}/${product}`, contents);
  }

  /** Undefined for what is no command of webhooks. */
  answer(command: string, sdkAppId: number, body: string): PlayedAnswer | undefined {
    const [, service, verb = ""] = /^v4\/([a-z_]+)\/([a-z]+)_callback$/.exec(command) ?? [];
    const product = webhookProducts.find((one) => webhookFamilies[one].service === service);
    if (!product) return undefined;
    const { setOverwrites } = webhookFamilies[product];
    if (verb === "update" && setOverwrites) return { ErrorCode: 60009 };
    const isChange = verb === "set" || verb === "update";
    const asked = (isChange ? Contents : Nothing).safeParse(JSON.parse(body));
    if (!asked.success) return { ErrorCode: 100002 };
    if (this.notBought.has(product)) return { ErrorCode: 60027 };
    const key = `${sdkAppId}/${product}`;
    const isThere = this.at(sdkAppId, product) !== undefined;
    if (verb === "get") return this.#shown(key);
    if (verb === "set" && isThere && !setOverwrites) return { ErrorCode: 100300 };
    if (verb !== "set" && !isThere) return { ErrorCode: 100301 };
    const { data } = Contents.safeParse(JSON.parse(body));
    this.#change(key, data && { Url: data.Url, Events: data.CallbackCommandList });
    this.done.push(`${verb} ${key}`);
    return { ErrorCode: 0 };
  }

  #shown(key: string): PlayedAnswer {
    const shown = (this.#held.get(key) ?? []).filter(({ at }) => at + this.visibleAfter <= this.now()).at(-1);
    if (!shown?.contents) return { ErrorCode: 100301 };
    const { Url, Events } = shown.contents;
    return { ErrorCode: 0, Response: { Url, CallbackCommandList: Events } };
  }

  #change(key: string, contents: WebhookContents | undefined): void {
    this.#held.set(key, [...(this.#held.get(key) ?? []), { contents, at: this.now() }]);
  }
}
