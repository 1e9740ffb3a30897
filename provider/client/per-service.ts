import type { Action, RequestOf, ResponseOf, ServiceName } from "../../backend/api";
import type { CallOptions, Transport } from "./transport";

/** Sends the actions of some services elsewhere than the rest, for example `tag` to Tencent Cloud itself. */
export class PerServiceTransport implements Transport {
  readonly requestsPerSecond: number;

  constructor(
    private readonly management: Transport,
    private readonly services: ReadonlyMap<ServiceName, Transport>,
  ) {
    this.requestsPerSecond = Math.min(...this.#all.map((transport) => transport.requestsPerSecond));
  }

  call<A extends Action>(action: A, request: RequestOf<A>, options: CallOptions): Promise<ResponseOf<A>> {
    return (this.services.get(action.service) ?? this.management).call(action, request, options);
  }

  async close(): Promise<void> {
    await Promise.all(this.#all.map((transport) => transport.close()));
  }

  get #all(): Transport[] {
    return [this.management, ...this.services.values()];
  }
}
