import { ApiError, type Fault } from "../api";
import { expired } from "./authentication";

/** The connection breaks, or HTTP 500 takes the place of the envelope. */
export class BrokenReply extends Error {
  override readonly name = "BrokenReply";

  constructor(readonly how: "error" | "lost") {
    super(how === "error" ? "a fault that was asked for" : "a reply that was to be lost");
  }
}

/** What is to go wrong with one request. */
export interface Mishap {
  /** Milliseconds. */
  readonly latency: number;
  readonly before: Error | undefined;
  readonly after: Error | undefined;
}

/** A clock that is wrong by more than any rounding. */
const secondsOff = -3_600;

/** Chooses, for each request, what of an account's faults befalls it. */
export class FaultPlan {
  /** How often each fault that is limited has struck, by account and the fault's own text. */
  readonly #struck = new Map<string, number>();

  constructor(private readonly fraction: () => number = Math.random) {}

  /** @param since tells faults that were asked for anew from those of before */
  mishap(uin: string, action: string, faults: readonly Fault[], since: number | null): Mishap {
    const striking = faults.filter((fault, index) =>
      this.#strikes(`${uin}/${since}/${index}`, action, fault),
    );
    const first = (kinds: readonly Fault["Kind"][]) =>
      striking.find(({ Kind }) => kinds.includes(Kind))?.Kind;
    return {
      latency: striking.reduce((sum, fault) => sum + (fault.Kind === "latency" ? fault.Milliseconds : 0), 0),
      before: failureBefore(first(["expired-clock", "throttling", "error-before-commit"])),
      after: failureAfter(first(["error-after-commit", "lost-reply"])),
    };
  }

  #strikes(key: string, action: string, { Action, Times, Share }: Fault): boolean {
    if (Action !== undefined && Action !== action) return false;
    if (Share < 1 && this.fraction() >= Share) return false;
    if (Times === undefined) return true;
    const struck = this.#struck.get(key) ?? 0;
    this.#struck.set(key, struck + 1);
    return struck < Times;
  }
}

function failureBefore(kind: Fault["Kind"] | undefined): Error | undefined {
  if (kind === "expired-clock") return expired(secondsOff);
  if (kind === "throttling") return new ApiError("RequestLimitExceeded", "a fault that was asked for");
  return kind === undefined ? undefined : new BrokenReply("error");
}

const failureAfter = (kind: Fault["Kind"] | undefined): Error | undefined =>
  kind === undefined ? undefined : new BrokenReply(kind === "lost-reply" ? "lost" : "error");
