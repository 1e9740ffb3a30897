import { z } from "zod";
import { dayMs } from "../../../ground/time";
import {
  UserId,
  WebhookEvents,
  type WebhookProduct,
  WebhookUrl,
  webhookFamilies,
  webhookProducts,
} from "../../api";
import { chatCodes, type WebhookVerb } from "../../rules/chat-calls";
import { type ChatApplication, callWebhook, type LateWebhooks } from "../../service";
import type { Store } from "../../store";

/** A command of Chat's REST API that the server answers. */
export interface ChatCommand {
  /** Calls a second for one application (its page). */
  readonly perSecond: number;
  /** Reads a body; undefined where it isn't one of this command. */
  readonly read: (json: unknown) => Answerer | undefined;
}

/** Who calls, and when. */
export interface ChatCall {
  readonly sdkAppId: number;
  readonly userId: string;
  readonly requestId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly store: Store;
  readonly late: LateWebhooks;
}

/** What an answer has besides `ErrorCode`, or with it where it isn't 0. */
type Answerer = (application: ChatApplication, call: ChatCall) => object | Promise<object>;

const command = <Request extends z.ZodType>(
  perSecond: number,
  request: Request,
  answer: (asked: z.output<Request>, ...given: Parameters<Answerer>) => ReturnType<Answerer>,
): ChatCommand => ({
  perSecond,
  read: (json) => {
    const { success, data } = request.safeParse(json);
    return success ? (...given) => answer(data, ...given) : undefined;
  },
});

/** Whether users are known (1047/34956). A simulated application knows its admins alone. */
const accountCheck = command(
  100,
  z.object({
    CheckItem: z
      .array(z.object({ UserID: UserId }))
      .min(1)
      .max(100),
  }),
  ({ CheckItem }, { admins }) => ({
    ResultItem: CheckItem.map(({ UserID }) => ({
      UserID,
      ResultCode: 0,
      ResultInfo: "",
      AccountStatus: admins.includes(UserID) ? "Imported" : "NotImported",
    })),
  }),
);

/** Facts of each day (1047/34886), of yesterday alone: nobody talks in a simulated application. */
const getAppInfo = command(
  200,
  z.object({ RequestField: z.array(z.string()).optional() }),
  ({ RequestField }, { name }, { now }) => {
    const facts = Object.entries({
      AppName: name,
      Date: new Date(now - dayMs).toISOString().slice(0, 10).replaceAll("-", ""),
    });
    return {
      Result: [Object.fromEntries(facts.filter(([field]) => RequestField?.includes(field) !== false))],
    };
  },
);

const Nothing = z.object({});
const Contents = z.object({ Url: WebhookUrl, CallbackCommandList: WebhookEvents });

/** What is told of calls, conferences or lives (docs/rules.md, section 10). */
const webhookCommand = (product: WebhookProduct, verb: WebhookVerb): ChatCommand => {
  const isSetting = verb === "set" || verb === "update";
  const callOf = ({ sdkAppId, userId, requestId }: ChatCall) => ({
    sdkAppId,
    userId,
    requestId,
    product,
    verb,
  });
  if (!isSetting) {
    return command(200, Nothing, (_, __, call) => callWebhook(call, callOf(call), call.now));
  }
  return {
    perSecond: 200,
    read: (json) => {
      const { success, data } = Contents.safeParse(json);
      if (!success) return () => ({ ErrorCode: chatCodes.malformedCallback });
      const contents = { Url: data.Url, Events: data.CallbackCommandList };
      return (_, call) => callWebhook(call, { ...callOf(call), contents }, call.now);
    },
  };
};

const webhookCommands = webhookProducts.flatMap((product) => {
  const { service, setOverwrites } = webhookFamilies[product];
  const verbs: WebhookVerb[] = ["set", "get", "delete"];
  if (!setOverwrites) verbs.push("update");
  return verbs.map((verb) => [`${service}/${verb}_callback`, webhookCommand(product, verb)] as const);
});

/** By `<service>/<command>`. */
export const chatCommands: ReadonlyMap<string, ChatCommand> = new Map([
  ["im_open_login_svc/account_check", accountCheck],
  ["openconfigsvr/getappinfo", getAppInfo],
  ...webhookCommands,
]);
