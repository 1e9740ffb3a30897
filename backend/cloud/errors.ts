import { ExpectedError } from "../../ground/errors";

/** Tencent Cloud can't be asked: it can't be reached, doesn't answer, or answers what isn't its form. Nothing is known. */
export class CloudUnavailable extends ExpectedError {
  override readonly name = "CloudUnavailable";

  constructor(
    message: string,
    /** Whether there were too many calls for the time: later there may be an answer. */
    readonly isRate = false,
  ) {
    super(message);
  }
}

/** An API 3.0 service refused. */
export class CloudRefusal extends ExpectedError {
  override readonly name = "CloudRefusal";

  constructor(
    readonly code: string,
    message: string,
    readonly requestId: string | undefined,
  ) {
    super(message);
  }

  override get inWords(): string {
    const request = this.requestId === undefined ? "" : ` (RequestId ${this.requestId})`;
    return `${this.message} [${this.code}]${request}`;
  }
}

/** What may be over soon: a call that ended so is made again. */
export class Passing extends Error {
  override readonly name = "Passing";

  constructor(
    message: string,
    /** Whether it is that there were too many calls for the time. */
    readonly isRate = false,
  ) {
    super(message);
  }
}

/** A call that may not be made twice has no answer: whether it did its work has to be looked at. */
export class CloudUnanswered extends ExpectedError {
  override readonly name = "CloudUnanswered";
}
