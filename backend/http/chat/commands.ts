import { z } from "zod";
import { dayMs } from "../../../ground/time";
import { UserId } from "../../api";
import { chatCodes } from "../../rules/chat-calls";
import type { ChatApplication } from "../../service";

/** A command of Chat's REST API that the server answers. All of them only read. */
export interface ChatCommand {
  /** Calls a second for one application (its page). */
  readonly perSecond: number;
  /** Reads a body; undefined where it isn't one of this command. */
  readonly read: (json: unknown) => Answerer | undefined;
}

/** What an answer has besides `ErrorCode`, or with it where it isn't 0; `now` is in milliseconds since 1970. */
type Answerer = (application: ChatApplication, now: number) => object;

const command = <Request extends z.ZodType>(
  perSecond: number,
  request: Request,
  answer: (asked: z.output<Request>, ...given: Parameters<Answerer>) => object,
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
  ({ RequestField }, { name }, now) => {
    const facts = Object.entries({
      AppName: name,
      Date: new Date(now - dayMs).toISOString().slice(0, 10).replaceAll("-", ""),
    });
    return {
      Result: [Object.fromEntries(facts.filter(([field]) => RequestField?.includes(field) !== false))],
    };
  },
);

/** What is to be told of calls, conferences or lives (trtc.io/68937, 60730, 64420): so far nothing can be set. */
const getCallback = command(200, z.object({}), () => ({ ErrorCode: chatCodes.noCallback }));

/** By `<service>/<command>`. */
export const chatCommands: ReadonlyMap<string, ChatCommand> = new Map([
  ["im_open_login_svc/account_check", accountCheck],
  ["openconfigsvr/getappinfo", getAppInfo],
  ["call_config/get_callback", getCallback],
  ["room_config/get_callback", getCallback],
  ["live_config/get_callback", getCallback],
]);
