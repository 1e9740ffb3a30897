import type { Action, DescribeAccount, Fault, RequestOf, ResponseOf } from "../../api";
import { type Access, mayWrite } from "../../service";
import type { Session } from "./sessions";

/** In whose name, and under which RequestId, the service is asked. */
export interface Asker {
  readonly access: Access;
  readonly requestId: string;
}

/**
 * Asks the service as the console does. What comes from a form is as unchecked as any request.
 *
 * @throws ApiError with its RequestId.
 */
export type Ask = <A extends Action>(action: A, request: unknown, asker: Asker) => Promise<ResponseOf<A>>;

/** One request for a page, by somebody who is signed in. */
export class Visit {
  constructor(
    readonly session: Session,
    readonly asker: Asker,
    readonly account: ResponseOf<typeof DescribeAccount>,
    /** What is to go wrong with requests to this server. */
    readonly faults: readonly Fault[],
    private readonly send: Ask,
  ) {}

  /** A read-only key pair sees no buttons. */
  get mayWrite(): boolean {
    return mayWrite(this.asker.access);
  }

  /** Milliseconds since 1970 by the account's clock, which a fault can hold still. */
  get now(): number {
    return Date.parse(this.account.ServerTime);
  }

  ask<A extends Action>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
    return this.send(action, request, this.asker);
  }

  /** Hands on what somebody filled in: the contract judges it. */
  submit<A extends Action>(action: A, filledIn: unknown): Promise<ResponseOf<A>> {
    return this.send(action, filledIn, this.asker);
  }
}
