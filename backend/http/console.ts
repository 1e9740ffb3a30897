import { type Action, isActionName, type ResponseOf } from "../api";
import type { Ask, Asker } from "../console";
import { actorOf } from "../service";
import { answerable } from "./envelope";
import { begin, type Trace, witnessOf } from "./journal";
import { mustHaveRight, type Parts } from "./pipeline";

type Needed = Pick<Parts, "service" | "metrics" | "log">;

/**
 * The service as the console's pages ask it: judged by rights, counted and logged like any other request. Rates and
 * faults are for programs.
 */
export function consoleDoor(parts: Needed): Ask {
  function ask<A extends Action>(action: A, request: unknown, asker: Asker): Promise<ResponseOf<A>>;
  async function ask({ name }: Action, request: unknown, { access, requestId }: Asker): Promise<unknown> {
    const trace: Trace = { requestId, access };
    if (isActionName(name)) trace.action = name;
    const end = begin(trace, parts);
    try {
      if (isActionName(name)) mustHaveRight(access, name);
      const answer = await parts.service.answer(name, request, {
        uin: access.uin,
        actor: actorOf(access, "console"),
        requestId,
        witness: witnessOf(trace),
      });
      end({ code: "OK" });
      return answer;
    } catch (error) {
      const answered = answerable(error);
      answered.requestId = requestId;
      end({ code: answered.code, error });
      throw answered;
    }
  }
  return ask;
}
